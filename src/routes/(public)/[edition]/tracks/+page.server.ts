import { cachedEdition } from '../../public-edition.ts';
import { trackViews } from '../../views/edition.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	return { short: bundle.edition.short, slug: bundle.edition.slug, ...trackViews(bundle, locals.locale) };
};
