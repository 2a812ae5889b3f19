import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { messageJob } from './job-names.ts';
import { loadApplication } from './load.ts';
import { applicationSubject, demandOwn, scopeOf } from './subject.ts';
import { applicationMessage } from './tables.ts';

const mostText = 10_000;

/**
 * Writes to the other side about an application; the other side is told by mail. Also after the close and after a
 * withdrawal.
 * @param input.as which side speaks: somebody of the desk may be an applicant too
 * @returns the id of the message
 * @throws Refusal `not-found`, `forbidden`; `invalid` (`message-empty`, `message-too-long`) at `text`
 */
export async function postMessage(
	ctx: Context,
	actor: Actor,
	input: { application: string; as: 'applicant' | 'desk'; text: string },
): Promise<string> {
	return transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application);
		if (input.as === 'applicant') demandOwn(tx, actor, 'application.write', found);
		else demand(tx, actor, 'application.message', applicationSubject(found));
		const text = cleanText(input.text, { lines: true });
		if (text === '') throw invalid([{ path: 'text', code: 'message-empty' }]);
		if (text.length > mostText) {
			throw invalid([{ path: 'text', code: 'message-too-long', params: { max: mostText } }]);
		}
		const id = newId();
		await tx.db.insert(applicationMessage).values({
			id,
			applicationId: found.id,
			side: input.as,
			personId: personOf(actor) ?? null,
			text,
			at: tx.clock.edition.now(),
		});
		await record(tx, actor, {
			action: 'post-message',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
			data: { message: id, side: input.as },
		});
		await tx.jobs.enqueue(tx, messageJob, { message: id });
		return id;
	});
}
