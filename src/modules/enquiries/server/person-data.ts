import { asc, eq, inArray } from 'drizzle-orm';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { enquiry, enquiryAnswer } from './tables.ts';

/** What somebody asked, and what he answered for the desk. */
export const enquiryPersonData: PersonData = {
	name: 'enquiries',
	columns: ['enquiry.person_id', 'enquiry_answer.person_id'],

	async export(ctx, personId) {
		const asked = await ctx.db
			.select({
				id: enquiry.id,
				reference: enquiry.reference,
				role: enquiry.role,
				name: enquiry.name,
				email: enquiry.email,
				at: enquiry.at,
				subject: enquiry.subject,
				text: enquiry.text,
				state: enquiry.state,
			})
			.from(enquiry)
			.where(eq(enquiry.personId, personId))
			.orderBy(asc(enquiry.position));
		const answers = await ctx.db
			.select({ enquiry: enquiryAnswer.enquiryId, at: enquiryAnswer.at, text: enquiryAnswer.text })
			.from(enquiryAnswer)
			.innerJoin(enquiry, eq(enquiry.id, enquiryAnswer.enquiryId))
			.where(eq(enquiry.personId, personId))
			.orderBy(asc(enquiryAnswer.position));
		const given = await ctx.db
			.select({ at: enquiryAnswer.at, text: enquiryAnswer.text })
			.from(enquiryAnswer)
			.where(eq(enquiryAnswer.personId, personId))
			.orderBy(asc(enquiryAnswer.position));
		return {
			asked: asked.map(({ id, ...one }) => ({
				...one,
				answers: answers.filter((answer) => answer.enquiry === id).map(({ enquiry: _, ...answer }) => answer),
			})),
			given,
		};
	},

	async merge(ctx, from, into) {
		await setPerson(ctx, [enquiry.personId, enquiryAnswer.personId], from, into);
	},

	async erase(ctx, personId) {
		// What he asked, with its answers, is about him alone; what he answered others is theirs.
		const asked = ctx.db.select({ id: enquiry.id }).from(enquiry).where(eq(enquiry.personId, personId));
		await ctx.db.delete(enquiryAnswer).where(inArray(enquiryAnswer.enquiryId, asked));
		await ctx.db.delete(enquiry).where(eq(enquiry.personId, personId));
		await ctx.db.update(enquiryAnswer).set({ personId: null }).where(eq(enquiryAnswer.personId, personId));
	},
};
