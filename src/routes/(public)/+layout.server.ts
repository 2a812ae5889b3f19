import { getRunning } from '../../app/running.ts';
import { findEdition } from './public-edition.ts';
import { footerPages } from './views/edition.ts';
import type { LayoutServerLoad } from './$types';

/** The edition of the address (or the current one), for the furniture of its pages. An unknown one is the page's to refuse. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const found = (await findEdition(locals, params.edition)) ?? (await findEdition(locals, undefined));
	const { origin } = getRunning();
	if (!found) return { origin, publicEdition: null, footer: [] };
	const { slug, name, short, zone } = found.bundle.edition;
	return {
		origin,
		publicEdition: { slug, name, short: { en: short, zh: short }, zone },
		footer: footerPages(found.bundle, locals.locale),
	};
};
