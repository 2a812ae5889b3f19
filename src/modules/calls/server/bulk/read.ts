import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { type BulkAction, undoable } from '../../bulk-action.ts';
import { numberLabel } from '../../projection.ts';
import { deskConditions } from '../lists/filters.ts';
import { listScope } from '../lists/scope.ts';
import { bulkAct, bulkActRow } from '../list-tables.ts';
import { requirePerson } from '../subject.ts';
import { application, call } from '../tables.ts';

/** One application of an act. */
export interface BulkActRow {
	id: string;
	number: string;
	title: string;
	people: string;
	/** Why nothing was (or would be) done with it. */
	refusal: string | null;
	undoRefusal: string | null;
}

/** An act as its page shows it. */
export interface BulkActView {
	id: string;
	action: BulkAction;
	query: string;
	state: 'previewed' | 'done' | 'undone';
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
	const personId = requirePerson(actor);
	const scope = await listScope(ctx, actor, { desk: input.desk });
	const [act] = await ctx.db
		.select()
		.from(bulkAct)
		.where(and(eq(bulkAct.id, input.act), eq(bulkAct.desk, input.desk), eq(bulkAct.personId, personId)));
	if (!act) throw notFound();
	const counts = await ctx.db
		.select({ refusal: bulkActRow.refusal, undoRefusal: bulkActRow.undoRefusal, n: sql<number>`count(*)::int` })
		.from(bulkActRow)
		.where(eq(bulkActRow.actId, act.id))
		.groupBy(bulkActRow.refusal, bulkActRow.undoRefusal);
	const rows = await ctx.db
		.select({
			id: application.id,
			number: application.number,
			prefix: call.numberPrefix,
			title: application.title,
			people: application.people,
			refusal: bulkActRow.refusal,
			undoRefusal: bulkActRow.undoRefusal,
		})
		.from(bulkActRow)
		.innerJoin(application, eq(application.id, bulkActRow.applicationId))
		.innerJoin(call, eq(call.id, application.callId))
		// What this person sees no more is counted and not named.
		.where(and(eq(bulkActRow.actId, act.id), deskConditions(scope.sights, {})))
		.orderBy(sql`${bulkActRow.refusal} is null`, sql`${bulkActRow.undoRefusal} is null`, asc(bulkActRow.position))
		.limit(mostShown);
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
		madeAt: act.madeAt,
		doneAt: act.doneAt,
		total,
		good: total - refused.reduce((sum, { count }) => sum + count, 0),
		refused,
		notUndone: tally('undoRefusal'),
		mayUndo: act.state === 'done' && undoable.has(act.action.kind),
		rows: rows.map(({ prefix, number, ...row }) => ({ ...row, number: numberLabel(prefix, number) })),
	};
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
