import { and, eq } from 'drizzle-orm';
import { type Actor, closedTo, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { assigningLock } from '../assigning-tables.ts';
import { conflictsWith } from '../conflicts/pairs.ts';
import { panelOf } from '../panel.ts';
import { stageAt } from '../stage-at.ts';
import { reviewRecusal } from '../tables.ts';
import { isHere } from './is-here.ts';

export interface LockInput {
	call: string;
	stage: string;
	application: string;
	person: string;
	/** `free` takes a lock or a ban away. */
	kind: 'lock' | 'forbid' | 'free';
}

/**
 * Says that two must come together at a stage, or must not, whatever a run finds; or neither. Runs that are there already
 * stay as they are.
 * @throws Refusal `not-found` (also an application that is closed to the actor), `forbidden`; `conflict` (`lock-conflict`)
 */
export async function setLock(ctx: Context, actor: Actor, input: LockInput): Promise<void> {
	const { call, stage } = await stageAt(ctx, input.call, input.stage);
	demand(ctx, actor, 'review.assign', call.subject);
	const { application, person, kind } = input;
	if (closedTo(actor).includes(application)) throw notFound();
	await transaction(ctx, async (tx) => {
		if (kind !== 'free') {
			if (!(await isHere(tx, call, stage.id, application))) throw notFound();
			if (!(await panelOf(tx, call, stage.id)).includes(person)) throw notFound();
		}
		if (kind === 'lock') {
			const conflict = await conflictsWith(tx, call, { applications: [application], people: [person] });
			const recused = await tx.db
				.select({ id: reviewRecusal.id })
				.from(reviewRecusal)
				.where(and(eq(reviewRecusal.applicationId, application), eq(reviewRecusal.personId, person)));
			if (conflict(application, person) || recused.length > 0) throw new Refusal('conflict', 'lock-conflict');
		}
		const place = and(
			eq(assigningLock.callId, call.callId),
			eq(assigningLock.stageId, stage.id),
			eq(assigningLock.applicationId, application),
			eq(assigningLock.personId, person),
		);
		const gone = await tx.db.delete(assigningLock).where(place).returning({ kind: assigningLock.kind });
		if (kind === 'free' && gone.length === 0) return;
		if (kind !== 'free') {
			await tx.db.insert(assigningLock).values({
				callId: call.callId,
				stageId: stage.id,
				applicationId: application,
				personId: person,
				kind,
				byPersonId: personOf(actor) ?? null,
				at: tx.clock.edition.now(),
			});
		}
		await record(tx, actor, {
			action: kind === 'free' ? 'free-pair' : kind === 'lock' ? 'lock-pair' : 'forbid-pair',
			subject: { type: 'application', id: application },
			scope: call.scope,
			data: { stage: stage.id, person },
		});
	});
}
