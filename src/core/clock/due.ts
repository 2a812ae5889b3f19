import { and, asc, count, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { pinned } from './clock.ts';
import { type Instant, minute } from './instant.ts';
import { dueItem } from './tables.ts';

export interface DueItem {
	at: Instant;
	kind: string;
	/** One item of a kind for each subject: scheduling it again moves it. */
	subject: string;
	payload?: unknown;
}

/** Does the work of one item, in the item's own transaction. In a rehearsal the edition's clock is pinned to the item's time. */
export type DueHandler = (ctx: Context, item: Required<DueItem>) => Promise<void>;
export type DueHandlers = Record<string, DueHandler>;

const dueLock = 720_180_919;
/** After so many failures an item is left to a person (it stays on the list with its error). */
const patience = 8;

/** Puts work on the due-list (or moves it, when it is there and not done). Part of the caller's transaction. */
export async function schedule(ctx: Context, items: DueItem | readonly DueItem[]): Promise<void> {
	const rows = (Array.isArray(items) ? (items as readonly DueItem[]) : [items as DueItem]).map((item) => ({
		id: newId(),
		at: item.at,
		kind: item.kind,
		subject: item.subject,
		payload: item.payload ?? {},
	}));
	if (rows.length === 0) return;
	// Of the same thing named twice the last counts: one statement can't write a row twice.
	const once = [...new Map(rows.map((row) => [JSON.stringify([row.kind, row.subject]), row])).values()];
	await ctx.db
		.insert(dueItem)
		.values(once)
		.onConflictDoUpdate({
			target: [dueItem.kind, dueItem.subject],
			set: {
				at: sql`excluded.at`,
				payload: sql`excluded.payload`,
				// An item that was done and is planned for another time is due again.
				doneAt: sql`case when ${dueItem.at} = excluded.at then ${dueItem.doneAt} end`,
				attempts: 0,
				retryAt: null,
				error: null,
			},
		});
}

/** Takes work off the list, unless it is done. */
export async function unschedule(ctx: Context, kind: string, subject: string): Promise<void> {
	await ctx.db.delete(dueItem).where(and(eq(dueItem.kind, kind), eq(dueItem.subject, subject), isNull(dueItem.doneAt)));
}

/** How many items are due by `until` and not done (nor given up). */
export async function dueUntil(ctx: Context, until: Instant): Promise<number> {
	const [row] = await ctx.db
		.select({ n: count() })
		.from(dueItem)
		.where(and(isNull(dueItem.doneAt), lte(dueItem.at, until), lte(dueItem.attempts, patience - 1)));
	return row?.n ?? 0;
}

/** Work that was tried and not done: it waits for another try, or (`givenUp`) for a person. */
export interface FailedDue {
	kind: string;
	subject: string;
	at: Instant;
	error: string;
	givenUp: boolean;
}

/** How the work that is due by `until` stands: for whoever waits for it. */
export async function dueProgress(
	ctx: Context,
	until: Instant,
): Promise<{ done: number; untried: number; failed: FailedDue[] }> {
	const byUntil = lte(dueItem.at, until);
	const [counted] = await ctx.db
		.select({
			done: sql<number>`count(${dueItem.doneAt})::int`,
			untried: sql<number>`(count(*) filter (where ${dueItem.doneAt} is null and ${dueItem.error} is null))::int`,
		})
		.from(dueItem)
		.where(byUntil);
	const rows = await ctx.db
		.select()
		.from(dueItem)
		.where(and(byUntil, isNull(dueItem.doneAt), isNotNull(dueItem.error)))
		.orderBy(asc(dueItem.at), asc(dueItem.id));
	const failed = rows.map(({ kind, subject, at, error, attempts }) => {
		return { kind, subject, at, error: error ?? '', givenUp: attempts >= patience };
	});
	return { done: counted?.done ?? 0, untried: counted?.untried ?? 0, failed };
}

/**
 * Works off what is due at the present edition time, in order of time, one after the other; only one process at a time
 * does so. An item that fails is tried again later (with growing pauses) and does not hold up the others.
 * @returns how many were done
 */
export async function runDue(ctx: Context, handlers: DueHandlers, limit = 1000): Promise<number> {
	let done = 0;
	while (done < limit) {
		const result = await runNext(ctx, handlers);
		if (result === 'none') break;
		if (result === 'done') done += 1;
	}
	return done;
}

async function runNext(ctx: Context, handlers: DueHandlers): Promise<'none' | 'done' | 'failed'> {
	let current: Required<DueItem> & { id: string; attempts: number } = undefined as never;
	try {
		return await transaction(ctx, async (tx) => {
			const lock = await tx.db.execute(sql`select pg_try_advisory_xact_lock(${dueLock}) as mine`);
			if (!(lock.rows[0] as { mine: boolean }).mine) return 'none';
			const [row] = await tx.db
				.select()
				.from(dueItem)
				.where(
					and(
						isNull(dueItem.doneAt),
						lte(dueItem.at, ctx.clock.edition.now()),
						lte(dueItem.attempts, patience - 1),
						or(isNull(dueItem.retryAt), lte(dueItem.retryAt, ctx.clock.process.now())),
					),
				)
				.orderBy(asc(dueItem.at), asc(dueItem.id))
				.limit(1);
			if (!row) return 'none';
			current = row;
			const handler = handlers[row.kind];
			if (!handler) throw new Error(`nobody handles what is due: ${row.kind}`);
			const clock = ctx.clock.rehearsal ? pinned(ctx.clock, row.at) : ctx.clock;
			await handler({ ...tx, clock }, row);
			await tx.db
				.update(dueItem)
				.set({ doneAt: ctx.clock.edition.now() })
				// What was moved meanwhile is not done.
				.where(and(eq(dueItem.id, row.id), eq(dueItem.at, row.at)));
			return 'done';
		});
	} catch (error) {
		if (!current) throw error;
		ctx.log.error('due-item-failed', { kind: current.kind, subject: current.subject, error });
		const wait = Math.min(minute * 2 ** current.attempts, 60 * minute);
		await ctx.db
			.update(dueItem)
			.set({
				attempts: current.attempts + 1,
				retryAt: ctx.clock.process.now() + wait,
				error: String(error instanceof Error ? error.message : error).slice(0, 500),
			})
			.where(eq(dueItem.id, current.id));
		return 'failed';
	}
}
