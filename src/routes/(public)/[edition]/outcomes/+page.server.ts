import { error } from '@sveltejs/kit';
import { reportOf } from '#modules/editions/server/index.ts';
import { publicArticles } from '#modules/newsroom/server/index.ts';
import { listRevision, listStatements } from '#modules/statements/server/index.ts';
import { cachedPublicEdition } from '../../public-edition.ts';
import { figureViews, outcomeViews, pictureViews, reportViews } from '../../views/outcomes.ts';
import type { PageServerLoad } from './$types';

/** So many articles are led to; a page of the news has all. */
const mostReports = 6;
/** Pictures above so many of the newest articles are shown. */
const mostLooked = 30;

/** What came of a closed edition. While it is open there is no such page. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { editionId, bundle, closedAt } = await cachedPublicEdition(locals, params.edition);
	const kept = closedAt === null ? undefined : await reportOf(locals.ctx, editionId);
	if (!kept) error(404, 'not-found');
	const { slug, short, zone } = bundle.edition;
	const { articles } = await publicArticles(locals.ctx, { edition: slug, limit: mostLooked });
	const statements = await listStatements(locals.ctx, { edition: editionId });
	// The edition changes no more; what is written about it may.
	if (locals.cache) {
		const { settled: _, ...cache } = locals.cache;
		locals.cache = { ...cache, scope: `${cache.scope} news ${listRevision}` };
	}
	return {
		slug,
		short,
		zone,
		closedAt: kept.at,
		report: kept.report,
		reports: reportViews(articles.slice(0, mostReports), locals.locale),
		documents: outcomeViews(bundle, locals.locale, statements),
		figures: figureViews(bundle, locals.locale),
		pictures: pictureViews(bundle, locals.locale, articles),
	};
};
