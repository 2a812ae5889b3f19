import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Field } from '#modules/calls/form.ts';
import type { Criterion } from '#modules/calls/stage.ts';
import { type Comments, computedPoints, type Points, totalOf } from '../score.ts';
import { reviewAssignment, reviewScore } from './tables.ts';

/** A review as it was handed in. */
export interface HandedIn {
	points: Points;
	comments: Comments;
	answers: Answers;
	/** The questions as they were asked then. */
	fields: Field[];
	confidence: number | null;
	/** Answered, and no score. */
	notCompetent: boolean;
	/** The version of the application that was read. */
	version: number;
	at: number;
}

/** An assignment that holds, with the newest score that was handed in for it. */
export interface AssignedScore {
	assignment: string;
	application: string;
	stage: string;
	person: string;
	at: number;
	/** Something is being written that was not handed in. */
	drafted: boolean;
	score: HandedIn | null;
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
			answers: reviewScore.answers,
			fields: reviewScore.fields,
			confidence: reviewScore.confidence,
			notCompetent: reviewScore.notCompetent,
			version: reviewScore.version,
			scoredAt: reviewScore.at,
		})
		.from(reviewAssignment)
		.leftJoin(reviewScore, eq(reviewScore.assignmentId, reviewAssignment.id))
		.where(and(where, isNull(reviewAssignment.endedAt)))
		.orderBy(reviewAssignment.id, desc(reviewScore.position));
	return rows.map(
		({ draft, points, comments, answers, fields, confidence, notCompetent, version, scoredAt, ...row }) => ({
			...row,
			drafted: draft !== null,
			score:
				points === null || version === null || scoredAt === null
					? null
					: {
							points,
							comments: comments ?? {},
							answers: answers ?? {},
							fields: fields ?? [],
							confidence,
							notCompetent: notCompetent ?? false,
							version,
							at: scoredAt,
						},
		}),
	);
}

/** The total of a review on 0–100; null where it is no score. */
export function totalOfScore(
	criteria: readonly Criterion[],
	score: Pick<HandedIn, 'points' | 'notCompetent'>,
	answers: Answers,
): number | null {
	return score.notCompetent ? null : totalWith(criteria, score.points, answers);
}

/** The total of a score on 0–100, with the points that follow from the answers; null where it lacks points. */
export function totalWith(criteria: readonly Criterion[], points: Points, answers: Answers): number | null {
	return totalOf(criteria, { ...points, ...computedPoints(criteria, answers) });
}

/** The points of a review that others may be shown: those of its criteria. A place on a ballot is nobody else's business. */
export function shownPoints(criteria: readonly Criterion[], points: Points): Points {
	return Object.fromEntries(criteria.flatMap(({ id }) => (points[id] === undefined ? [] : [[id, points[id]]])));
}

/** The fields of answers that computed criteria ask for. */
export function fieldsOf(criteria: readonly Criterion[]): string[] {
	return criteria.flatMap(({ computed }) => (computed ? [computed.field] : []));
}
