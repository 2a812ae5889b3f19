import { and, asc, eq } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { storeUpload } from '#core/files/index.ts';
import type { JobData, JobHandlers } from '#core/jobs/index.ts';
import { record } from '#core/ledger/index.ts';
import { queueMail } from '#core/mail/index.ts';
import type { LetterContent } from '../compose.ts';
import { imagesOf } from './images.ts';
import { sendLettersJob } from './job-names.ts';
import { renderLetterMail } from './mail.ts';
import { type LetterImages, renderLetter } from './render.ts';
import { letter, letterBatch } from './tables.ts';

type Draft = { id: string; reference: string; content: NonNullable<(typeof letter.$inferSelect)['content']> };

/** So many letters are under way at once: while one is stored and queued, others are typeset. */
const atOnce = 6;

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
		.orderBy(asc(letter.place), asc(letter.reference));
	const images = sharedImages(ctx);
	let failed = 0;
	let next = 0;
	const work = async () => {
		for (let draft = drafts[next++]; draft; draft = drafts[next++]) {
			const { content, ...rest } = draft;
			if (!content) continue;
			try {
				await issueLetter(ctx, { ...rest, content }, await images(content));
			} catch (error) {
				failed += 1;
				ctx.log.error('letter-failed', { letter: draft.id, error });
				const fault = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
				await ctx.db.update(letter).set({ fault }).where(eq(letter.id, draft.id));
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, drafts.length) }, work));
	if (failed > 0) throw new Error(`${failed} of ${drafts.length} letters of batch ${batchId} failed`);
}

/** Has the batches worked on that were under way when a process ended. @returns how many */
export async function resumeBatches(ctx: Context): Promise<number> {
	const unfinished = await ctx.db
		.selectDistinct({ batch: letter.batchId })
		.from(letter)
		.where(eq(letter.state, 'draft'));
	await ctx.jobs.enqueueAll(ctx, sendLettersJob, unfinished);
	return unfinished.length;
}

/** The pictures of letters, which those of a batch share: each is read once. */
function sharedImages(ctx: Context): (content: LetterContent) => Promise<LetterImages> {
	const read = new Map<string, Promise<LetterImages>>();
	return (content) => {
		const key = JSON.stringify([content.seal, content.logo, content.sheets.map(({ signatories }) => signatories)]);
		const known = read.get(key) ?? imagesOf(ctx, content);
		read.set(key, known);
		return known;
	};
}

async function issueLetter(ctx: Context, { id, reference, content }: Draft, images: LetterImages): Promise<void> {
	const pdf = await renderLetter(ctx, content, images);
	const { subject, text, html } = renderLetterMail(content);
	const name = `${reference}.pdf`;
	// The bytes lie there before anything names them; a sweep finds those that nothing came to name.
	const stored = { ...(await ctx.files.put(pdf)), name, mediaType: 'application/pdf' };
	await transaction(ctx, async (tx) => {
		const [row] = await tx.db
			.select({ letter, notBefore: letterBatch.notBefore, perMinute: letterBatch.perMinute })
			.from(letter)
			.innerJoin(letterBatch, eq(letterBatch.id, letter.batchId))
			.where(and(eq(letter.id, id), eq(letter.state, 'draft')))
			.for('update', { of: letter });
		if (!row) return;
		const { letter: found, notBefore, perMinute } = row;
		const file = await storeUpload(tx, stored);
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
			...(perMinute === null ? {} : { pace: { name: `letters:${found.batchId}`, perMinute, place: found.place } }),
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
