import { error } from '@sveltejs/kit';
import { reportOf } from '#modules/editions/server/index.ts';
import { cachedPublicEdition } from '../../public-edition.ts';
import { figureViews, outcomeViews, pictureViews } from '../../views/outcomes.ts';
import type { PageServerLoad } from './$types';

/** What came of a closed edition. While it is open there is no such page. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { editionId, bundle, closedAt } = await cachedPublicEdition(locals, params.edition);
	const kept = closedAt === null ? undefined : await reportOf(locals.ctx, editionId);
	if (!kept) error(404, 'not-found');
	const { slug, short, zone } = bundle.edition;
	return {
		slug,
		short,
		zone,
		closedAt: kept.at,
		report: kept.report,
		documents: outcomeViews(bundle, locals.locale),
		figures: figureViews(bundle, locals.locale),
		pictures: pictureViews(bundle, locals.locale),
	};
};
