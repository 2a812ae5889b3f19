import { randomInt } from 'node:crypto';
import { and, asc, eq, inArray, isNull, lt, lte, or } from 'drizzle-orm';
import { minute } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { pauseOf } from '../../headlines/source.ts';
import { headlineSource } from '../headline-tables.ts';
import { fetchesFeeds, fetchFeed } from './fetch-feed.ts';
import { keepFeed, type SourceRow } from './keep-feed.ts';

/** One process has so long for a source before another may ask it. */
const lease = 2 * minute;
/** Sources asked at the same time. */
const atOnce = 4;

/** Wakes the loop that asks sources: something was set up or changed. */
export const headlineChannel = 'headlines';

/** Asks the sources that are due. @returns how many were asked */
export async function workHeadlines(ctx: Context): Promise<number> {
	if (!fetchesFeeds(ctx)) return 0;
	let asked = 0;
	for (;;) {
		const sources = await claim(ctx);
		if (sources.length === 0) return asked;
		await Promise.all(sources.map((source) => askSource(ctx, source)));
		asked += sources.length;
	}
}

/** Takes sources that are due for this process. One statement. */
async function claim(ctx: Context): Promise<SourceRow[]> {
	const now = ctx.clock.process.now();
	const free = or(isNull(headlineSource.leasedUntil), lt(headlineSource.leasedUntil, now));
	const due = ctx.db
		.select({ id: headlineSource.id })
		.from(headlineSource)
		.where(
			and(eq(headlineSource.active, true), eq(headlineSource.sample, false), lte(headlineSource.nextAt, now), free),
		)
		.orderBy(asc(headlineSource.nextAt))
		.limit(atOnce)
		.for('update', { skipLocked: true });
	return ctx.db
		.update(headlineSource)
		.set({ leasedUntil: now + lease })
		.where(inArray(headlineSource.id, due))
		.returning();
}

/** Asks one source and keeps what it says; what goes wrong on our side is logged, and it is asked later like one that failed. */
export async function askSource(ctx: Context, source: SourceRow): Promise<void> {
	try {
		const { name, feed, language } = source;
		const known = { etag: source.etag ?? undefined, lastModified: source.lastModified ?? undefined };
		const fetched = await fetchFeed(ctx, { feed, language, names: Object.values(name) }, known);
		await keepFeed(ctx, source, fetched, randomInt(1000) / 1000);
	} catch (error) {
		ctx.log.error('headlines-failed', { source: source.id, error });
		await postpone(ctx, source).catch((failed: unknown) => {
			// The database itself is gone: the lease runs out.
			ctx.log.error('headlines-not-postponed', { source: source.id, error: failed });
		});
	}
}

/** Counts a failure and asks later. `triedAt` stays: by it is told whether pages still show what the source said. */
async function postpone(ctx: Context, source: SourceRow): Promise<void> {
	const failures = source.failures + 1;
	const nextAt = ctx.clock.process.now() + pauseOf(failures, undefined, randomInt(1000) / 1000);
	await ctx.db
		.update(headlineSource)
		.set({ failures, nextAt, leasedUntil: null })
		.where(and(eq(headlineSource.id, source.id), eq(headlineSource.feed, source.feed)));
}
