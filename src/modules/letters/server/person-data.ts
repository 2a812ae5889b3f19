import { asc, eq, inArray } from 'drizzle-orm';
import { file } from '#core/files/tables.ts';
import type { PersonData } from '#core/person-data/index.ts';
import { letter, letterBatch } from './tables.ts';

/** Letters to a person, and the batches he sent. */
export const letterPersonData: PersonData = {
	name: 'letters',
	columns: ['letter.person_id', 'letter_batch.person_id'],

	async export(ctx, personId) {
		const received = await ctx.db.select().from(letter).where(eq(letter.personId, personId)).orderBy(asc(letter.at));
		const sent = await ctx.db
			.select()
			.from(letterBatch)
			.where(eq(letterBatch.personId, personId))
			.orderBy(asc(letterBatch.at));
		return { received, sent };
	},

	async merge(ctx, from, into) {
		await ctx.db.update(letter).set({ personId: into }).where(eq(letter.personId, from));
		await ctx.db.update(letterBatch).set({ personId: into }).where(eq(letterBatch.personId, from));
	},

	/**
	 * Name, address, wording and PDF go. That a letter with its reference was issued, and with which outcome, stays, so
	 * that a copy of it that turns up can still be checked.
	 */
	async erase(ctx, personId) {
		const gone = await ctx.db.select({ file: letter.fileId }).from(letter).where(eq(letter.personId, personId));
		await ctx.db
			.update(letter)
			.set({ personId: null, recipient: {}, toAddress: '', title: '', content: null, fileId: null })
			.where(eq(letter.personId, personId));
		const files = gone.flatMap(({ file }) => file ?? []);
		if (files.length > 0) await ctx.db.delete(file).where(inArray(file.id, files));
		await ctx.db.update(letterBatch).set({ personId: null }).where(eq(letterBatch.personId, personId));
	},
};
