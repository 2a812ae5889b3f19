import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { isLong, undoable } from '../../bulk-action.ts';
import { bulkJob } from '../job-names.ts';
import { listScope } from '../lists/scope.ts';
import { bulkAct, bulkActRow } from '../list-tables.ts';
import { requirePerson } from '../subject.ts';
import { settle } from './settle.ts';

type Which = { desk: string; act: string };

/**
 * Does what was looked at: with exactly those applications, and with none that has changed since. What becomes of each is
 * kept. Few are done at once; many by a job, which goes on where it ended when it was interrupted. Confirming twice does it
 * once.
 * @throws Refusal `not-found` for another's act; `forbidden`
 */
export async function confirmBulk(ctx: Context, actor: Actor, input: Which): Promise<void> {
	await transaction(ctx, async (tx) => {
		const act = await ownAct(tx, actor, input);
		if (act.state === 'running') await tx.jobs.enqueue(tx, bulkJob, { act: act.id });
		if (act.state !== 'previewed') return;
		await listScope(tx, actor, { desk: input.desk });
		await begin(tx, actor, act, 'do');
	});
}

/**
 * Takes back what an act has done, with each application to which nothing has happened since; the others are named.
 * @throws Refusal `not-found` for another's act; `conflict` (`not-undoable`)
 */
export async function undoBulk(ctx: Context, actor: Actor, input: Which): Promise<void> {
	await transaction(ctx, async (tx) => {
		const act = await ownAct(tx, actor, input);
		if (act.state === 'undoing') await tx.jobs.enqueue(tx, bulkJob, { act: act.id });
		if (act.state === 'undone' || act.state === 'undoing') return;
		if (act.state !== 'done' || !undoable.has(act.action.kind)) throw new Refusal('conflict', 'not-undoable');
		await listScope(tx, actor, { desk: input.desk });
		await begin(tx, actor, act, 'undo');
	});
}

type Act = typeof bulkAct.$inferSelect;

async function begin(tx: Context, actor: Actor, act: Act, what: 'do' | 'undo'): Promise<void> {
	const [waiting] = await tx.db
		.select({ n: sql<number>`count(*)::int` })
		.from(bulkActRow)
		.where(and(eq(bulkActRow.actId, act.id), isNull(bulkActRow.refusal)));
	if (!isLong(act.action.kind, waiting?.n ?? 0, what)) {
		await settle(tx, actor, act, what);
		return;
	}
	const state = what === 'do' ? 'running' : 'undoing';
	await tx.db.update(bulkAct).set({ state }).where(eq(bulkAct.id, act.id));
	await tx.jobs.enqueue(tx, bulkJob, { act: act.id });
}

/** An act of this person at this desk, locked. */
async function ownAct(tx: Context, actor: Actor, { desk, act }: Which): Promise<Act> {
	const personId = requirePerson(actor);
	const [found] = await tx.db
		.select()
		.from(bulkAct)
		.where(and(eq(bulkAct.id, act), eq(bulkAct.desk, desk), eq(bulkAct.personId, personId)))
		.for('update');
	if (!found || (actor.kind === 'person' && actor.seenBy)) throw notFound();
	return found;
}
