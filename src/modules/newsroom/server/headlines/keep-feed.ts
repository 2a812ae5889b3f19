import { and, eq, inArray, isNull, not, sql } from 'drizzle-orm';
import { type Instant, second } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { newId } from '#core/ids/index.ts';
import type { FeedItem } from '../../headlines/feed.ts';
import { pauseOf, staleAfter } from '../../headlines/source.ts';
import { headline, headlineSource } from '../headline-tables.ts';
import type { FetchedFeed } from './fetch-feed.ts';

export type SourceRow = typeof headlineSource.$inferSelect;

/** Public pages that show headlines depend on this scope. */
export const headlineScope = 'headlines';

/**
 * Keeps what came of asking a source, and plans when it is asked again. Pages are made anew only when what they might show has
 * changed: a headline came, went or was reworded, or its source fell silent for too long. A source that fails keeps what it had.
 * Of one that was removed, or given another feed while it was asked, nothing is kept.
 * @param chance from 0 to 1, see `pauseOf`
 */
export async function keepFeed(ctx: Context, source: SourceRow, fetched: FetchedFeed, chance: number): Promise<void> {
	const now = ctx.clock.process.now();
	const of = eq(headlineSource.id, source.id);
	await transaction(ctx, async (tx) => {
		const [held] = await tx.db.select({ feed: headlineSource.feed }).from(headlineSource).where(of).for('update');
		if (held?.feed !== source.feed) return;
		const isGood = fetched.kind !== 'fault';
		const wasFresh = isFresh(source, source.triedAt ?? now);
		let changed = isGood && !wasFresh;
		if (fetched.kind === 'feed') changed = (await keepItems(tx, source.id, fetched.feed.items, now)) || changed;
		if (!isGood && source.succeededAt !== null) changed = wasFresh && !isFresh(source, now);
		const failures = isGood ? 0 : source.failures + 1;
		const asked =
			fetched.kind === 'feed' ? fetched.freshFor : fetched.kind === 'fault' ? fetched.retryAfter : undefined;
		const validators =
			fetched.kind === 'feed'
				? {
						etag: fetched.validators.etag ?? null,
						lastModified: fetched.validators.lastModified ?? null,
						movedTo: fetched.movedTo ?? null,
					}
				: {};
		await tx.db
			.update(headlineSource)
			.set({
				triedAt: now,
				failures,
				leasedUntil: null,
				nextAt: now + pauseOf(failures, asked, chance),
				fault: fetched.kind === 'fault' ? fetched.fault : null,
				faultStatus: fetched.kind === 'fault' ? (fetched.status ?? null) : null,
				...(isGood ? { succeededAt: now } : {}),
				...validators,
			})
			.where(of);
		if (changed) await bumpRevision(tx, headlineScope);
	});
}

/** Whether what a source said is still shown. Pure. */
export function isFresh({ succeededAt, sample }: Pick<SourceRow, 'succeededAt' | 'sample'>, now: Instant): boolean {
	return sample || (succeededAt !== null && now - succeededAt < staleAfter);
}

/**
 * Makes the headlines of a source those that its feed tells. A fixed number of statements.
 * @returns whether any came, went or was reworded
 */
export async function keepItems(
	ctx: Context,
	sourceId: string,
	items: readonly FeedItem[],
	now: Instant,
): Promise<boolean> {
	const before = await ctx.db
		.select()
		.from(headline)
		.where(and(eq(headline.sourceId, sourceId), eq(headline.current, true)));
	const known = new Map(before.map((row) => [row.key, row]));
	const keys = items.map(({ key }) => key);
	const gone = and(eq(headline.sourceId, sourceId), keys.length > 0 ? not(inArray(headline.key, keys)) : undefined);
	await ctx.db.delete(headline).where(and(gone, isNull(headline.hiddenAt)));
	await ctx.db.update(headline).set({ current: false }).where(gone);
	if (items.length > 0) {
		const rows = items.map((item, i) => ({
			id: newId(),
			sourceId,
			...item,
			// Those without a date stand in the order of the feed.
			order: item.at ?? now - i * second,
			seenAt: now,
			current: true,
		}));
		await ctx.db
			.insert(headline)
			.values(rows)
			.onConflictDoUpdate({
				target: [headline.sourceId, headline.key],
				set: {
					guid: sql`excluded.guid`,
					link: sql`excluded.link`,
					canonical: sql`excluded.canonical`,
					title: sql`excluded.title`,
					teaser: sql`excluded.teaser`,
					place: sql`excluded.place`,
					at: sql`excluded.at`,
					order: sql`coalesce(excluded.at, ${headline.order})`,
					current: true,
				},
			});
	}
	const says = ({ link, title, teaser, place, at }: FeedItem) => JSON.stringify([link, title, teaser, place, at]);
	return (
		items.length !== before.length ||
		items.some((item) => {
			const old = known.get(item.key);
			return !old || says(old) !== says(item);
		})
	);
}
