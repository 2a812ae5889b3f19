import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { byNumber } from './by-number.ts';
import { metaReview, reviewMention, reviewPost, reviewPostVersion, reviewSeen } from './discussion-tables.ts';
import { rebuttal, rebuttalVersion } from './rebuttal-tables.ts';
import { reviewMark, reviewReminder } from './reminder-tables.ts';

/** Lets one statement past the triggers that keep words as they were. Part of the caller's transaction. */
async function allowing(
	ctx: Context,
	what: 'orrery.erasing' | 'orrery.merging',
	work: () => Promise<void>,
): Promise<void> {
	await ctx.db.execute(sql`select set_config(${what}, 'yes', true)`);
	await work();
	await ctx.db.execute(sql`select set_config(${what}, '', true)`);
}

/** What somebody said, summed up and answered around reviews, of what he was reminded, and which reviews he marked. */
export const discussionPersonData: PersonData = {
	name: 'review-discussions',
	columns: [
		'review_post.person_id',
		'review_mention.person_id',
		'review_seen.person_id',
		'meta_review.person_id',
		'rebuttal.saved_by_person_id',
		'rebuttal_version.person_id',
		'review_reminder.person_id',
		'review_reminder.by_person_id',
		'review_mark.person_id',
	],

	async export(ctx, personId) {
		const posts = await ctx.db
			.select({
				application: reviewPost.applicationId,
				stage: reviewPost.stageId,
				as: reviewPost.role,
				version: reviewPostVersion.version,
				text: reviewPostVersion.text,
				at: reviewPostVersion.at,
				takenBackAt: reviewPost.takenBackAt,
			})
			.from(reviewPost)
			.innerJoin(reviewPostVersion, eq(reviewPostVersion.postId, reviewPost.id))
			.where(eq(reviewPost.personId, personId))
			.orderBy(asc(reviewPost.position), asc(reviewPostVersion.version));
		const metaReviews = await ctx.db
			.select({
				application: metaReview.applicationId,
				stage: metaReview.stageId,
				summary: metaReview.summary,
				recommendation: metaReview.recommendation,
				final: metaReview.final,
				at: metaReview.at,
			})
			.from(metaReview)
			.where(eq(metaReview.personId, personId))
			.orderBy(asc(metaReview.position));
		const rebuttals = await ctx.db
			.select({
				application: rebuttal.applicationId,
				stage: rebuttal.stageId,
				version: rebuttalVersion.version,
				text: rebuttalVersion.text,
				at: rebuttalVersion.at,
			})
			.from(rebuttalVersion)
			.innerJoin(rebuttal, eq(rebuttal.id, rebuttalVersion.rebuttalId))
			.where(eq(rebuttalVersion.personId, personId))
			.orderBy(asc(rebuttalVersion.at));
		const drafts = await ctx.db
			.select({ application: rebuttal.applicationId, stage: rebuttal.stageId, draft: rebuttal.draft })
			.from(rebuttal)
			.where(eq(rebuttal.savedBy, personId));
		const reminders = await ctx.db
			.select({ stage: reviewReminder.stageId, missing: reviewReminder.missing, at: reviewReminder.at })
			.from(reviewReminder)
			.where(eq(reviewReminder.personId, personId))
			.orderBy(asc(reviewReminder.at));
		const [sent] = await ctx.db
			.select({ n: sql<number>`count(*)::int` })
			.from(reviewReminder)
			.where(eq(reviewReminder.byPersonId, personId));
		const marks = await ctx.db
			.select({ as: reviewMark.as, mark: reviewMark.mark, note: reviewMark.note, at: reviewMark.at })
			.from(reviewMark)
			.where(eq(reviewMark.personId, personId))
			.orderBy(asc(reviewMark.at));
		const [mentioned] = await ctx.db
			.select({ n: sql<number>`count(distinct ${reviewMention.postId})::int` })
			.from(reviewMention)
			.where(eq(reviewMention.personId, personId));
		const [read] = await ctx.db
			.select({ n: sql<number>`count(*)::int` })
			.from(reviewSeen)
			.where(eq(reviewSeen.personId, personId));
		return {
			posts: await byNumber(ctx, posts),
			metaReviews: await byNumber(ctx, metaReviews),
			rebuttals,
			drafts,
			reminders,
			remindersSent: sent?.n ?? 0,
			marks,
			mentions: mentioned?.n ?? 0,
			discussionsRead: read?.n ?? 0,
		};
	},

	async merge(ctx, from, into) {
		// Where both have one, that of the account that stays counts.
		await ctx.db.execute(sql`delete from review_seen a using review_seen b where a.person_id = ${from}
			and b.person_id = ${into} and a.application_id = b.application_id and a.stage_id = b.stage_id`);
		await ctx.db.execute(sql`delete from review_reminder a using review_reminder b where a.person_id = ${from}
			and b.person_id = ${into} and a.call_id = b.call_id and a.stage_id = b.stage_id and a.rule = b.rule`);
		await ctx.db.execute(sql`delete from review_mark a using review_mark b where a.person_id = ${from}
			and b.person_id = ${into} and a.assignment_id = b.assignment_id and a.marked_as = b.marked_as`);
		await setPerson(
			ctx,
			[
				reviewPost.personId,
				reviewMention.personId,
				reviewSeen.personId,
				rebuttal.savedBy,
				reviewReminder.personId,
				reviewReminder.byPersonId,
				reviewMark.personId,
			],
			from,
			into,
		);
		await allowing(ctx, 'orrery.merging', async () => {
			await setPerson(ctx, [metaReview.personId, rebuttalVersion.personId], from, into);
		});
	},

	/** That something was said stays, as nobody's, where decisions rest on it. The words go. */
	async erase(ctx, personId) {
		await allowing(ctx, 'orrery.erasing', async () => {
			await ctx.db.execute(sql`update review_post_version v set text = '' from review_post p
				where p.id = v.post_id and p.person_id = ${personId}`);
			await ctx.db
				.update(metaReview)
				.set({ personId: sql`'erased-' || ${metaReview.id}`, summary: '' })
				.where(eq(metaReview.personId, personId));
			await ctx.db
				.update(rebuttalVersion)
				.set({ personId: null, text: '' })
				.where(eq(rebuttalVersion.personId, personId));
		});
		await ctx.db
			.update(reviewPost)
			.set({ personId: sql`'erased-' || ${reviewPost.id}` })
			.where(eq(reviewPost.personId, personId));
		await ctx.db
			.update(reviewMention)
			.set({ personId: sql`'erased-' || ${reviewMention.postId}` })
			.where(eq(reviewMention.personId, personId));
		await ctx.db.delete(reviewSeen).where(eq(reviewSeen.personId, personId));
		await ctx.db.update(rebuttal).set({ savedBy: null, draft: null }).where(eq(rebuttal.savedBy, personId));
		await ctx.db.delete(reviewReminder).where(eq(reviewReminder.personId, personId));
		await ctx.db.update(reviewReminder).set({ byPersonId: null }).where(eq(reviewReminder.byPersonId, personId));
		await ctx.db
			.update(reviewMark)
			.set({ personId: sql`'erased-' || ${reviewMark.id}`, note: '' })
			.where(eq(reviewMark.personId, personId));
	},
};
