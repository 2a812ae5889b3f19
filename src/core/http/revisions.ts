import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Database } from '#core/database/connection.ts';
import { publicRevision } from './tables.ts';

const channel = 'revision';

/**
 * Says that something public of this scope changed, in the caller's transaction: at commit every process forgets its
 * finished pages of the scope. What a `transaction` raises is raised at its end, all at once.
 * @param scope an edition's id, or `site`
 */
export async function bumpRevision(ctx: Context, scope: string): Promise<void> {
	if (ctx.raised) ctx.raised.add(scope);
	else await raiseRevisions(ctx, [scope]);
}

/**
 * Raises the revisions of scopes in one statement, always in the same order: two transactions that raise the same ones wait
 * for each other and never crosswise.
 */
export async function raiseRevisions(ctx: Context, scopes: Iterable<string>): Promise<void> {
	const ordered = [...new Set(scopes)].sort();
	if (ordered.length === 0) return;
	await ctx.db
		.insert(publicRevision)
		.values(ordered.map((scope) => ({ scope, number: 1 })))
		.onConflictDoUpdate({ target: publicRevision.scope, set: { number: sql`${publicRevision.number} + 1` } });
	for (const scope of ordered) await ctx.database.notify(ctx.db, channel, scope);
}

export interface Revisions {
	/** The present number of a scope (0 when nothing changed yet). From memory: no query. */
	of(scope: string): number;
	/** All numbers as they are now; it does not change afterwards. */
	snapshot(): ReadonlyMap<string, number>;
	/** Reads all numbers anew: after a change in this process, before its own next answer. */
	refresh(): Promise<void>;
}

/** Keeps the numbers of all scopes in memory, told by the database of every change of any process. */
export async function openRevisions(database: Database): Promise<Revisions> {
	let numbers = new Map<string, number>();
	let asked = 0;
	let answered = 0;
	const refresh = async () => {
		const turn = ++asked;
		const rows = await database.db.select().from(publicRevision);
		// Two readings may overtake each other: the one that began last has seen everything.
		if (turn < answered) return;
		answered = turn;
		numbers = new Map(rows.map((row) => [row.scope, row.number]));
	};
	await database.listen(channel, () => void refresh().catch(() => undefined));
	await refresh();
	return { of: (scope) => numbers.get(scope) ?? 0, snapshot: () => numbers, refresh };
}
