import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Criterion } from '#modules/calls/stage.ts';
import { type Comments, computedPoints, type Points, totalOf } from '../score.ts';
import { reviewAssignment, reviewScore } from './tables.ts';
import type { Answers } from '#modules/calls/answers.ts';

/** An assignment that holds, with the newest score that was handed in for it. */
export interface AssignedScore {
	assignment: string;
	application: string;
	stage: string;
	person: string;
	at: number;
	/** Something is being written that was not handed in. */
	drafted: boolean;
	score: { points: Points; comments: Comments; version: number; at: number } | null;
}

/** The assignments that hold at a stage of a call, or of one application at all stages, with their newest scores. One query. */
export async function assignedScores(
	ctx: Context,
	of: { call: string; stages?: readonly string[] } | { application: string },
): Promise<AssignedScore[]> {
	const where =
		'application' in of
			? eq(reviewAssignment.applicationId, of.application)
			: and(
					eq(reviewAssignment.callId, of.call),
					of.stages ? inArray(reviewAssignment.stageId, [...of.stages]) : undefined,
				);
	const rows = await ctx.db
		.selectDistinctOn([reviewAssignment.id], {
			assignment: reviewAssignment.id,
			application: reviewAssignment.applicationId,
			stage: reviewAssignment.stageId,
			person: reviewAssignment.personId,
			at: reviewAssignment.at,
			draft: reviewAssignment.draft,
			points: reviewScore.points,
			comments: reviewScore.comments,
			version: reviewScore.version,
			scoredAt: reviewScore.at,
		})
		.from(reviewAssignment)
		.leftJoin(reviewScore, eq(reviewScore.assignmentId, reviewAssignment.id))
		.where(and(where, isNull(reviewAssignment.endedAt)))
		.orderBy(reviewAssignment.id, desc(reviewScore.position));
	return rows.map(({ draft, points, comments, version, scoredAt, ...row }) => ({
		...row,
		drafted: draft !== null,
		score:
			points === null || comments === null || version === null || scoredAt === null
				? null
				: { points, comments, version, at: scoredAt },
	}));
}

/** The total of a score on 0–100, with the points that follow from the answers; null where it lacks points. */
export function totalWith(criteria: readonly Criterion[], points: Points, answers: Answers): number | null {
	return totalOf(criteria, { ...points, ...computedPoints(criteria, answers) });
}

/** The fields of answers that computed criteria ask for. */
export function fieldsOf(criteria: readonly Criterion[]): string[] {
	return criteria.flatMap(({ computed }) => (computed ? [computed.field] : []));
}
