import { getRunning } from '../../app/running.ts';
import { previewBand } from './preview-band.ts';
import { findEdition } from './public-edition.ts';
import { siteFoot, siteMenu } from './views/menu.ts';
import type { LayoutServerLoad } from './$types';

/** The edition of the address (or the current one), for the furniture of its pages. An unknown one is the page's to refuse. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
	const found = (await findEdition(locals, params.edition)) ?? (await findEdition(locals, undefined));
	const { origin } = getRunning();
	if (!found) return { origin, publicEdition: null, archived: null, preview: null, site: undefined };
	locals.framedBy = found.editionId;
	const { slug, name, short, zone, state } = found.bundle.edition;
	const { main, groups } = siteMenu(found.bundle, locals.locale);
	return {
		origin,
		// An edition in preparation has no card, no feed and nothing to share yet.
		publicEdition: { slug, name, short: { en: short, zh: short }, zone, open: state === 'published' },
		preview: await previewBand(locals, origin),
		// Pages across editions are not archived, whichever edition their head names.
		archived: found.closedAt === null || (params.edition === undefined && locals.path !== '/') ? null : { slug },
		// Of an edition in preparation there are no pages to lead to yet.
		site: {
			nav: state === 'published' ? main : [],
			groups: state === 'published' ? groups : [],
			foot: siteFoot(found.bundle, locals.locale),
		},
	};
};
