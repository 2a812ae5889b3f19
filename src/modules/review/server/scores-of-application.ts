import { asc, desc, eq, inArray } from 'drizzle-orm';
import { type Actor, can } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Form } from '#modules/calls/form.ts';
import { callForReview, contentsOf, standingApplications, worksOn } from '#modules/calls/server/index.ts';
import type { Criterion } from '#modules/calls/stage.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { RecusalReason } from '../recusal.ts';
import { type Comments, computedPoints, type Points } from '../score.ts';
import { questionsOf } from '../written.ts';
import { isStageSecret } from './all-in.ts';
import { type ReviewVersion, versionsFrom } from './own-versions.ts';
import { assignedScores, shownPoints, totalOfScore } from './scores.ts';
import { reviewSubReview } from './sub-review-tables.ts';
import { reviewRecusal, reviewScore } from './tables.ts';

/** A review as a chair reads it. */
export interface ReadScore {
	name: string;
	/** Null while it was not handed in, and of who is not competent. */
	total: number | null;
	/** When it was answered last. */
	scoredAt: number | null;
	points: Points;
	comments: Comments;
	/** The questions as they were asked, with all answers. */
	form: Form;
	answers: Answers;
	confidence: number | null;
	/** Answered, and no score: the place is free. */
	notCompetent: boolean;
	/** All that was handed in, the newest first. */
	versions: ReviewVersion[];
	/** Who wrote it for the reviewer. */
	writtenBy: string[];
}

export interface ScoresOfStage {
	stage: { id: string; label: Bilingual; criteria: Criterion[]; perApplication: number };
	/** Nobody reads them yet, chairs neither (`when-all-in`): who has answered is all that is said. */
	secret: boolean;
	computed: Points;
	scores: ReadScore[];
	/** Mean of the totals that were handed in; null without one. */
	mean: number | null;
}

export interface ScoresOfApplication {
	stages: ScoresOfStage[];
	recusals: { name: string; source: 'self' | 'chair'; reason: RecusalReason; text: string; at: number }[];
}

/**
 * The reviews of one application at every stage, in full and with their versions, and its recusals, for the chair.
 * Undefined for whoever may not read them, and for whoever it is of. A constant number of queries (one more for each
 * stage whose scores may be secret).
 */
export async function scoresOfApplication(
	ctx: Context,
	actor: Actor,
	input: { application: string; locale: Locale },
): Promise<ScoresOfApplication | undefined> {
	const [standing] = await standingApplications(ctx, [input.application]);
	if (!standing || can(actor, 'review.read', standing.subject, ctx.clock) !== 'yes') return undefined;
	// Somebody of the desk may be an applicant too: applicants read no scores.
	if (worksOn(actor, standing.application)) return undefined;
	const scored = standing.stages.flatMap(({ stage }, place) =>
		'criteria' in stage && place <= standing.at ? [stage] : [],
	);
	const all = await assignedScores(ctx, { application: input.application });
	const assignments = all.map(({ assignment }) => assignment);
	const recusals = await ctx.db
		.select()
		.from(reviewRecusal)
		.where(eq(reviewRecusal.applicationId, input.application))
		.orderBy(asc(reviewRecusal.position));
	const rows = await ctx.db
		.select()
		.from(reviewScore)
		.where(inArray(reviewScore.assignmentId, assignments))
		.orderBy(desc(reviewScore.position));
	const written = await ctx.db
		.select({ assignment: reviewSubReview.assignmentId, name: reviewSubReview.name, at: reviewSubReview.creditedAt })
		.from(reviewSubReview)
		.where(inArray(reviewSubReview.assignmentId, assignments))
		.orderBy(asc(reviewSubReview.askedAt));
	const people = await readPeople(ctx, [
		...all.map(({ person }) => person),
		...recusals.map(({ personId }) => personId),
	]);
	const nameOf = (id: string) => {
		const record = people.get(id);
		return record ? displayName(record.names, input.locale) : '';
	};
	const { answers } = await contentsOf(ctx, standing.application);
	const call = await callForReview(ctx, standing.application.callId);
	const stages: ScoresOfStage[] = [];
	for (const stage of scored) {
		const secret = await isStageSecret(ctx, call, stage);
		const scores = all
			.filter((one) => one.stage === stage.id)
			.map(({ assignment, person, score: handedIn }): ReadScore => {
				const score = secret ? null : handedIn;
				const versions = secret ? [] : rows.filter((row) => row.assignmentId === assignment);
				const credited = secret ? [] : written.filter((one) => one.assignment === assignment && one.at !== null);
				return {
					name: nameOf(person),
					total: score ? totalOfScore(stage.criteria, score, answers) : null,
					scoredAt: handedIn?.at ?? null,
					points: shownPoints(stage.criteria, score?.points ?? {}),
					comments: score?.comments ?? {},
					form: questionsOf({ fields: score?.fields ?? [] }),
					answers: score?.answers ?? {},
					confidence: score?.confidence ?? null,
					// That a place is free is no secret.
					notCompetent: handedIn?.notCompetent ?? false,
					versions: versionsFrom(versions, stage, answers, input.locale),
					writtenBy: credited.map(({ name }) => name),
				};
			})
			.sort((a, b) => a.name.localeCompare(b.name));
		const totals = scores.flatMap(({ total }) => total ?? []);
		const { id, label, criteria, perApplication } = stage;
		stages.push({
			stage: { id, label, criteria, perApplication },
			secret,
			computed: computedPoints(criteria, answers),
			scores,
			mean: totals.length === 0 ? null : totals.reduce((sum, total) => sum + total, 0) / totals.length,
		});
	}
	return {
		stages,
		recusals: recusals.map(({ personId, source, reason, text, at }) => ({
			name: nameOf(personId),
			source,
			reason,
			text,
			at,
		})),
	};
}
