import { asc, eq, sql } from 'drizzle-orm';
import { type PersonData, setPerson } from '#core/person-data/index.ts';
import { reviewSubReview } from './sub-review-tables.ts';
import { byNumber } from './by-number.ts';
import { reviewAssignment, reviewRecusal, reviewScore } from './tables.ts';

/** What somebody was asked to score, how he scored it, and from what he recused himself. */
export const reviewPersonData: PersonData = {
	name: 'reviews',
	columns: [
		'review_assignment.person_id',
		'review_assignment.assigned_by_person_id',
		'review_recusal.person_id',
		'review_recusal.by_person_id',
		'review_sub_review.person_id',
	],

	async export(ctx, personId) {
		const assignments = await ctx.db
			.select({
				application: reviewAssignment.applicationId,
				stage: reviewAssignment.stageId,
				as: reviewAssignment.relation,
				at: reviewAssignment.at,
				endedAt: reviewAssignment.endedAt,
				draft: reviewAssignment.draft,
			})
			.from(reviewAssignment)
			.where(eq(reviewAssignment.personId, personId))
			.orderBy(asc(reviewAssignment.at));
		const scores = await ctx.db
			.select({
				application: reviewAssignment.applicationId,
				stage: reviewAssignment.stageId,
				points: reviewScore.points,
				comments: reviewScore.comments,
				answers: reviewScore.answers,
				confidence: reviewScore.confidence,
				notCompetent: reviewScore.notCompetent,
				at: reviewScore.at,
			})
			.from(reviewScore)
			.innerJoin(reviewAssignment, eq(reviewAssignment.id, reviewScore.assignmentId))
			.where(eq(reviewAssignment.personId, personId))
			.orderBy(asc(reviewScore.position));
		const recusals = await ctx.db
			.select({
				application: reviewRecusal.applicationId,
				reason: reviewRecusal.reason,
				text: reviewRecusal.text,
				source: reviewRecusal.source,
				at: reviewRecusal.at,
			})
			.from(reviewRecusal)
			.where(eq(reviewRecusal.personId, personId))
			.orderBy(asc(reviewRecusal.position));
		const [assigned] = await ctx.db
			.select({ n: sql<number>`count(*)::int` })
			.from(reviewAssignment)
			.where(eq(reviewAssignment.assignedBy, personId));
		const writtenForOthers = await ctx.db
			.select({
				stage: reviewAssignment.stageId,
				state: reviewSubReview.state,
				mayBeNamed: reviewSubReview.mayBeNamed,
				draft: reviewSubReview.draft,
				askedAt: reviewSubReview.askedAt,
				handedAt: reviewSubReview.handedAt,
				creditedAt: reviewSubReview.creditedAt,
			})
			.from(reviewSubReview)
			.innerJoin(reviewAssignment, eq(reviewAssignment.id, reviewSubReview.assignmentId))
			.where(eq(reviewSubReview.personId, personId))
			.orderBy(asc(reviewSubReview.askedAt));
		return {
			assignments: await byNumber(ctx, assignments),
			scores: await byNumber(ctx, scores),
			recusals: await byNumber(ctx, recusals),
			writtenForOthers,
			assignedToOthers: assigned?.n ?? 0,
		};
	},

	async merge(ctx, from, into) {
		// Where both have one, that of the account that stays counts.
		await ctx.db.execute(sql`update review_assignment a set ended_at = ${new Date(ctx.clock.edition.now()).toISOString()}
			from review_assignment b where a.person_id = ${from} and b.person_id = ${into} and a.application_id = b.application_id
			and a.stage_id = b.stage_id and a.ended_at is null and b.ended_at is null`);
		await ctx.db.execute(sql`delete from review_recusal a using review_recusal b
			where a.person_id = ${from} and b.person_id = ${into} and a.application_id = b.application_id`);
		await setPerson(
			ctx,
			[
				reviewAssignment.personId,
				reviewAssignment.assignedBy,
				reviewRecusal.personId,
				reviewRecusal.byPersonId,
				reviewSubReview.personId,
			],
			from,
			into,
		);
	},

	/** The marks stay, as nobody's: decisions rest on them. The words go. */
	async erase(ctx, personId) {
		await ctx.db.execute(sql`select set_config('orrery.erasing', 'yes', true)`);
		await ctx.db.execute(sql`update review_score s set comments = '{}', answers = '{}' from review_assignment a
			where a.id = s.assignment_id and a.person_id = ${personId}`);
		await ctx.db.execute(sql`select set_config('orrery.erasing', '', true)`);
		await ctx.db
			.update(reviewAssignment)
			.set({ personId: sql`'erased-' || ${reviewAssignment.id}`, draft: null })
			.where(eq(reviewAssignment.personId, personId));
		await ctx.db.update(reviewAssignment).set({ assignedBy: null }).where(eq(reviewAssignment.assignedBy, personId));
		await ctx.db
			.update(reviewRecusal)
			.set({ personId: sql`'erased-' || ${reviewRecusal.id}`, text: '' })
			.where(eq(reviewRecusal.personId, personId));
		await ctx.db.update(reviewRecusal).set({ byPersonId: null }).where(eq(reviewRecusal.byPersonId, personId));
		await ctx.db
			.update(reviewSubReview)
			.set({ personId: null, email: '', name: '', draft: null, secretDigest: null, mayBeNamed: false })
			.where(eq(reviewSubReview.personId, personId));
	},
};
