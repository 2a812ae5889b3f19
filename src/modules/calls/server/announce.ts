import { eq, inArray, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type DueItem, schedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { answerBy } from '../answer-by.ts';
import { appealUntil } from '../appeal.ts';
import { stateAfter } from '../application-state.ts';
import { type Effect, outcomeById, type Stage } from '../stage.ts';
import { dueKinds } from './due.ts';
import { movedJob } from './job-names.ts';
import { applicationSubject, type CallPlace, scopeOf } from './subject.ts';
import { application, call, callStage, callWindow, determination } from './tables.ts';

export interface Announced {
	determination: string;
	application: string;
	/** First instant at which it is too late to confirm or decline; null when no answer is asked for. */
	answerBy: number | null;
}

/**
 * Makes determinations known to their applicants: all of them or none. The letters that say so are written in the same
 * transaction by the caller (give his context); the number of statements does not depend on the number of applications.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`decision-changed`) when one of them is not the present, pending
 *   determination of its application any more
 */
export async function announce(
	ctx: Context,
	actor: Actor,
	input: { determinations: readonly string[] },
): Promise<Announced[]> {
	const ids = [...new Set(input.determinations)];
	if (ids.length === 0) return [];
	return transaction(ctx, async (tx) => {
		const rows = await tx.db
			.select({
				determination: determination.id,
				outcome: determination.outcome,
				track: determination.track,
				droppedAt: determination.droppedAt,
				id: application.id,
				personId: application.personId,
				state: application.state,
				present: application.determinationId,
				applicationTrack: application.track,
				callId: call.id,
				editionId: call.editionId,
				organisationId: call.organisationId,
				stage: callStage.definition,
				confirmBy: callStage.confirmBy,
				effect: determination.effect,
				zone: callWindow.zone,
			})
			.from(determination)
			.innerJoin(application, eq(application.id, determination.applicationId))
			.innerJoin(call, eq(call.id, application.callId))
			.innerJoin(callWindow, eq(callWindow.callId, call.id))
			.innerJoin(callStage, sql`${callStage.callId} = ${call.id} and ${callStage.id} = ${determination.stageId}`)
			.where(inArray(determination.id, ids))
			// In one order, so that two batches that overlap wait for each other instead of blocking each other.
			.orderBy(application.id)
			.for('update', { of: application });
		for (const row of rows)
			demand(tx, actor, 'letter.send', applicationSubject({ ...row, track: row.applicationTrack }));
		if (rows.length < ids.length) throw notFound();
		const stale = rows.filter(
			(row) =>
				row.present !== row.determination || row.droppedAt !== null || stateAfter(row.state, 'announce') === null,
		);
		if (stale.length > 0) throw new Refusal('conflict', 'decision-changed', { params: { count: stale.length } });

		const at = tx.clock.edition.now();
		const announced = rows.map((row) => ({
			determination: row.determination,
			application: row.id,
			answerBy: outcomeById(row.stage, row.outcome)?.confirm ? answerBy(row.confirmBy, at) : null,
		}));
		const time = new Date(at).toISOString();
		const answers = JSON.stringify(
			announced.map(({ determination: id, answerBy }) => ({
				id,
				by: answerBy === null ? null : new Date(answerBy).toISOString(),
			})),
		);
		await tx.db.execute(sql`with told as (
				update determination d set announced_at = ${time}, answer_by = a.by
				from jsonb_to_recordset(${answers}::jsonb) as a(id text, by timestamptz) where d.id = a.id
				returning d.application_id, d.track, d.stage_id, d.effect
			), next as (
				select told.application_id, told.track, case when told.effect = 'advance' then (
					select later.id from call_stage here join call_stage later on later.call_id = here.call_id and later.position > here.position
					where here.call_id = a.call_id and here.id = told.stage_id order by later.position limit 1
				) end as stage_id
				from told join application a on a.id = told.application_id
			)
			update application set track = coalesce(next.track, application.track),
				state = case when next.stage_id is null then 'announced' else 'submitted' end,
				stage_id = coalesce(next.stage_id, application.stage_id),
				stage_worked_at = case when next.stage_id is null then application.stage_worked_at end
			from next where next.application_id = application.id`);
		await schedule(
			tx,
			rows.flatMap((row) => appealsEnd(row, at)),
		);
		await tx.jobs.enqueueAll(
			tx,
			movedJob,
			rows.map((row) => ({ application: row.id, event: 'announced' })),
		);
		await record(
			tx,
			actor,
			...rows.map((row) => ({
				action: 'announce',
				subject: { type: 'application', id: row.id },
				scope: scopeOf(row),
				data: { determination: row.determination, outcome: row.outcome },
			})),
		);
		return announced;
	});
}

/** When it is too late to appeal against a refusal, where its stage lets one appeal. */
function appealsEnd(
	row: CallPlace & { determination: string; effect: Effect; stage: Stage; zone: string },
	announcedAt: number,
): DueItem[] {
	const until = appealUntil(row.stage, { effect: row.effect, announcedAt }, row.zone);
	if (until === null) return [];
	return [{ at: until, kind: dueKinds.appealsEnd, subject: row.determination, payload: { scope: scopeOf(row) } }];
}
