import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { mostAtOnce, undoable } from '../../bulk-action.ts';
import { listScope } from '../lists/scope.ts';
import { bulkAct, bulkActRow } from '../list-tables.ts';
import { requirePerson } from '../subject.ts';
import { draft } from '../tables.ts';
import { type BulkRow, bulkRows, withIds } from './rows.ts';
import { doWith, type Outcome, undoWith } from './work.ts';

/**
 * Does what was looked at: with exactly those applications, and with none that has changed since. What becomes of each is
 * kept. Confirming twice does it once.
 * @throws Refusal `not-found` for another's act; `forbidden`
 */
export async function confirmBulk(ctx: Context, actor: Actor, input: { desk: string; act: string }): Promise<void> {
	await transaction(ctx, async (tx) => {
		const act = await ownAct(tx, actor, input);
		if (act.state !== 'previewed') return;
		const scope = await listScope(tx, actor, { desk: input.desk });
		const kept = await rowsOf(tx, act.id);
		const wanted = kept.filter(({ refusal }) => refusal === null);
		if (act.action.kind === 'withdraw') await lockChangesOf(tx, wanted);
		const now = await present(tx, scope, wanted);
		const outcomes = new Map<string, Outcome>();
		const unchanged: BulkRow[] = [];
		for (const { applicationId, seen } of wanted) {
			const row = now.get(applicationId);
			if (!row) outcomes.set(applicationId, { refusal: 'not-found', result: null });
			else if (row.seen !== seen) outcomes.set(applicationId, { refusal: 'changed-since', result: null });
			else unchanged.push(row);
		}
		for (const [id, outcome] of await doWith(tx, actor, act.action, unchanged)) outcomes.set(id, outcome);
		await keep(tx, act.id, outcomes, 'refusal');
		const done = [...outcomes.values()].filter(({ refusal }) => refusal === null).length;
		await tx.db.update(bulkAct).set({ state: 'done', doneAt: tx.clock.process.now() }).where(eq(bulkAct.id, act.id));
		await record(tx, actor, {
			action: 'bulk-act',
			subject: { type: 'bulk-act', id: act.id },
			scope: act.desk,
			data: { kind: act.action.kind, done, left: kept.length - done },
		});
	});
}

/**
 * Takes back what an act has done, with each application to which nothing has happened since; the others are named.
 * @throws Refusal `not-found` for another's act; `conflict` (`not-undoable`)
 */
export async function undoBulk(ctx: Context, actor: Actor, input: { desk: string; act: string }): Promise<void> {
	await transaction(ctx, async (tx) => {
		const act = await ownAct(tx, actor, input);
		if (act.state === 'undone') return;
		if (act.state !== 'done' || !undoable.has(act.action.kind)) throw new Refusal('conflict', 'not-undoable');
		const scope = await listScope(tx, actor, { desk: input.desk });
		const done = (await rowsOf(tx, act.id)).filter(({ refusal }) => refusal === null);
		const now = await present(tx, scope, done);
		const rows = done.flatMap(({ applicationId, result }) => {
			const row = now.get(applicationId);
			return row ? [{ ...row, result }] : [];
		});
		const outcomes = await undoWith(tx, actor, act.action, rows);
		await keep(tx, act.id, outcomes, 'undoRefusal');
		const back = [...outcomes.values()].filter(({ refusal }) => refusal === null).length;
		await tx.db
			.update(bulkAct)
			.set({ state: 'undone', undoneAt: tx.clock.process.now() })
			.where(eq(bulkAct.id, act.id));
		await record(tx, actor, {
			action: 'undo-bulk-act',
			subject: { type: 'bulk-act', id: act.id },
			scope: act.desk,
			data: { kind: act.action.kind, back, left: done.length - back },
		});
	});
}

/** An act of this person at this desk, locked. */
async function ownAct(tx: Context, actor: Actor, { desk, act }: { desk: string; act: string }) {
	const personId = requirePerson(actor);
	const [found] = await tx.db
		.select()
		.from(bulkAct)
		.where(and(eq(bulkAct.id, act), eq(bulkAct.desk, desk), eq(bulkAct.personId, personId)))
		.for('update');
	if (!found || (actor.kind === 'person' && actor.seenBy)) throw notFound();
	return found;
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

function rowsOf(tx: Context, act: string) {
	return tx.db.select().from(bulkActRow).where(eq(bulkActRow.actId, act)).orderBy(bulkActRow.position);
}

/** The applications as they are now, locked; those that this person sees no more are not among them. */
async function present(
	tx: Context,
	scope: Awaited<ReturnType<typeof listScope>>,
	rows: readonly { applicationId: string }[],
): Promise<Map<string, BulkRow>> {
	const ids = rows.map(({ applicationId }) => applicationId);
	const found = await bulkRows(tx, scope, withIds(ids), { limit: mostAtOnce.decide, lock: true });
	return new Map(found.map((row) => [row.id, row]));
}

/** Writes what became of each, in one statement. */
async function keep(
	tx: Context,
	act: string,
	outcomes: ReadonlyMap<string, Outcome>,
	into: 'refusal' | 'undoRefusal',
): Promise<void> {
	const rows = [...outcomes].map(([id, { refusal, result }]) => ({ id, refusal, result }));
	const set = into === 'refusal' ? sql`refusal = o.refusal, result = o.result` : sql`undo_refusal = o.refusal`;
	await many(
		tx.db,
		sql`update bulk_act_row r set ${set}
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o(id text, refusal text, result text)
			where r.act_id = ${act} and r.application_id = o.id returning r.application_id`,
	);
}
