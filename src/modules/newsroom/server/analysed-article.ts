import { and, desc, eq, inArray, lt, ne, or, sql } from 'drizzle-orm';
import { type Action, type Actor, personOf } from '#core/access/index.ts';
import type { Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { record } from '#core/ledger/index.ts';
import type { ArticleContent, ArticleState } from '../article.ts';
import { articleFor, inLedger } from './article-row.ts';
import { demandNewsroom } from './desk-articles.ts';
import { completeDraft } from './surroundings.ts';
import { article, articleVersion } from './tables.ts';
import { freeze } from './versions.ts';

/** What an analysis must know of an article, besides what a version of it says. */
export interface AnalysedArticle {
	id: string;
	slug: string;
	state: ArticleState;
	organisationId: string;
	editionId: string | null;
	zone: string;
	/** Titles of the draft. */
	titles: Partial<Bilingual>;
	publishedVersion: number | null;
	publishedAt: Instant | null;
	/** The version that goes out by itself, when it is planned. */
	releaseVersion: number | null;
	embargoUntil: Instant | null;
	/** Its newest version; null while nothing was frozen. */
	newestVersion: number | null;
}

type Row = typeof article.$inferSelect;

function analysed(row: Row, newest: number | undefined): AnalysedArticle {
	const { id, slug, state, organisationId, editionId, zone, publishedVersion, publishedAt } = row;
	const titles = Object.entries(row.draft.texts).flatMap(([locale, text]) =>
		text?.title ? [[locale as Locale, text.title]] : [],
	);
	return {
		...{ id, slug, state, organisationId, editionId, zone, publishedVersion, publishedAt },
		titles: Object.fromEntries(titles),
		releaseVersion: row.releaseVersion,
		embargoUntil: row.embargoUntil,
		newestVersion: newest ?? null,
	};
}

async function newestVersions(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: articleVersion.articleId, newest: sql<number>`max(${articleVersion.number})::int` })
		.from(articleVersion)
		.where(inArray(articleVersion.articleId, [...ids]))
		.groupBy(articleVersion.articleId);
	return new Map(rows.map(({ id, newest }) => [id, newest]));
}

/**
 * An article for what stands under it. Two queries.
 * @param hold inside a transaction: nobody publishes it until its end
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function analysedArticle(
	ctx: Context,
	actor: Actor,
	action: Action,
	articleId: string,
	{ hold = false }: { hold?: boolean } = {},
): Promise<AnalysedArticle> {
	const row = await articleFor(ctx, actor, action, articleId, { hold });
	return analysed(row, (await newestVersions(ctx, [row.id])).get(row.id));
}

/** Several articles, those that somebody may see at the desk. Two queries. @throws Refusal for whoever has no newsroom */
export async function analysedArticles(
	ctx: Context,
	actor: Actor,
	ids: readonly string[],
): Promise<Map<string, AnalysedArticle>> {
	const scope = demandNewsroom(ctx, actor);
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select()
		.from(article)
		.where(and(inArray(article.id, [...ids]), scope));
	const newest = await newestVersions(
		ctx,
		rows.map(({ id }) => id),
	);
	return new Map(rows.map((row) => [row.id, analysed(row, newest.get(row.id))]));
}

/**
 * The articles that somebody may see at the desk and that were not retracted, to join with what is said of their versions;
 * `published` is the version that the public has now. No query by itself.
 * @throws Refusal for whoever has no newsroom
 */
export function standingArticles(ctx: Context, actor: Actor) {
	const newest = sql<number>`(select coalesce(max(${articleVersion.number}), 0) from ${articleVersion}
		where ${articleVersion.articleId} = ${article.id})`;
	return ctx.db
		.select({
			id: article.id,
			published: sql<number | null>`case when ${article.state} = 'published' then ${article.publishedVersion} end`.as(
				'published',
			),
			newest: sql<number>`greatest(coalesce(${article.publishedVersion}, 0), ${newest})`.as('newest'),
		})
		.from(article)
		.where(and(demandNewsroom(ctx, actor), ne(article.state, 'retracted')))
		.as('standing_article');
}

/**
 * The draft as a version, so that something can be said of it before it is published; the same version when nothing changed
 * since. The caller is in a transaction.
 * @throws Refusal `not-found`, `forbidden`; `invalid` with what an article lacks, by path
 */
export async function freezeDraft(ctx: Context, actor: Actor, articleId: string): Promise<number> {
	const row = await articleFor(ctx, actor, 'article.write', articleId, { hold: true });
	const before = (await newestVersions(ctx, [row.id])).get(row.id);
	const version = await freeze(ctx, row.id, await completeDraft(ctx, row), personOf(actor));
	if (version !== before) {
		await record(ctx, actor, { action: 'freeze-article', ...inLedger(row), data: { version } });
	}
	return version;
}

/** An article as it stands in the archive: published, and read in one language. */
export interface ArchivedArticle {
	id: string;
	version: number;
	digest: string;
	/** Month of first publication in its zone. */
	month: string;
	topics: string[];
	publishedAt: Instant;
	title: string;
}

/**
 * What was published in a language before an instant, the oldest first; samples and what was retracted are no archive of
 * anything, unless this is a rehearsal, whose articles are all samples. One query, without the texts.
 * @param filter.most so many are taken, the latest ones
 */
export async function archiveBefore(
	ctx: Context,
	filter: { locale: Locale; before: Instant; except: string; most: number },
): Promise<ArchivedArticle[]> {
	const rows = await ctx.db
		.select({
			id: article.id,
			version: articleVersion.number,
			digest: articleVersion.digest,
			month: sql<string>`to_char(${article.publishedAt} at time zone ${article.zone}, 'YYYY-MM')`,
			topics: article.topics,
			publishedAt: article.publishedAt,
			title: sql<string>`${articleVersion.content}->'texts'->${filter.locale}->>'title'`,
		})
		.from(article)
		.innerJoin(
			articleVersion,
			and(eq(articleVersion.articleId, article.id), eq(articleVersion.number, article.publishedVersion)),
		)
		.where(
			and(
				eq(article.state, 'published'),
				ne(article.id, filter.except),
				lt(article.publishedAt, filter.before),
				sql`${filter.locale} = any(${article.locales})`,
				ctx.clock.rehearsal ? undefined : sql`not (${articleVersion.content}->>'sample')::boolean`,
			),
		)
		.orderBy(desc(article.publishedAt), desc(article.position))
		.limit(filter.most);
	return rows.reverse().map((row) => ({ ...row, publishedAt: row.publishedAt as Instant }));
}

/** The versions out of which somebody who was erased was taken: they say less than when they were frozen. One query. */
export async function erasedVersions(ctx: Context): Promise<{ id: string; version: number }[]> {
	return ctx.db
		.select({ id: articleVersion.articleId, version: articleVersion.number })
		.from(articleVersion)
		.where(eq(articleVersion.erased, true));
}

/** What versions of articles say, by `id version`. One query. */
export async function versionContents(
	ctx: Context,
	versions: readonly { id: string; version: number }[],
): Promise<Map<string, { content: ArticleContent; digest: string; at: Instant }>> {
	if (versions.length === 0) return new Map();
	const just = versions.map(({ id, version }) =>
		and(eq(articleVersion.articleId, id), eq(articleVersion.number, version)),
	);
	const rows = await ctx.db
		.select()
		.from(articleVersion)
		.where(or(...just));
	return new Map(
		rows.map(({ articleId, number, content, digest, at }) => [`${articleId} ${number}`, { content, digest, at }]),
	);
}
