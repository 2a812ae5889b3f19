import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { type Actor, actorFor, demand, personOf } from '#core/access/index.ts';
import { type DueHandlers, parseMoment, schedule, unschedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { waitingLetters } from './decisions.ts';
import { problemsOf } from './prepare-batch.ts';
import { demandPace, sendBatch } from './send-batch.ts';
import { letterDeskSubject, letterSubject } from './subject.ts';
import { letterPlan, type PlannedState } from './tables.ts';

/** The kind of the due-list under which planned letters stand. */
export const lettersPlanned = 'letters-planned';

export interface PlanBatchInput {
	callId: string;
	/** Exactly those that were on the screen. */
	determinations: readonly string[];
	/** Local time in the zone, `2021-11-01T09:00`. */
	at: string;
	zone: string;
	perMinute?: number;
}

/**
 * Plans a batch for an edition time: until then nobody is told, and the decisions may still change; when one of them has
 * changed by then, nothing is sent and the plan says so.
 * @returns the id of the plan
 * @throws Refusal as `sendBatch`; `invalid` at `at` (`bad-time`, `time-past`); `conflict` (`planned-already`)
 */
export async function planBatch(ctx: Context, actor: Actor, input: PlanBatchInput): Promise<string> {
	const ids = [...new Set(input.determinations)];
	if (ids.length === 0) throw invalid([{ path: 'determinations', code: 'nothing-chosen' }]);
	demandPace(input.perMinute);
	return transaction(ctx, async (tx) => {
		const { editionId, callId, waiting } = await waitingLetters(tx, actor, 'letter.send', input.callId, ids);
		if (waiting.length !== ids.length) {
			throw new Refusal('conflict', 'decision-changed', { params: { count: ids.length - waiting.length } });
		}
		const problems = waiting.flatMap(problemsOf);
		if (problems.length > 0) throw invalid(problems);
		const at = momentOf(tx, input);
		const others = await tx.db
			.select({ determinations: letterPlan.determinations })
			.from(letterPlan)
			.where(and(eq(letterPlan.callId, callId), eq(letterPlan.state, 'planned')))
			.for('update');
		const planned = new Set(others.flatMap(({ determinations }) => determinations));
		const twice = ids.filter((id) => planned.has(id)).length;
		if (twice > 0) throw new Refusal('conflict', 'planned-already', { params: { count: twice } });
		const id = newId();
		await tx.db.insert(letterPlan).values({
			id,
			editionId,
			callId,
			personId: personOf(actor) ?? null,
			determinations: ids,
			at,
			perMinute: input.perMinute ?? null,
			madeAt: tx.clock.edition.now(),
			state: 'planned',
		});
		await schedule(tx, { at, kind: lettersPlanned, subject: id });
		await record(tx, actor, {
			action: 'plan-letters',
			subject: { type: 'letter-plan', id },
			scope: editionId,
			data: { call: callId, letters: ids.length, at },
		});
		return id;
	});
}

function momentOf(ctx: Context, { at, zone }: PlanBatchInput): number {
	let moment: number;
	try {
		if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at)) throw new RangeError(at);
		moment = parseMoment(at, zone, ctx.clock.edition.now());
	} catch {
		throw invalid([{ path: 'at', code: 'bad-time' }]);
	}
	if (moment <= ctx.clock.edition.now()) throw invalid([{ path: 'at', code: 'time-past' }]);
	return moment;
}

/** Takes a plan back before its time. @throws Refusal `not-found`, `forbidden`; `conflict` (`plan-settled`) */
export async function cancelPlan(ctx: Context, actor: Actor, plan: string): Promise<void> {
	await transaction(ctx, async (tx) => {
		const [found] = await tx.db.select().from(letterPlan).where(eq(letterPlan.id, plan)).for('update');
		if (!found) throw notFound();
		demand(tx, actor, 'letter.send', await letterSubject(tx, found));
		if (found.state !== 'planned') throw new Refusal('conflict', 'plan-settled');
		await tx.db.update(letterPlan).set({ state: 'cancelled' }).where(eq(letterPlan.id, plan));
		await unschedule(tx, lettersPlanned, plan);
		await record(tx, actor, {
			action: 'cancel-letters',
			subject: { type: 'letter-plan', id: plan },
			scope: found.editionId,
			data: { letters: found.determinations.length },
		});
	});
}

export interface PlannedBatch {
	id: string;
	callId: string;
	letters: number;
	at: number;
	perMinute: number | null;
	state: PlannedState;
	refusal: string | null;
}

/** What is planned at a desk, and what was stopped, the next first. One query. @throws Refusal `not-found`, `forbidden` */
export async function plansOf(ctx: Context, actor: Actor, desk: string): Promise<PlannedBatch[]> {
	demand(ctx, actor, 'letter.prepare', await letterDeskSubject(ctx, desk));
	const rows = await ctx.db
		.select()
		.from(letterPlan)
		.where(and(eq(letterPlan.editionId, desk), inArray(letterPlan.state, ['planned', 'stopped'])))
		.orderBy(desc(letterPlan.state), asc(letterPlan.at), asc(letterPlan.id));
	return rows.map(({ id, callId, determinations, at, perMinute, state, refusal }) => ({
		id,
		callId,
		letters: determinations.length,
		at,
		perMinute,
		state,
		refusal,
	}));
}

/** Sends what was planned when its time has come, in the name of whoever planned it and with what he may do then. */
export const letterDueHandlers: DueHandlers = {
	async [lettersPlanned](ctx, { subject }) {
		const [plan] = await ctx.db.select().from(letterPlan).where(eq(letterPlan.id, subject)).for('update');
		if (plan?.state !== 'planned') return;
		const settle = (set: Partial<typeof letterPlan.$inferInsert>) =>
			ctx.db.update(letterPlan).set(set).where(eq(letterPlan.id, subject));
		if (plan.personId === null) {
			await settle({ state: 'stopped', refusal: 'planner-gone' });
			return;
		}
		const actor = await actorFor(ctx, plan.personId, 'command');
		try {
			// In a transaction of its own, so that what is refused half way leaves nothing behind.
			const { batch } = await transaction(ctx, (tx) =>
				sendBatch(tx, actor, {
					callId: plan.callId,
					determinations: plan.determinations,
					...(plan.perMinute === null ? {} : { perMinute: plan.perMinute }),
				}),
			);
			await settle({ state: 'sent', batchId: batch });
		} catch (refusal) {
			if (!(refusal instanceof Refusal)) throw refusal;
			const code = refusal.problems[0]?.code ?? refusal.code;
			await settle({ state: 'stopped', refusal: code });
			await record(ctx, actor, {
				action: 'stop-letters',
				subject: { type: 'letter-plan', id: plan.id },
				scope: plan.editionId,
				data: { code },
			});
		}
	},
};
