import { cachedEdition } from '../../public-edition.ts';
import { contactViews } from '../../views/beside.ts';
import { builtInView } from '../../views/written-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const bundle = await cachedEdition(locals, params.edition);
	return { page: builtInView(bundle, 'contact', locals.locale), contacts: contactViews(bundle, locals.locale) };
};
