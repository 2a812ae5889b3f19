import { cachedEdition } from '../../public-edition.ts';
import { trackViews } from '../../views/edition.ts';
import { builtInView } from '../../views/written-page.ts';
import { programmeView } from '../../views/programme.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	return {
		page: builtInView(bundle, 'programme', locals.locale),
		...programmeView(bundle, locals.locale),
		count: trackViews(bundle, locals.locale).tracks.length,
	};
};
