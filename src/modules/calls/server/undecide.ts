import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { stateAfterUndecide } from '../application-state.ts';
import { movedJob } from './job-names.ts';
import { loadApplication } from './load.ts';
import { lastAnnounced, standingBefore } from './load-stage.ts';
import { applicationSubject, scopeOf } from './subject.ts';
import { application, determination } from './tables.ts';

/**
 * Takes a determination back that was not announced yet. One that moved its application on silently is taken back as
 * long as nothing was done with it at the next stage.
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`wrong-state`, `decision-changed`, `worked-on`)
 */
export async function undecide(
	ctx: Context,
	actor: Actor,
	input: { application: string; seen?: string | null },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demand(tx, actor, 'application.decide', applicationSubject(found));
		if (input.seen !== undefined && input.seen !== found.determinationId) {
			throw new Refusal('conflict', 'decision-changed');
		}
		const wrong = new Refusal('conflict', 'wrong-state', { params: { state: found.state } });
		if (found.determinationId === null) throw wrong;
		const [present] = await tx.db.select().from(determination).where(eq(determination.id, found.determinationId));
		const silent = found.state === 'submitted' && present?.effect === 'advance' && present.announcedAt === null;
		if (!present || present.droppedAt !== null || (found.state !== 'decided' && !silent)) throw wrong;
		if (silent && found.stageWorkedAt !== null) throw new Refusal('conflict', 'worked-on');
		const before = await standingBefore(tx, found.id, present.id);
		await tx.db
			.update(determination)
			.set({ droppedAt: tx.clock.edition.now() })
			.where(eq(determination.id, present.id));
		await tx.db
			.update(application)
			.set({
				determinationId: before?.id ?? null,
				...(silent
					? { stageId: present.stageId, track: present.trackBefore ?? found.track }
					: { state: stateAfterUndecide(await lastAnnounced(tx, found.id)) }),
			})
			.where(eq(application.id, found.id));
		await record(tx, actor, {
			action: 'undecide',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { determination: present.id, ...(silent ? { from: found.stageId } : {}) },
		});
		await tx.jobs.enqueue(tx, movedJob, { application: found.id, event: 'undone' });
	});
}
