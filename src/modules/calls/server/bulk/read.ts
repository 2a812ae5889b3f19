import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { type BulkAction, mostAtOnce, undoable } from '../../bulk-action.ts';
import { numberLabel } from '../../projection.ts';
import { deskConditions } from '../lists/filters.ts';
import { type ListScope, listScope } from '../lists/scope.ts';
import { bulkAct, bulkActRow, type bulkStates } from '../list-tables.ts';
import { requirePerson } from '../subject.ts';
import { application, call } from '../tables.ts';

/** One application of an act. */
export interface BulkActRow {
	id: string;
	/** Id of its call. */
	call: string;
	number: string;
	title: string;
	people: string;
	/** Why nothing was (or would be) done with it. */
	refusal: string | null;
	undoRefusal: string | null;
	/** Its turn has come: to be done, or to be taken back. */
	settled: boolean;
	undoSettled: boolean;
}

/** An act as its page shows it. */
export interface BulkActView {
	id: string;
	action: BulkAction;
	query: string;
	state: (typeof bulkStates)[number];
	/** How far a long one has come; null for one that does not go on. */
	progress: { settled: number; of: number } | null;
	madeAt: number;
	doneAt: number | null;
	total: number;
	/** With which it would be, or was, done. */
	good: number;
	/** With which it would not be, or was not, and why; the most frequent first. */
	refused: { code: string; count: number }[];
	/** What could not be taken back, and why. */
	notUndone: { code: string; count: number }[];
	mayUndo: boolean;
	/** The first ones, those that were refused before the others. */
	rows: BulkActRow[];
}

const mostShown = 200;

/**
 * An act of this person with what would come, or came, of it. At most seven queries, however many applications it has.
 * @throws Refusal `not-found` for another's act
 */
export async function readBulkAct(
	ctx: Context,
	actor: Actor,
	input: { desk: string; act: string },
): Promise<BulkActView> {
	const scope = await listScope(ctx, actor, { desk: input.desk });
	const act = await ownAct(ctx, actor, input);
	const counts = await ctx.db
		.select({
			refusal: bulkActRow.refusal,
			undoRefusal: bulkActRow.undoRefusal,
			n: sql<number>`count(*)::int`,
			settled: sql<number>`count(${bulkActRow.settledAt})::int`,
			undoSettled: sql<number>`count(${bulkActRow.undoSettledAt})::int`,
		})
		.from(bulkActRow)
		.where(eq(bulkActRow.actId, act.id))
		.groupBy(bulkActRow.refusal, bulkActRow.undoRefusal);
	const rows = await rowsOf(ctx, scope, act.id, mostShown);
	const tally = (of: 'refusal' | 'undoRefusal') => {
		const sums = new Map<string, number>();
		for (const row of counts) if (row[of] !== null) sums.set(row[of], (sums.get(row[of]) ?? 0) + row.n);
		return [...sums].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
	};
	const total = counts.reduce((sum, { n }) => sum + n, 0);
	const refused = tally('refusal');
	return {
		id: act.id,
		action: act.action,
		query: act.query,
		state: act.state,
		progress: progressOf(act.state, counts),
		madeAt: act.madeAt,
		doneAt: act.doneAt,
		total,
		good: total - refused.reduce((sum, { count }) => sum + count, 0),
		refused,
		notUndone: tally('undoRefusal'),
		mayUndo: act.state === 'done' && undoable.has(act.action.kind),
		rows,
	};
}

/**
 * All applications of an act with what became of each, for a file. At most six queries.
 * @throws Refusal `not-found` for another's act
 */
export async function bulkReport(
	ctx: Context,
	actor: Actor,
	input: { desk: string; act: string },
): Promise<Pick<BulkActView, 'state' | 'rows'>> {
	const scope = await listScope(ctx, actor, { desk: input.desk });
	const { id, state } = await ownAct(ctx, actor, input);
	return { state, rows: await rowsOf(ctx, scope, id, mostAtOnce.decide) };
}

async function ownAct(ctx: Context, actor: Actor, input: { desk: string; act: string }) {
	const personId = requirePerson(actor);
	const [act] = await ctx.db
		.select()
		.from(bulkAct)
		.where(and(eq(bulkAct.id, input.act), eq(bulkAct.desk, input.desk), eq(bulkAct.personId, personId)));
	if (!act) throw notFound();
	return act;
}

/** Those of an act that this person sees: what he sees no more is counted and not named. */
async function rowsOf(ctx: Context, scope: ListScope, act: string, most: number): Promise<BulkActRow[]> {
	const rows = await ctx.db
		.select({
			id: application.id,
			call: application.callId,
			number: application.number,
			prefix: call.numberPrefix,
			title: application.title,
			people: application.people,
			refusal: bulkActRow.refusal,
			undoRefusal: bulkActRow.undoRefusal,
			settled: sql<boolean>`${bulkActRow.settledAt} is not null`,
			undoSettled: sql<boolean>`${bulkActRow.undoSettledAt} is not null`,
		})
		.from(bulkActRow)
		.innerJoin(application, eq(application.id, bulkActRow.applicationId))
		.innerJoin(call, eq(call.id, application.callId))
		.where(and(eq(bulkActRow.actId, act), deskConditions(scope.sights, {})))
		.orderBy(sql`${bulkActRow.refusal} is null`, sql`${bulkActRow.undoRefusal} is null`, asc(bulkActRow.position))
		.limit(most);
	return rows.map(({ prefix, number, ...row }) => ({ ...row, number: numberLabel(prefix, number) }));
}

interface Counted {
	refusal: string | null;
	n: number;
	settled: number;
	undoSettled: number;
}

/** How many of those that wait for an act have had their turn; those refused at the first look never wait. Pure. */
function progressOf(state: BulkActView['state'], counts: readonly Counted[]): BulkActView['progress'] {
	if (state !== 'running' && state !== 'undoing') return null;
	const sum = (of: (one: Counted) => number) => counts.reduce((total, one) => total + of(one), 0);
	return state === 'running'
		? { settled: sum((one) => one.settled), of: sum((one) => (one.refusal === null ? one.n : one.settled)) }
		: { settled: sum((one) => one.undoSettled), of: sum((one) => (one.refusal === null ? one.n : 0)) };
}

/** What this person did last at a desk, the newest first. One query. */
export async function bulkActsOf(ctx: Context, actor: Actor, input: { desk: string }) {
	const personId = requirePerson(actor);
	return ctx.db
		.select({ id: bulkAct.id, action: bulkAct.action, state: bulkAct.state, doneAt: bulkAct.doneAt })
		.from(bulkAct)
		.where(and(eq(bulkAct.desk, input.desk), eq(bulkAct.personId, personId), sql`${bulkAct.state} <> 'previewed'`))
		.orderBy(desc(bulkAct.madeAt))
		.limit(10);
}
