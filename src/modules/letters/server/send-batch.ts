import { inArray, sql } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid, Refusal } from '#core/refusal/index.ts';
import { announce } from '#modules/calls/server/index.ts';
import { composeLetter } from '../compose.ts';
import { newReference } from '../reference.ts';
import { waitingLetters } from './decisions.ts';
import { sendLettersJob } from './job-names.ts';
import { problemsOf, verifyUrlOf } from './prepare-batch.ts';
import { letter, letterBatch, letterEdit } from './tables.ts';

export interface SendBatchInput {
	callId: string;
	/** Exactly those that were on the screen: when one of them has changed, nothing is sent. */
	determinations: readonly string[];
	/** Process time before which no mail goes out: time to think again, and to stop them in the outbox. */
	notBefore?: number;
	/** So many of its mails leave in a minute; as fast as the mail server takes them without. */
	perMinute?: number;
}

/** The bounds of how fast mail leaves. */
export const paces = { least: 1, most: 6000 };

/** @throws Refusal `invalid` at `perMinute` (`bad-pace`) */
export function demandPace(perMinute: number | undefined): void {
	if (perMinute === undefined) return;
	if (!Number.isInteger(perMinute) || perMinute < paces.least || perMinute > paces.most) {
		throw invalid([{ path: 'perMinute', code: 'bad-pace', params: paces }]);
	}
}

export interface SentBatch {
	batch: string;
	letters: number;
	/** The same letters were sent before (a double click, a lost answer): nothing was done again. */
	again: boolean;
}

/**
 * Announces determinations and writes their letters, all in one transaction; a job then typesets and mails them. Nobody
 * is told twice: a determination has one letter at most, and a letter one mail.
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`nothing-chosen`, and what stands against a letter); `conflict`
 *   (`decision-changed`, `no-letterhead`, `letter-text-missing`)
 */
export async function sendBatch(ctx: Context, actor: Actor, input: SendBatchInput): Promise<SentBatch> {
	const ids = [...new Set(input.determinations)];
	if (ids.length === 0) throw invalid([{ path: 'determinations', code: 'nothing-chosen' }]);
	demandPace(input.perMinute);
	return transaction(ctx, async (tx) => {
		// Two clicks come one after the other.
		await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext(${`letters:${input.callId}`}))`);
		const { editionId, callId, edition, waiting } = await waitingLetters(tx, actor, 'letter.send', input.callId, ids);
		const before = await tx.db
			.select({ batch: letter.batchId, callId: letter.callId })
			.from(letter)
			.where(inArray(letter.determinationId, ids));
		const [known] = before;
		if (
			known &&
			before.length === ids.length &&
			before.every((row) => row.batch === known.batch && row.callId === callId)
		) {
			return { batch: known.batch, letters: ids.length, again: true };
		}
		if (waiting.length !== ids.length) {
			throw new Refusal('conflict', 'decision-changed', { params: { count: ids.length - waiting.length } });
		}
		const problems = waiting.flatMap(problemsOf);
		if (problems.length > 0) throw invalid(problems);

		const answerBy = new Map(
			(await announce(tx, actor, { determinations: ids })).map((told) => [told.determination, told.answerBy]),
		);
		const at = tx.clock.edition.now();
		const batch = newId();
		await tx.db.insert(letterBatch).values({
			id: batch,
			editionId,
			callId,
			personId: personOf(actor) ?? null,
			at,
			letters: waiting.length,
			// The first of a pace has its time, and the others count from it.
			notBefore: input.notBefore ?? (input.perMinute === undefined ? null : tx.clock.process.now()),
			perMinute: input.perMinute ?? null,
		});
		const rows = waiting.map(({ pending, toAddress, edit, input: known }, place): typeof letter.$inferInsert => {
			const reference = newReference(edition.code);
			const confirmBy = answerBy.get(pending.determination);
			const content = composeLetter({
				...known,
				reference,
				at,
				verifyUrl: verifyUrlOf(tx, reference),
				...(confirmBy ? { confirmBy } : {}),
			});
			return {
				id: newId(),
				reference,
				editionId,
				callId,
				batchId: batch,
				applicationId: pending.application,
				version: pending.version,
				determinationId: pending.determination,
				outcome: pending.outcome.id,
				outcomeLabel: pending.outcome.label,
				effect: pending.outcome.effect,
				personId: pending.personId,
				recipient: content.recipient,
				toAddress,
				title: pending.title,
				locale: pending.locale,
				content,
				rehearsal: tx.clock.rehearsal,
				state: 'draft',
				place,
				edited: edit !== null,
				editedBy: edit?.personId ?? null,
				at,
			};
		});
		// A letter has some twenty columns and a statement 65,535 values at most.
		for (let from = 0; from < rows.length; from += 1000)
			await tx.db.insert(letter).values(rows.slice(from, from + 1000));
		// What was written for single letters is in their content now.
		await tx.db.delete(letterEdit).where(inArray(letterEdit.determinationId, ids));
		await record(tx, actor, {
			action: 'send-letters',
			subject: { type: 'letter-batch', id: batch },
			scope: editionId,
			data: { call: callId, letters: rows.length, references: rows.map(({ reference }) => reference) },
		});
		await tx.jobs.enqueue(tx, sendLettersJob, { batch });
		return { batch, letters: rows.length, again: false };
	});
}
