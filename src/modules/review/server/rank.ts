import { type Actor, closedTo } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { type StageEntry, stageEntries } from '#modules/calls/server/index.ts';
import type { Stage } from '#modules/calls/stage.ts';
import { type Aggregate, type Aggregates, aggregate, type ScoreEntry } from '../aggregate.ts';
import { isStageSecret } from './all-in.ts';
import { type AssignedScore, assignedScores, fieldsOf, totalOfScore } from './scores.ts';
import type { ScoredStage, StageAt } from './stage-at.ts';

/** A stage with its applications, who scores them, and what that comes to. */
export interface RankedStage {
	entries: StageEntry[];
	assigned: AssignedScore[];
	/** By application, best first. */
	aggregates: Aggregate[];
	/** Jurors, agreement, pools, cut of the stage's own scores. */
	ranking: Aggregates['ranking'];
}

export interface RankOptions {
	/** How many are taken: gives probabilities and the tie band at the cut. */
	top?: number | undefined;
	/** Whether to look at the ranking without each juror. */
	influence?: boolean | undefined;
	/** Whoever asks reads no scores: none is counted. */
	unread?: boolean | undefined;
}

/** The stages that carry over into this one, itself last, each before those that it carries. */
function chainOf(at: StageAt): ScoredStage[] {
	const scored = at.call.stages.flatMap(({ stage }): ScoredStage[] => ('criteria' in stage ? [stage] : []));
	const needed = new Set([at.stage.id]);
	for (const stage of [...scored].reverse()) {
		if (needed.has(stage.id)) for (const { stage: earlier } of stage.carries) needed.add(earlier);
	}
	return scored.filter(({ id }) => needed.has(id));
}

/**
 * What the scores of a stage come to for somebody, with what earlier stages carry over: as if there were no application in
 * which he has a stake. One query and one for each stage that counts, however many applications there are.
 */
export async function rankStage(
	ctx: Context,
	at: StageAt,
	actor: Actor,
	{ unread = false, ...options }: RankOptions = {},
): Promise<RankedStage> {
	const chain = chainOf(at);
	const scores = await assignedScores(ctx, { call: at.call.callId, stages: chain.map(({ id }) => id) });
	const done = new Map<string, Aggregates>();
	let entries: StageEntry[] = [];
	for (const stage of chain) {
		// Each among all that came to it: whoever was left behind still shows how strict the jurors are.
		entries = await stageEntries(ctx, at.call, stage.id, fieldsOf(stage.criteria), closedTo(actor));
		const answers = new Map(entries.map((entry) => [entry.id, entry.answers]));
		// Scores of what is not there for him are passed over, too: no place, no total and no mean may tell of it.
		const given = scores
			.filter((one) => !unread && one.stage === stage.id)
			.flatMap(({ application, person, score }): ScoreEntry[] => {
				const own = answers.get(application);
				const total = score && own ? totalOfScore(stage.criteria, score, own) : null;
				return total === null ? [] : [{ application, juror: person, total, confidence: score?.confidence ?? null }];
			});
		const found = aggregate({
			applications: entries.map(({ id }) => id),
			scores: given,
			perApplication: stage.perApplication,
			carried: stage.carries.map(({ stage: earlier, weight }) => {
				const rows = done.get(earlier)?.rows ?? [];
				return {
					weight,
					values: new Map(rows.map((row) => [row.application, row.combined])),
					margins: new Map(rows.map((row) => [row.application, row.margin])),
				};
			}),
			...(stage.id === at.stage.id ? options : {}),
		});
		done.set(stage.id, found);
	}
	const { rows: aggregates, ranking } = done.get(at.stage.id) as Aggregates;
	const here = new Set(entries.map(({ id }) => id));
	const assigned = scores.filter(({ stage, application }) => stage === at.stage.id && here.has(application));
	return { entries, assigned, aggregates, ranking };
}

/** Whether the ranking of a stage must not be read yet: its own scores are secret, or those of a stage that it carries. */
export async function isRankingSecret(ctx: Context, at: StageAt): Promise<boolean> {
	for (const stage of chainOf(at)) if (await isStageSecret(ctx, at.call, stage)) return true;
	return false;
}

/** Whether a stage has a rubric. */
export function isScored(stage: Stage): stage is ScoredStage {
	return 'criteria' in stage;
}
