import { asc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { file } from '#core/files/tables.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { letter, letterBatch, letterEdit, letterPlan } from './tables.ts';

/** Letters to a person, and the batches he sent. */
export const letterPersonData: PersonData = {
	name: 'letters',
	columns: [
		'letter.person_id',
		'letter.edited_by_person_id',
		'letter_batch.person_id',
		'letter_edit.person_id',
		'letter_plan.person_id',
	],

	async export(ctx, personId) {
		const received = await ctx.db.select().from(letter).where(eq(letter.personId, personId)).orderBy(asc(letter.at));
		const sent = await ctx.db
			.select()
			.from(letterBatch)
			.where(eq(letterBatch.personId, personId))
			.orderBy(asc(letterBatch.at));
		const edited = await ctx.db.select().from(letterEdit).where(eq(letterEdit.personId, personId));
		const planned = await ctx.db.select().from(letterPlan).where(eq(letterPlan.personId, personId));
		return { received, sent, edited, planned };
	},

	async merge(ctx, from, into) {
		await setPerson(ctx, [letter.personId, letterBatch.personId], from, into);
		await setOthers(ctx, from, into);
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
		await setOthers(ctx, personId, null);
	},
};

/** What he has written and planned for others. */
async function setOthers(ctx: Context, from: string, into: string | null): Promise<void> {
	await setPerson(ctx, [letter.editedBy, letterEdit.personId, letterPlan.personId], from, into);
}
