import { and, eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { stateAfter } from '../application-state.ts';
import { movedJob } from './job-names.ts';
import { loadApplication } from './load.ts';
import { dropDraft } from './drop-draft.ts';
import { lockChangeOf } from './load-draft.ts';
import { infoRequest } from './stage-tables.ts';
import { applicationSubject, demandOwn, scopeOf } from './subject.ts';
import { application } from './tables.ts';

/**
 * Takes an application back, for good; its versions stay on record. A change that was being written goes.
 * Doing it twice is the same as once.
 * @param input.forApplicant the desk does it, as its applicant has asked
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`wrong-state`)
 */
export async function withdraw(
	ctx: Context,
	actor: Actor,
	input: { application: string; forApplicant?: boolean },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const change = await lockChangeOf(tx, input.application);
		const found = await loadApplication(tx, input.application, { lock: true });
		if (input.forApplicant) demand(tx, actor, 'application.enter', applicationSubject(found));
		else demandOwn(tx, actor, 'application.hold', found);
		if (found.state === 'withdrawn') return;
		const state = stateAfter(found.state, 'withdraw');
		if (state === null) throw new Refusal('conflict', 'wrong-state', { params: { state: found.state } });
		await tx.db
			.update(application)
			.set({ state, changedAt: tx.clock.edition.now() })
			.where(eq(application.id, found.id));
		if (change !== undefined) await dropDraft(tx, change);
		await tx.db
			.update(infoRequest)
			.set({ state: 'closed', endedAt: tx.clock.edition.now() })
			.where(and(eq(infoRequest.applicationId, found.id), eq(infoRequest.state, 'open')));
		await record(tx, actor, {
			action: 'withdraw',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { from: found.state, version: found.version, ...(input.forApplicant ? { forApplicant: true } : {}) },
		});
		await tx.jobs.enqueue(tx, movedJob, { application: found.id, event: 'withdrawn' });
	});
}
