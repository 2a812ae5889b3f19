import { cachedEdition } from '../../public-edition.ts';
import { trackViews } from '../../views/edition.ts';
import { builtInView } from '../../views/written-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	return { page: builtInView(bundle, 'tracks', locals.locale), ...trackViews(bundle, locals.locale) };
};
