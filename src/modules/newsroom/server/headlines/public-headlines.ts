import { asc, eq, getTableColumns, isNotNull, lte, or, sql } from 'drizzle-orm';
import type { Instant } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { type Candidate, chooseHeadlines } from '../../headlines/choose.ts';
import { oldest } from '../../headlines/source.ts';
import { headline, headlineSource } from '../headline-tables.ts';
import { publicArticles } from '../public-articles.ts';
import { isFresh } from './keep-feed.ts';

/** A headline of others as pages show it: with its source, and never more of the article than a teaser. */
export interface PublicHeadline {
	id: string;
	title: string;
	/** Empty where the source is shown with bare titles. */
	teaser: string;
	link: string;
	place: string;
	at: Instant | null;
	/** BCP 47. */
	language: string;
	source: { name: Partial<Bilingual>; attribution: Partial<Bilingual> | null };
	sample: boolean;
}

export interface PublicHeadlines {
	headlines: PublicHeadline[];
	/** Credit lines of the sources that stand here, each once. */
	credits: Partial<Bilingual>[];
}

export interface HeadlineFilter {
	locale: Locale;
	limit: number;
	/** Of the article below which they stand: sources with topics of their own are shown where one is the same. */
	topics?: readonly string[] | undefined;
	/** Titles that stand on the page; those of our newest articles are known anyway. */
	ownTitles?: readonly string[] | undefined;
}

/** Of each source so many are looked at: some of them others tell too. */
const deep = 20;
/** Titles of so many of our newest articles are known, to recognise them where others publish them again. */
const ownKnown = 60;

/**
 * The headlines of partners and agencies, chosen as `chooseHeadlines` does, from sources that are on and were heard of lately.
 * A page that shows them depends on the scope `headlines` beside `news`. Three queries and those of our newest articles; all but
 * one from memory in a serving process.
 */
export async function publicHeadlines(ctx: Context, filter: HeadlineFilter): Promise<PublicHeadlines> {
	const all = await remembered(ctx, 'headlines', () => loadHeadlines(ctx));
	const heard = await heardOf(ctx, all.sources);
	const now = ctx.clock.process.now();
	const sources = new Map(
		all.sources
			.filter((source) => isFresh({ ...source, succeededAt: heard.get(source.id) ?? null }, now))
			.filter(
				({ topics }) => !filter.topics || topics.length === 0 || topics.some((one) => filter.topics?.includes(one)),
			)
			.map((source) => [source.id, source]),
	);
	if (sources.size === 0) return { headlines: [], credits: [] };
	const own = await publicArticles(ctx, { limit: ownKnown });
	const candidates = all.headlines.flatMap((row): (Candidate & typeof row)[] => {
		const source = sources.get(row.sourceId);
		// What was hidden keeps others from telling it, wherever it stood.
		if (!source && row.hiddenAt === null) return [];
		if (source && !source.sample && row.order < now - oldest) return [];
		return [{ ...row, language: source?.language ?? '', hidden: row.hiddenAt !== null }];
	});
	const chosen = chooseHeadlines(candidates, {
		limit: filter.limit,
		shown: new Map([...sources].map(([id, { shown }]) => [id, shown])),
		origin: originOf(ctx.config),
		ownTitles: [
			...(filter.ownTitles ?? []),
			...own.articles.flatMap(({ texts }) => Object.values(texts).map(({ title }) => title)),
		],
		locale: filter.locale,
	});
	const headlines = chosen.flatMap((row): PublicHeadline[] => {
		const source = sources.get(row.sourceId);
		if (!source) return [];
		const { id, title, link, place, at, language } = row;
		return [
			{
				...{ id, title, link, place, at, language, sample: source.sample },
				teaser: source.teasers ? row.teaser : '',
				source: { name: source.name, attribution: source.attribution },
			},
		];
	});
	const shownSources = new Set(chosen.map(({ sourceId }) => sourceId));
	const credits = [...sources.values()].flatMap(({ id, credit }) => (shownSources.has(id) && credit ? [credit] : []));
	return { headlines, credits: [...new Map(credits.map((one) => [JSON.stringify(one), one])).values()] };
}

/**
 * When each source was last heard of. Never from memory: a source that says the same for days renews it without changing a
 * page, and nothing that is remembered is forgotten for that.
 */
async function heardOf(ctx: Context, sources: readonly { id: string }[]): Promise<Map<string, Instant | null>> {
	if (sources.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: headlineSource.id, at: headlineSource.succeededAt })
		.from(headlineSource)
		.where(eq(headlineSource.active, true));
	return new Map(rows.map(({ id, at }) => [id, at]));
}

async function loadHeadlines(ctx: Context) {
	const sources = await ctx.db
		.select()
		.from(headlineSource)
		.where(eq(headlineSource.active, true))
		.orderBy(asc(headlineSource.position));
	const ranked = ctx.db
		.select({
			...getTableColumns(headline),
			rank: sql<number>`row_number() over (partition by ${headline.sourceId}, ${headline.hiddenAt} is null
				order by ${headline.order} desc)`.as('rank'),
		})
		.from(headline)
		.where(or(eq(headline.current, true), isNotNull(headline.hiddenAt)))
		.as('ranked');
	const headlines = await ctx.db.select().from(ranked).where(lte(ranked.rank, deep));
	return { sources, headlines };
}
