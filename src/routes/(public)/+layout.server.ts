import { publicEdition } from './public-edition.ts';
import { footerPages } from './views/edition.ts';
import type { LayoutServerLoad } from './$types';

/** The edition of the address (or the current one), for the furniture of its pages. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const bundle = await publicEdition(locals, params.edition).catch(() => null);
	if (!bundle) return { footer: [] };
	const { slug, name, short, zone } = bundle.edition;
	return {
		edition: { slug, name, short: { en: short, zh: short }, zone },
		footer: footerPages(bundle, locals.locale),
	};
};
