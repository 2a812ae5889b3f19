import { type Actor, closedTo } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { type StageEntry, stageEntries } from '#modules/calls/server/index.ts';
import type { Stage } from '#modules/calls/stage.ts';
import { type Aggregate, aggregate, type ScoreEntry } from '../aggregate.ts';
import { type AssignedScore, assignedScores, fieldsOf, totalOfScore } from './scores.ts';
import type { ScoredStage, StageAt } from './stage-at.ts';

/** A stage with its applications, who scores them, and what that comes to. */
export interface RankedStage {
	entries: StageEntry[];
	assigned: AssignedScore[];
	/** By application, best first. */
	aggregates: Aggregate[];
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
 * which he has a stake. Two queries, however many applications there are and stages carry.
 */
export async function rankStage(ctx: Context, at: StageAt, actor: Actor): Promise<RankedStage> {
	const chain = chainOf(at);
	const fields = [...new Set(chain.flatMap((stage) => fieldsOf(stage.criteria)))];
	const entries = await stageEntries(ctx, at.call, at.stage.id, fields, closedTo(actor));
	const answers = new Map(entries.map((entry) => [entry.id, entry.answers]));
	const scores = await assignedScores(ctx, { call: at.call.callId, stages: chain.map(({ id }) => id) });
	// Scores of what is not there for him, too: no place, no total and no mean may tell of it.
	const all = scores.filter(({ application }) => answers.has(application));
	const applications = entries.map(({ id }) => id);
	const combined = new Map<string, Map<string, number | null>>();
	let aggregates: Aggregate[] = [];
	for (const stage of chain) {
		const given = all
			.filter((one) => one.stage === stage.id)
			.flatMap(({ application, person, score }): ScoreEntry[] => {
				const own = answers.get(application);
				const total = score && own ? totalOfScore(stage.criteria, score, own) : null;
				return total === null ? [] : [{ application, juror: person, total }];
			});
		aggregates = aggregate({
			applications,
			scores: given,
			perApplication: stage.perApplication,
			carried: stage.carries.map(({ stage: earlier, weight }) => ({
				weight,
				values: combined.get(earlier) ?? new Map(),
			})),
		});
		combined.set(stage.id, new Map(aggregates.map((row) => [row.application, row.combined])));
	}
	return { entries, assigned: all.filter((one) => one.stage === at.stage.id), aggregates };
}

/** Whether a stage has a rubric. */
export function isScored(stage: Stage): stage is ScoredStage {
	return 'criteria' in stage;
}
