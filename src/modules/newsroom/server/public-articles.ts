import { and, arrayContains, desc, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Instant } from '#core/clock/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { BundleAsset } from '#modules/editions/bundle/index.ts';
import { listEditions, organisationsById } from '#modules/editions/server/index.ts';
import type { ArticleContent } from '../article.ts';
import { publicContent } from '../public-content.ts';
import { type BylineView, bylineViews } from './byline.ts';
import { directoryFor } from './directory.ts';
import { article, articleCorrection, articleVersion } from './tables.ts';

/** Who publishes, as pages name him. */
export interface PublisherView {
	slug: string;
	name: Partial<Bilingual>;
	short: string | null;
	url: string | null;
}

/** The edition that an article is about. */
export interface ArticleEdition {
	slug: string;
	name: Partial<Bilingual>;
	short: string;
}

/** A published article as lists, feeds and the newsletter show it; nothing of its text but title and standfirst. */
export interface ArticleCard {
	id: string;
	slug: string;
	/** Number of the public version. */
	version: number;
	/** The languages in which it is published. */
	locales: Locale[];
	texts: Partial<Record<Locale, { title: string; standfirst: string }>>;
	byline: BylineView[];
	/** First publication. */
	publishedAt: Instant;
	/** Last change that readers see. */
	changedAt: Instant;
	/** The zone in which its times are said. */
	zone: string;
	topics: string[];
	organisation: PublisherView;
	edition: ArticleEdition | null;
	/** The picture above the text. */
	lead?: BundleAsset;
	corrections: number;
	sample: boolean;
}

export interface PublicFilter {
	/** Those that are published in this language. */
	locale?: Locale | undefined;
	topic?: string | undefined;
	/** Slug of an edition. */
	edition?: string | undefined;
	/** Slug of the publisher. */
	organisation?: string | undefined;
	/** `2021-11`, in the zone of each article. */
	month?: string | undefined;
	/** Without those that were made for demonstration. */
	samples?: boolean | undefined;
	/** What `next` of the page before said. */
	before?: string | undefined;
	/** At most 200. */
	limit: number;
}

/**
 * What is published, the latest first, with where to go on. Never anything of a draft, of what is planned or under embargo,
 * or retracted. At most six queries, however long; from memory in a serving process.
 */
export async function publicArticles(
	ctx: Context,
	filter: PublicFilter,
): Promise<{ articles: ArticleCard[]; next?: string }> {
	const limit = Math.max(1, Math.min(200, Math.trunc(filter.limit)));
	const before = filter.before === undefined ? undefined : readCursor(filter.before);
	if (filter.before !== undefined && !before) return { articles: [] };
	if (filter.month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(filter.month)) return { articles: [] };
	const { edition, organisation } = await placesOf(ctx, filter);
	if (edition === null || organisation === null) return { articles: [] };
	const key = `articles ${JSON.stringify([filter.locale, filter.topic, edition, organisation, filter.month, filter.samples, filter.before, limit])}`;
	return remembered(ctx, key, async () => {
		const cards = await cardsWhere(
			ctx,
			and(
				filter.locale ? arrayContains(article.locales, [filter.locale]) : undefined,
				filter.topic ? arrayContains(article.topics, [filter.topic]) : undefined,
				edition ? eq(article.editionId, edition) : undefined,
				organisation ? eq(article.organisationId, organisation) : undefined,
				filter.month ? sql`${monthOf} = ${filter.month}` : undefined,
				filter.samples === false ? noSample : undefined,
				before
					? or(
							lt(article.publishedAt, before.at),
							and(eq(article.publishedAt, before.at), lt(article.position, before.position)),
						)
					: undefined,
			),
			limit + 1,
		);
		const [shown, more] = [cards.slice(0, limit), cards.length > limit];
		const last = shown.at(-1);
		const articles = shown.map(({ card }) => card);
		return more && last ? { articles, next: `${last.card.publishedAt}-${last.position}` } : { articles };
	});
}

/**
 * What was first published from one instant until before another, the oldest first, at most 500: what a newsletter tells.
 * @param samples whether also what was made for demonstration
 */
export async function publishedBetween(
	ctx: Context,
	from: Instant,
	to: Instant,
	{ samples = true }: { samples?: boolean } = {},
): Promise<ArticleCard[]> {
	const within = and(gte(article.publishedAt, from), lt(article.publishedAt, to), samples ? undefined : noSample);
	const cards = await cardsWhere(ctx, within, 500);
	return cards.map(({ card }) => card).reverse();
}

/** Published articles by their ids, as cards; what is not public is absent. */
export async function publicArticlesById(ctx: Context, ids: readonly string[]): Promise<Map<string, ArticleCard>> {
	if (ids.length === 0) return new Map();
	const cards = await cardsWhere(ctx, inArray(article.id, [...ids]), ids.length);
	return new Map(cards.map(({ card }) => [card.id, card]));
}

const noSample = sql`not (${articleVersion.content}->>'sample')::boolean`;
const monthOf = sql<string>`to_char(${article.publishedAt} at time zone ${article.zone}, 'YYYY-MM')`;

/** The months in which something was published, the latest first, with how much. One query; from memory where there is one. */
export async function articleMonths(ctx: Context): Promise<{ month: string; count: number }[]> {
	return remembered(ctx, 'article months', () =>
		ctx.db
			.select({ month: monthOf, count: sql<number>`count(*)::int` })
			.from(article)
			.where(eq(article.state, 'published'))
			.groupBy(sql`1`)
			.orderBy(sql`1 desc`),
	);
}

/** The topics of what is published, the most frequent first. One query; from memory where there is one. */
export async function articleTopics(ctx: Context): Promise<{ topic: string; count: number }[]> {
	const topic = sql<string>`unnest(${article.topics})`;
	return remembered(ctx, 'article topics', () =>
		ctx.db
			.select({ topic, count: sql<number>`count(*)::int` })
			.from(article)
			.where(eq(article.state, 'published'))
			.groupBy(sql`1`)
			.orderBy(sql`2 desc`, sql`1`),
	);
}

function readCursor(text: string): { at: Instant; position: number } | undefined {
	const match = /^(\d{1,15})-(\d{1,15})$/.exec(text);
	return match ? { at: Number(match[1]), position: Number(match[2]) } : undefined;
}

/** The ids of the places that a filter names; null for one that is not there. */
async function placesOf(ctx: Context, filter: PublicFilter) {
	const { edition, organisation } = filter;
	const editions = edition === undefined ? [] : await listEditions(ctx);
	const publishers = organisation === undefined ? [] : await publishersOf(ctx);
	return {
		edition: edition === undefined ? undefined : (editions.find(({ slug }) => slug === edition)?.id ?? null),
		organisation:
			organisation === undefined ? undefined : (publishers.find(({ slug }) => slug === organisation)?.id ?? null),
	};
}

/** The organisations that have published something. Two queries; from memory where there is one. */
export async function publishersOf(ctx: Context): Promise<(PublisherView & { id: string })[]> {
	return remembered(ctx, 'article publishers', async () => {
		const rows = await ctx.db
			.selectDistinct({ id: article.organisationId })
			.from(article)
			.where(eq(article.state, 'published'));
		const known = await organisationsById(
			ctx,
			rows.map(({ id }) => id),
		);
		return [...known.values()].map(({ id, slug, name, short, url }) => ({ id, slug, name, short, url }));
	});
}

interface PlacedCard {
	card: ArticleCard;
	position: number;
}

/** What cards say of an article: not its draft, which is long. */
const listed = {
	id: article.id,
	slug: article.slug,
	position: article.position,
	organisationId: article.organisationId,
	editionId: article.editionId,
	publishedVersion: article.publishedVersion,
	publishedAt: article.publishedAt,
	changedAt: article.changedAt,
	zone: article.zone,
	topics: article.topics,
	locales: article.locales,
};

/** Published articles as cards, the latest first. At most six queries. */
async function cardsWhere(ctx: Context, where: SQL | undefined, limit: number): Promise<PlacedCard[]> {
	const rows = await ctx.db
		.select({
			article: listed,
			// Lists need no texts: they are long.
			content: sql<ArticleContent>`${articleVersion.content} #- '{texts,en,body}' #- '{texts,zh,body}'`,
			corrections: sql<number>`(select count(*)::int from ${articleCorrection} c where c.article_id = ${article.id})`,
		})
		.from(article)
		.innerJoin(
			articleVersion,
			and(eq(articleVersion.articleId, article.id), eq(articleVersion.number, article.publishedVersion)),
		)
		.where(and(eq(article.state, 'published'), where))
		.orderBy(desc(article.publishedAt), desc(article.position))
		.limit(limit);
	const keys = rows.flatMap(({ content }) => content.byline.flatMap(({ person }) => person ?? []));
	const personsIn = await directoryFor(ctx, keys);
	const places = await placeNames(
		ctx,
		rows.map((row) => row.article),
	);
	return rows.map(({ article: row, content, corrections }) => {
		const shown = publicContent(content);
		const lead = shown.pictures.find(({ id }) => id === shown.lead);
		const texts = Object.fromEntries(
			Object.entries(shown.texts).map(([locale, text]) => [
				locale,
				{ title: text?.title ?? '', standfirst: text?.standfirst ?? '' },
			]),
		);
		const card: ArticleCard = {
			id: row.id,
			slug: row.slug,
			version: row.publishedVersion as number,
			locales: row.locales,
			texts,
			byline: bylineViews(shown.byline, personsIn(row.editionId)),
			publishedAt: row.publishedAt as Instant,
			changedAt: row.changedAt as Instant,
			zone: row.zone,
			topics: row.topics,
			...places(row),
			...(lead ? { lead } : {}),
			corrections,
			sample: shown.sample,
		};
		return { card, position: row.position };
	});
}

/** How the places of articles are called. At most two queries. */
export async function placeNames(
	ctx: Context,
	rows: readonly { organisationId: string; editionId: string | null }[],
): Promise<
	(row: { organisationId: string; editionId: string | null }) => {
		organisation: PublisherView;
		edition: ArticleEdition | null;
	}
> {
	const organisations = await organisationsById(
		ctx,
		rows.map(({ organisationId }) => organisationId),
	);
	const editions = rows.some(({ editionId }) => editionId !== null) ? await listEditions(ctx) : [];
	return ({ organisationId, editionId }) => {
		const publisher = organisations.get(organisationId);
		const edition = editions.find(({ id }) => id === editionId);
		return {
			organisation: {
				slug: publisher?.slug ?? '',
				name: publisher?.name ?? {},
				short: publisher?.short ?? null,
				url: publisher?.url ?? null,
			},
			edition: edition ? { slug: edition.slug, name: edition.name, short: edition.short } : null,
		};
	};
}
