import type { Context } from '#core/context/index.ts';
import { stageEntries } from '#modules/calls/server/index.ts';
import { type AssignedScore, assignedScores } from '../scores.ts';
import type { StageAt } from '../stage-at.ts';

/** What somebody has not answered at a stage. */
export interface Missing {
	person: string;
	/** By their numbers. */
	applications: { id: string; number: string }[];
}

/** An assignment that waits for its answer. */
export function isOpen({ score }: Pick<AssignedScore, 'score'>): boolean {
	return score === null;
}

/**
 * Who has something to score at a stage that he has neither scored nor called beyond his competence, of what is still to
 * be decided there. Two queries, however many there are.
 * @param hidden applications to leave out: those in which whoever asks has a stake
 */
export async function missingAt(ctx: Context, at: StageAt, hidden: readonly string[] = []): Promise<Missing[]> {
	const entries = await stageEntries(ctx, at.call, at.stage.id, [], hidden);
	const open = new Map(
		entries.filter(({ here, state }) => here && state === 'submitted').map(({ id, number }) => [id, number]),
	);
	const assigned = await assignedScores(ctx, { call: at.call.callId, stages: [at.stage.id] });
	const waiting = assigned.filter((one) => isOpen(one) && open.has(one.application));
	return [...Map.groupBy(waiting, ({ person }) => person)].map(([person, list]) => ({
		person,
		applications: list
			.map(({ application }) => ({ id: application, number: open.get(application) as string }))
			.sort((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true })),
	}));
}
