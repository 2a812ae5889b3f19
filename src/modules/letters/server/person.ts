import { asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { file } from '#core/files/tables.ts';
import { letter, letterBatch } from './tables.ts';

/** A person's letters in full, and the batches he sent, for the export of his data. Two queries. */
export async function exportLettersOf(ctx: Context, personId: string) {
	const received = await ctx.db.select().from(letter).where(eq(letter.personId, personId)).orderBy(asc(letter.at));
	const sent = await ctx.db
		.select()
		.from(letterBatch)
		.where(eq(letterBatch.personId, personId))
		.orderBy(asc(letterBatch.at));
	return { received, sent };
}

/**
 * Takes a person out of his letters: name, address, wording and PDF go. That a letter with its reference was issued, and
 * with which outcome, stays, so that a copy of it that turns up can still be checked.
 */
export async function eraseLettersOf(ctx: Context, personId: string): Promise<void> {
	const gone = await ctx.db
		.update(letter)
		.set({ personId: null, recipient: {}, toAddress: '', title: '', content: null, fileId: null })
		.where(eq(letter.personId, personId))
		.returning({ digest: letter.digest });
	const digests = gone.flatMap(({ digest }) => digest ?? []);
	if (digests.length > 0) await ctx.db.delete(file).where(inArray(file.digest, digests));
	await ctx.db.update(letterBatch).set({ personId: null }).where(eq(letterBatch.personId, personId));
}
