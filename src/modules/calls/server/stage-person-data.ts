import { asc, eq, sql } from 'drizzle-orm';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { appeal, infoRequest, screeningTick } from './stage-tables.ts';
import { application } from './tables.ts';

/** What was asked of somebody while his application was looked at, his appeals, and what he did for the desk. */
export const stagePersonData: PersonData = {
	name: 'stages',
	columns: [
		'screening_tick.person_id',
		'info_request.asked_by_person_id',
		'appeal.person_id',
		'appeal.answered_by_person_id',
	],

	async export(ctx, personId) {
		const requests = await ctx.db
			.select({
				application: infoRequest.applicationId,
				fields: infoRequest.fields,
				questions: infoRequest.questions,
				note: infoRequest.note,
				askedAt: infoRequest.askedAt,
				dueAt: infoRequest.dueAt,
				state: infoRequest.state,
				replies: infoRequest.replies,
			})
			.from(infoRequest)
			.innerJoin(application, eq(application.id, infoRequest.applicationId))
			.where(eq(application.personId, personId))
			.orderBy(asc(infoRequest.position));
		const appeals = await ctx.db
			.select({
				application: appeal.applicationId,
				text: appeal.text,
				at: appeal.at,
				state: appeal.state,
				answer: appeal.answer,
			})
			.from(appeal)
			.where(eq(appeal.personId, personId))
			.orderBy(asc(appeal.at));
		// Of others' applications only that he did it is his.
		const ticked = await ctx.db
			.select({ application: screeningTick.applicationId, check: screeningTick.check, at: screeningTick.at })
			.from(screeningTick)
			.where(eq(screeningTick.personId, personId))
			.orderBy(asc(screeningTick.position));
		const asked = await ctx.db
			.select({ application: infoRequest.applicationId, at: infoRequest.askedAt })
			.from(infoRequest)
			.where(eq(infoRequest.askedBy, personId))
			.orderBy(asc(infoRequest.position));
		const answered = await ctx.db
			.select({ application: appeal.applicationId, at: appeal.answeredAt })
			.from(appeal)
			.where(eq(appeal.answeredBy, personId))
			.orderBy(asc(appeal.at));
		return { requests, appeals, ticked, asked, answered };
	},

	async merge(ctx, from, into) {
		await setPerson(ctx, [screeningTick.personId, infoRequest.askedBy, appeal.personId, appeal.answeredBy], from, into);
	},

	/** His words go; that something was asked, ticked or appealed stays. Before his applications are made nobody's. */
	async erase(ctx, personId) {
		await ctx.db
			.update(infoRequest)
			.set({ replies: {}, note: '', questions: [] })
			.where(sql`${infoRequest.applicationId} in (select id from application where person_id = ${personId})`);
		await ctx.db.update(appeal).set({ personId: null, text: '', answer: null }).where(eq(appeal.personId, personId));
		await setPerson(ctx, [screeningTick.personId, infoRequest.askedBy, appeal.answeredBy], personId, null);
	},
};
