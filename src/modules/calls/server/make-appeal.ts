import { eq } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { violates } from '#core/database/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { appealUntil } from '../appeal.ts';
import { stateAfter } from '../application-state.ts';
import { movedJob, stageNoticeJob } from './job-names.ts';
import { loadApplication } from './load.ts';
import { lastAnnounced, stagesOf } from './load-stage.ts';
import { appeal } from './stage-tables.ts';
import { applicationSubject, demandOwn, scopeOf } from './subject.ts';
import { application, determination } from './tables.ts';

const mostText = 10_000;

/**
 * The applicant says why a refusal should be looked at once more: once for each determination, within the days of its
 * stage.
 * @returns the id of the appeal
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`appeal-empty`, `too-many-characters` at `appeal`); `closed`
 *   (`appeal-too-late`); `conflict` (`no-appeal`, `appealed-already`)
 */
export async function makeAppeal(
	ctx: Context,
	actor: Actor,
	input: { application: string; text: string },
): Promise<string> {
	return transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demandOwn(tx, actor, 'application.hold', found);
		const told = await lastAnnounced(tx, found.id);
		const stage = (await stagesOf(tx, found.callId)).find((one) => one.stage.id === told?.stageId)?.stage;
		const { zone } = found.window;
		const until = told && stage && told.reopenedAt === null ? appealUntil(stage, told, zone) : null;
		// It may be being decided again for another reason: he knows nothing of that.
		if (!told || until === null || found.state === 'withdrawn') throw new Refusal('conflict', 'no-appeal');
		const at = tx.clock.edition.now();
		if (at >= until) throw new Refusal('closed', 'appeal-too-late', { params: { until, zone } });
		const text = cleanText(input.text, { lines: true });
		if (text === '') throw invalid([{ path: 'appeal', code: 'appeal-empty' }]);
		if (text.length > mostText) {
			const params = { characters: text.length, max: mostText };
			throw invalid([{ path: 'appeal', code: 'too-many-characters', params }]);
		}
		const id = newId();
		try {
			await tx.db.insert(appeal).values({
				id,
				determinationId: told.id,
				applicationId: found.id,
				state: 'open',
				personId: personOf(actor) ?? null,
				text,
				at,
			});
		} catch (error) {
			if (violates(error, 'appeal_once')) throw new Refusal('conflict', 'appealed-already');
			throw error;
		}
		await record(tx, actor, {
			action: 'appeal',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { appeal: id, determination: told.id },
		});
		await tx.jobs.enqueue(tx, stageNoticeJob, { kind: 'appeal-made', id });
		return id;
	});
}

/**
 * Answers an appeal. Upheld: the refusal counts no more, and its application is decided again at the same stage.
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`answer-empty`, `too-many-characters` at `answer`); `conflict`
 *   (`appeal-answered`, `wrong-state`)
 */
export async function answerAppeal(
	ctx: Context,
	actor: Actor,
	input: { application: string; verdict: 'upheld' | 'rejected'; answer: string },
): Promise<void> {
	return transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demand(tx, actor, 'appeal.answer', applicationSubject(found));
		const rows = await tx.db.select().from(appeal).where(eq(appeal.applicationId, found.id));
		const open = rows.find(({ state }) => state === 'open');
		if (!open) throw rows.length > 0 ? new Refusal('conflict', 'appeal-answered') : notFound();
		const answer = cleanText(input.answer, { lines: true });
		if (answer === '') throw invalid([{ path: 'answer', code: 'answer-empty' }]);
		if (answer.length > mostText) {
			const params = { characters: answer.length, max: mostText };
			throw invalid([{ path: 'answer', code: 'too-many-characters', params }]);
		}
		const at = tx.clock.edition.now();
		if (input.verdict === 'upheld') {
			const state = stateAfter(found.state, 'reopen');
			if (state === null) throw new Refusal('conflict', 'wrong-state', { params: { state: found.state } });
			await tx.db.update(determination).set({ reopenedAt: at }).where(eq(determination.id, open.determinationId));
			await tx.db.update(application).set({ state }).where(eq(application.id, found.id));
			await tx.jobs.enqueue(tx, movedJob, { application: found.id, event: 'undone' });
		}
		await tx.db
			.update(appeal)
			.set({ state: input.verdict, answer, answeredBy: personOf(actor) ?? null, answeredAt: at })
			.where(eq(appeal.id, open.id));
		await record(tx, actor, {
			action: 'answer-appeal',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { appeal: open.id, verdict: input.verdict },
		});
		await tx.jobs.enqueue(tx, stageNoticeJob, { kind: 'appeal-answered', id: open.id });
	});
}
