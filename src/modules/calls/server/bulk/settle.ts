import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { mostAtOnce } from '../../bulk-action.ts';
import { type ListScope, listScope } from '../lists/scope.ts';
import { bulkAct, bulkActRow } from '../list-tables.ts';
import { draft } from '../tables.ts';
import { type BulkRow, bulkRows, withIds } from './rows.ts';
import { doWith, type Outcome, undoWith } from './work.ts';

type Act = typeof bulkAct.$inferSelect;
type KeptRow = typeof bulkActRow.$inferSelect;

/**
 * Does a bulk act, or takes it back, with the next applications that wait for it, and closes it with the last of them.
 * Part of the caller's transaction, which holds the act.
 * @param most how many; all without
 * @returns whether that was all
 */
export async function settle(
	tx: Context,
	actor: Actor,
	act: Act,
	what: 'do' | 'undo',
	most = mostAtOnce.decide + 1,
): Promise<boolean> {
	const kept = await waitingRows(tx, act.id, what, most);
	const scope = await scopeFor(tx, actor, act.desk);
	await keep(
		tx,
		act.id,
		await (what === 'do' ? done(tx, actor, act, scope, kept) : undone(tx, actor, act, scope, kept)),
		what,
	);
	if (kept.length === most) return false;
	await close(tx, actor, act, what);
	return true;
}

/** Nothing, for whoever has lost his part in the desk since he began: then each is refused to him. */
async function scopeFor(tx: Context, actor: Actor, desk: string): Promise<ListScope | undefined> {
	try {
		return await listScope(tx, actor, { desk });
	} catch (error) {
		if (error instanceof Refusal) return undefined;
		throw error;
	}
}

async function done(tx: Context, actor: Actor, act: Act, scope: ListScope | undefined, kept: readonly KeptRow[]) {
	const outcomes = new Map<string, Outcome>();
	if (act.action.kind === 'withdraw') await lockChangesOf(tx, kept);
	const now = await present(tx, scope, kept);
	const unchanged: BulkRow[] = [];
	for (const { applicationId, seen } of kept) {
		const row = now.get(applicationId);
		if (!row) outcomes.set(applicationId, { refusal: scope ? 'not-found' : 'forbidden', result: null });
		else if (row.seen !== seen) outcomes.set(applicationId, { refusal: 'changed-since', result: null });
		else unchanged.push(row);
	}
	for (const [id, outcome] of await doWith(tx, actor, act.action, unchanged)) outcomes.set(id, outcome);
	return outcomes;
}

async function undone(tx: Context, actor: Actor, act: Act, scope: ListScope | undefined, kept: readonly KeptRow[]) {
	const now = await present(tx, scope, kept);
	const rows = kept.flatMap(({ applicationId, result }) => {
		const row = now.get(applicationId);
		return row ? [{ ...row, result }] : [];
	});
	const outcomes = await undoWith(tx, actor, act.action, rows);
	for (const { applicationId } of kept)
		if (!now.has(applicationId))
			outcomes.set(applicationId, { refusal: scope ? 'not-found' : 'forbidden', result: null });
	return outcomes;
}

/** Those that were not refused and whose turn has not come, in the order of the list. */
function waitingRows(tx: Context, act: string, what: 'do' | 'undo', most: number): Promise<KeptRow[]> {
	const settled = what === 'do' ? bulkActRow.settledAt : bulkActRow.undoSettledAt;
	return tx.db
		.select()
		.from(bulkActRow)
		.where(and(eq(bulkActRow.actId, act), isNull(bulkActRow.refusal), isNull(settled)))
		.orderBy(bulkActRow.position)
		.limit(most);
}

/** Withdrawing drops the changes that are being written: drafts are locked before applications, as `submit` must. */
async function lockChangesOf(tx: Context, rows: readonly { applicationId: string }[]): Promise<void> {
	const ids = rows.map(({ applicationId }) => applicationId);
	if (ids.length === 0) return;
	await tx.db
		.select({ id: draft.id })
		.from(draft)
		.where(inArray(draft.applicationId, ids))
		.orderBy(draft.applicationId)
		.for('update');
}

/** The applications as they are now, locked; those that this person sees no more are not among them. */
async function present(
	tx: Context,
	scope: ListScope | undefined,
	rows: readonly { applicationId: string }[],
): Promise<Map<string, BulkRow>> {
	if (!scope || rows.length === 0) return new Map();
	const ids = rows.map(({ applicationId }) => applicationId);
	const found = await bulkRows(tx, scope, withIds(ids), { limit: ids.length, lock: true });
	return new Map(found.map((row) => [row.id, row]));
}

/** Writes what became of each, in one statement. */
async function keep(
	tx: Context,
	act: string,
	outcomes: ReadonlyMap<string, Outcome>,
	what: 'do' | 'undo',
): Promise<void> {
	if (outcomes.size === 0) return;
	const rows = [...outcomes].map(([id, { refusal, result }]) => ({ id, refusal, result }));
	const at = sql`${new Date(tx.clock.process.now()).toISOString()}::timestamptz`;
	const set =
		what === 'do'
			? sql`refusal = o.refusal, result = o.result, settled_at = ${at}`
			: sql`undo_refusal = o.refusal, undo_settled_at = ${at}`;
	await many(
		tx.db,
		sql`update bulk_act_row r set ${set}
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o(id text, refusal text, result text)
			where r.act_id = ${act} and r.application_id = o.id returning r.application_id`,
	);
}

/** Notes that it is over, with how many it was. */
async function close(tx: Context, actor: Actor, act: Act, what: 'do' | 'undo'): Promise<void> {
	const now = tx.clock.process.now();
	const over = what === 'do' ? { state: 'done' as const, doneAt: now } : { state: 'undone' as const, undoneAt: now };
	await tx.db.update(bulkAct).set(over).where(eq(bulkAct.id, act.id));
	const [counts] = await tx.db
		.select({
			total: sql<number>`count(*)::int`,
			good: sql<number>`count(*) filter (where ${bulkActRow.refusal} is null)::int`,
			back: sql<number>`count(*) filter (where ${bulkActRow.refusal} is null and ${bulkActRow.undoRefusal} is null)::int`,
		})
		.from(bulkActRow)
		.where(eq(bulkActRow.actId, act.id));
	const { total = 0, good = 0, back = 0 } = counts ?? {};
	const { kind } = act.action;
	await record(tx, actor, {
		action: what === 'do' ? 'bulk-act' : 'undo-bulk-act',
		subject: { type: 'bulk-act', id: act.id },
		scope: act.desk,
		data: what === 'do' ? { kind, done: good, left: total - good } : { kind, back, left: good - back },
	});
}
