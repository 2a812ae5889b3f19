import { asc, eq } from 'drizzle-orm';
import { type Actor, can } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { contentsOf, standingApplications, worksOn } from '#modules/calls/server/index.ts';
import type { Criterion } from '#modules/calls/stage.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { RecusalReason } from '../recusal.ts';
import { type Comments, computedPoints, type Points } from '../score.ts';
import { assignedScores, totalWith } from './scores.ts';
import { reviewRecusal } from './tables.ts';

/** A score as a chair reads it. */
export interface ReadScore {
	name: string;
	/** Null while it was not handed in. */
	total: number | null;
	scoredAt: number | null;
	points: Points;
	comments: Comments;
}

export interface ScoresOfStage {
	stage: { id: string; label: Bilingual; criteria: Criterion[] };
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
 * The scores of one application at every stage with its recusals, for the chair. Undefined for whoever may not read
 * scores, and for whoever it is of. A constant number of queries.
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
	const recusals = await ctx.db
		.select()
		.from(reviewRecusal)
		.where(eq(reviewRecusal.applicationId, input.application))
		.orderBy(asc(reviewRecusal.position));
	const people = await readPeople(ctx, [
		...all.map(({ person }) => person),
		...recusals.map(({ personId }) => personId),
	]);
	const nameOf = (id: string) => {
		const record = people.get(id);
		return record ? displayName(record.names, input.locale) : '';
	};
	const { answers } = await contentsOf(ctx, standing.application);
	return {
		stages: scored.map((stage) => {
			const scores = all
				.filter((one) => one.stage === stage.id)
				.map(({ person, score }) => ({
					name: nameOf(person),
					total: score ? totalWith(stage.criteria, score.points, answers) : null,
					scoredAt: score?.at ?? null,
					points: score?.points ?? {},
					comments: score?.comments ?? {},
				}))
				.sort((a, b) => a.name.localeCompare(b.name));
			const totals = scores.flatMap(({ total }) => total ?? []);
			return {
				stage: { id: stage.id, label: stage.label, criteria: stage.criteria },
				computed: computedPoints(stage.criteria, answers),
				scores,
				mean: totals.length === 0 ? null : totals.reduce((sum, total) => sum + total, 0) / totals.length,
			};
		}),
		recusals: recusals.map(({ personId, source, reason, text, at }) => ({
			name: nameOf(personId),
			source,
			reason,
			text,
			at,
		})),
	};
}
