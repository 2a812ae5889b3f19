import { asc, desc, eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { headline, headlineSource } from '../headline-tables.ts';
import { fetchesFeeds } from './fetch-feed.ts';
import { isFresh, type SourceRow } from './keep-feed.ts';
import { headlineSubject } from './subject.ts';

/** A source as the desk shows it. */
export interface DeskSource extends Omit<SourceRow, 'etag' | 'lastModified' | 'leasedUntil' | 'position'> {
	/** Whether what it said is shown: it is on, and was heard of lately. */
	isShown: boolean;
	/** Headlines that it tells now, and those of them that were hidden. */
	count: number;
	hidden: number;
}

/**
 * All sources in the order of their making. One query.
 * @throws Refusal `signed-out`, `not-found`, `forbidden`
 */
export async function headlineSources(
	ctx: Context,
	actor: Actor,
): Promise<{ sources: DeskSource[] /** Whether feeds are fetched here at all. */; fetches: boolean }> {
	demand(ctx, actor, 'headline.manage', headlineSubject(actor));
	return { sources: await read(ctx), fetches: fetchesFeeds(ctx) };
}

async function read(ctx: Context, id?: string): Promise<DeskSource[]> {
	const now = ctx.clock.process.now();
	const count = (where: string) =>
		sql<number>`(select count(*)::int from headline h where h.source_id = headline_source.id and h.current${sql.raw(where)})`;
	const rows = await ctx.db
		.select({ source: headlineSource, count: count(''), hidden: count(' and h.hidden_at is not null') })
		.from(headlineSource)
		.where(id === undefined ? undefined : eq(headlineSource.id, id))
		.orderBy(asc(headlineSource.position));
	return rows.map(
		({ source: { etag: _e, lastModified: _l, leasedUntil: _u, position: _p, ...source }, ...counts }) => ({
			...source,
			...counts,
			isShown: source.active && isFresh(source, now),
		}),
	);
}

/** A headline as the desk shows it. */
export interface DeskHeadline {
	id: string;
	title: string;
	teaser: string;
	place: string;
	link: string;
	at: Instant | null;
	hidden: boolean;
}

/**
 * One source with what it tells, the newest first. Two queries.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function sourceWithHeadlines(
	ctx: Context,
	actor: Actor,
	id: string,
): Promise<{ source: DeskSource; headlines: DeskHeadline[]; fetches: boolean }> {
	demand(ctx, actor, 'headline.manage', headlineSubject(actor));
	const [source] = await read(ctx, id);
	if (!source) throw notFound();
	const rows = await ctx.db
		.select()
		.from(headline)
		.where(sql`${headline.sourceId} = ${id} and ${headline.current}`)
		.orderBy(desc(headline.order), asc(headline.id));
	const headlines = rows.map(({ id: of, title, teaser, place, link, at, hiddenAt }) => ({
		...{ id: of, title, teaser, place, link, at },
		hidden: hiddenAt !== null,
	}));
	return { source, headlines, fetches: fetchesFeeds(ctx) };
}
