import { and, asc, eq } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { storeBytes } from '#core/files/index.ts';
import type { JobData, JobHandlers } from '#core/jobs/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { imagesOf } from './images.ts';
import { sendLettersJob } from './job-names.ts';
import { renderLetterMail } from './mail.ts';
import { renderLetter } from './render.ts';
import { letter, letterBatch } from './tables.ts';

type Draft = { id: string; reference: string; content: NonNullable<(typeof letter.$inferSelect)['content']> };

/**
 * Typesets the letters of a batch that are still drafts and queues their mails. Ended in the middle and begun again it
 * goes on where it stopped: a letter and its mail are written in one transaction, and only while it is a draft.
 * @throws Error at the end, when some of them failed; the others are on their way
 */
export async function issueBatch(ctx: Context, batchId: string): Promise<void> {
	const drafts = await ctx.db
		.select({ id: letter.id, reference: letter.reference, content: letter.content })
		.from(letter)
		.where(and(eq(letter.batchId, batchId), eq(letter.state, 'draft')))
		.orderBy(asc(letter.reference));
	let failed = 0;
	for (const { content, ...draft } of drafts) {
		if (!content) continue;
		try {
			await issueLetter(ctx, { ...draft, content });
		} catch (error) {
			failed += 1;
			ctx.log.error('letter-failed', { letter: draft.id, error });
			const fault = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
			await ctx.db.update(letter).set({ fault }).where(eq(letter.id, draft.id));
		}
	}
	if (failed > 0) throw new Error(`${failed} of ${drafts.length} letters of batch ${batchId} failed`);
}

async function issueLetter(ctx: Context, { id, reference, content }: Draft): Promise<void> {
	const pdf = await renderLetter(ctx, content, await imagesOf(ctx, content));
	const { subject, text, html } = renderLetterMail(content);
	await transaction(ctx, async (tx) => {
		const [row] = await tx.db
			.select({ letter, notBefore: letterBatch.notBefore })
			.from(letter)
			.innerJoin(letterBatch, eq(letterBatch.id, letter.batchId))
			.where(and(eq(letter.id, id), eq(letter.state, 'draft')))
			.for('update', { of: letter });
		if (!row) return;
		const { letter: found, notBefore } = row;
		const file = await storeBytes(tx, pdf, `${reference}.pdf`);
		const mail = await queueMail(tx, {
			key: `letter:${id}`,
			kind: 'letter',
			to: { address: found.toAddress, name: found.recipient[found.locale] ?? '' },
			fromName: content.sheets[0]?.issuer ?? '',
			locale: found.locale,
			subject,
			text,
			html,
			attachments: [{ digest: file.digest, name: file.name, mediaType: file.mediaType, bytes: file.bytes }],
			scope: found.editionId,
			...(found.personId ? { personId: found.personId } : {}),
			...(notBefore === null ? {} : { notBefore }),
		});
		await tx.db
			.update(letter)
			.set({
				state: 'issued',
				fileId: file.id,
				digest: file.digest,
				mailId: mail.id,
				issuedAt: tx.clock.edition.now(),
				fault: null,
			})
			.where(eq(letter.id, id));
		await record(tx, system('letters'), {
			action: 'issue-letter',
			subject: { type: 'application', id: found.applicationId },
			scope: found.editionId,
			data: { letter: id, reference, digest: file.digest },
		});
	});
}

/** What this module does of the job queue. */
export const letterJobHandlers: JobHandlers = {
	[sendLettersJob]: (ctx: Context, data: JobData) => issueBatch(ctx, String(data.batch)),
};
