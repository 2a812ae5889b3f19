import { inLocale } from '#core/i18n/index.ts';
import { callsOfEdition } from '#modules/calls/server/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { listEditions, pastEditions, publicEdition } from '#modules/editions/server/index.ts';
import { publicArticles } from '#modules/newsroom/server/index.ts';
import { listRevision, listStatements } from '#modules/statements/server/index.ts';
import { figureViews, outcomeViews, pictureViews, reportViews } from '../views/outcomes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { ctx, locale } = locals;
	const [editions, past] = await Promise.all([listEditions(ctx), pastEditions(ctx)]);
	// Every change of an edition that stands here raises the revision of the pages across editions.
	locals.cache = { scope: `site news ${listRevision}`, until: Number.MAX_SAFE_INTEGER };
	const known = await Promise.all(
		editions.map(async (one) => {
			const preparing = one.state === 'in-preparation';
			return {
				slug: one.slug,
				year: one.year,
				name: inLocale(one.name, locale).text,
				zone: one.zone,
				// Of an edition in preparation the title is public, its days are not.
				days: preparing
					? null
					: { from: instantOf(one.starts, one.zone, 'start'), to: instantOf(one.ends, one.zone, 'end') },
				preparing,
				unknown: false,
				closed: one.closedAt === null ? null : await outcomesOf(one.slug),
			};
		}),
	);
	const before = past.map((one) => ({
		slug: one.slug,
		year: one.year,
		name: inLocale(one.name, locale).text,
		zone: 'UTC',
		days: null,
		preparing: true,
		unknown: true,
		closed: null,
	}));
	return { editions: [...known, ...before].sort((a, b) => b.year - a.year) };

	/** What came of a closed edition: a fixed number of queries for each, and there is one a year. */
	async function outcomesOf(slug: string) {
		const found = await publicEdition(ctx, slug, { read: callsOfEdition });
		if (!found) return null;
		const { articles } = await publicArticles(ctx, { edition: slug, limit: 30 });
		const statements = await listStatements(ctx, { edition: found.editionId });
		return {
			documents: outcomeViews(found.bundle, locale, statements),
			reports: reportViews(articles.slice(0, 3), locale),
			figures: figureViews(found.bundle, locale),
			picture: pictureViews(found.bundle, locale, articles)[0] ?? null,
		};
	}
};
