import type { AssignmentProblem } from './problem.ts';

/** So many pairs are worth every step that helps; of more, fewer steps are taken. */
const affordable = 300_000;

/** How many steps of `most` are taken, at least `fewest`: so that what is beyond the optimum takes its share of time and no more. */
export function effortOf(problem: AssignmentProblem, most: number, fewest: number): number {
	return Math.max(fewest, Math.round(most * Math.min(1, affordable / Math.max(1, problem.score.length))));
}
