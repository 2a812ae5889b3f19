import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { countMarks, type QualityCount, type QualityMark } from '../../quality.ts';
import { reviewMark } from '../reminder-tables.ts';
import { reviewAssignment } from '../tables.ts';

/** What is said of a review: by its chair, and how often by fellows. */
export interface MarksOfReview {
	chair: { mark: QualityMark; note: string; at: number } | null;
	fellows: QualityCount;
}

/** The marks of reviews, by assignment; without any it is absent. One query. For chairs only. */
export async function marksOf(ctx: Context, assignments: readonly string[]): Promise<Map<string, MarksOfReview>> {
	if (assignments.length === 0) return new Map();
	const rows = await ctx.db
		.select()
		.from(reviewMark)
		.where(inArray(reviewMark.assignmentId, [...assignments]))
		.orderBy(desc(reviewMark.at));
	return new Map(
		[...Map.groupBy(rows, ({ assignmentId }) => assignmentId)].map(([assignment, own]) => {
			const chair = own.find(({ as }) => as === 'chair');
			const fellows = countMarks(own.filter(({ as }) => as === 'fellow').map(({ mark }) => mark));
			return [assignment, { chair: chair ? { mark: chair.mark, note: chair.note, at: chair.at } : null, fellows }];
		}),
	);
}

/** The marks that one person has given to reviews of an application as a fellow, by assignment. One query. */
export async function marksGiven(
	ctx: Context,
	assignments: readonly string[],
	person: string,
): Promise<Map<string, QualityMark>> {
	if (assignments.length === 0) return new Map();
	const rows = await ctx.db
		.select({ assignment: reviewMark.assignmentId, mark: reviewMark.mark })
		.from(reviewMark)
		.where(
			and(
				inArray(reviewMark.assignmentId, [...assignments]),
				eq(reviewMark.personId, person),
				eq(reviewMark.as, 'fellow'),
			),
		);
	return new Map(rows.map(({ assignment, mark }) => [assignment, mark]));
}

/** How often each mark was given to the reviews of everybody at a stage, by reviewer: for the report. One query. */
export async function marksByReviewer(
	ctx: Context,
	of: { call: string; stage: string },
): Promise<Map<string, QualityCount>> {
	const rows = await ctx.db
		.select({ person: reviewAssignment.personId, mark: reviewMark.mark })
		.from(reviewMark)
		.innerJoin(reviewAssignment, eq(reviewAssignment.id, reviewMark.assignmentId))
		.where(and(eq(reviewAssignment.callId, of.call), eq(reviewAssignment.stageId, of.stage)));
	return new Map(
		[...Map.groupBy(rows, ({ person }) => person)].map(([person, own]) => [
			person,
			countMarks(own.map(({ mark }) => mark)),
		]),
	);
}
