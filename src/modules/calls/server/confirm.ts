import { eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { stateAfter, stateForApplicant } from '../application-state.ts';
import { movedJob } from './job-names.ts';
import { loadApplication } from './load.ts';
import { lastAnnounced } from './load-stage.ts';
import { demandOwn, scopeOf } from './subject.ts';
import { application, determination } from './tables.ts';

/**
 * The applicant says whether he takes what was offered, and may change his mind until the date.
 * @throws Refusal `not-found`; `conflict` (`nothing-to-confirm`, `wrong-state`); `closed` (`confirm-too-late`)
 */
export async function confirm(
	ctx: Context,
	actor: Actor,
	input: { application: string; answer: 'confirmed' | 'declined' },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demandOwn(tx, actor, 'application.confirm', found);
		const offered = await lastAnnounced(tx, found.id);
		if (!offered || offered.answerBy === null) throw new Refusal('conflict', 'nothing-to-confirm');
		const event = input.answer === 'confirmed' ? 'confirm' : 'decline';
		// It may be being decided again: he knows nothing of that, so he is heard, and his answer stands until it is announced.
		const known = stateForApplicant(found.state, offered);
		const state = stateAfter(known, event);
		if (state === null) throw new Refusal('conflict', 'wrong-state', { params: { state: known } });
		const at = tx.clock.edition.now();
		if (at >= offered.answerBy) {
			throw new Refusal('closed', 'confirm-too-late', { params: { by: offered.answerBy, zone: found.window.zone } });
		}
		if (offered.answer === input.answer) return;
		await tx.db
			.update(determination)
			.set({ answer: input.answer, answeredAt: at })
			.where(eq(determination.id, offered.id));
		if (found.state !== 'decided') await tx.db.update(application).set({ state }).where(eq(application.id, found.id));
		await record(tx, actor, {
			action: event,
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { determination: offered.id },
		});
		await tx.jobs.enqueue(tx, movedJob, { application: found.id, event: input.answer });
	});
}
