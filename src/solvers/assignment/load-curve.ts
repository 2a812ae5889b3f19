import { paperScores } from './paper-scores.ts';
import type { AssignmentProblem } from './problem.ts';
import { solve } from './solve.ts';

/** What a range of loads costs: balance against fit. */
export interface CurvePoint {
	min: number;
	max: number;
	/** The largest total within the range, proven; undefined when there is no assignment within it. */
	total: number | undefined;
	/** The paper that has least. */
	worst: number | undefined;
	/** Reviewers without any paper. */
	idle: number | undefined;
}

/**
 * The largest total for ever wider ranges of load, from everybody alike up to the loads of the problem. What reviewers
 * themselves asked for (less than the range) still holds, and nobody has to take more than he is a candidate for.
 */
export function loadCurve(
	problem: AssignmentProblem,
	ranges: readonly { min: number; max: number }[] = rangesOf(problem),
	progress?: (done: number, of: number) => void,
): CurvePoint[] {
	const possible = candidatesOf(problem);
	return ranges.map(({ min, max }, at) => {
		progress?.(at, ranges.length);
		const within = {
			...problem,
			max: problem.max.map((own) => Math.min(own, max)),
			min: problem.max.map((own, j) =>
				Math.min(own, max, Math.max(Math.min(min, possible[j] as number), problem.min[j] as number)),
			),
		};
		const outcome = solve(within);
		if (outcome.kind === 'infeasible') return { min, max, total: undefined, worst: undefined, idle: undefined };
		const loads = new Int32Array(problem.reviewers);
		for (const j of outcome.assignment.reviewer) (loads[j] as number)++;
		const scores = paperScores(problem.papers, outcome.assignment);
		return {
			min,
			max,
			total: outcome.assignment.total,
			worst: scores.length === 0 ? undefined : scores.reduce((least, one) => Math.min(least, one)),
			idle: loads.filter((load) => load === 0).length,
		};
	});
}

/** Ranges around the mean load, each wider than the one before; the last is nothing up to the most anybody may have. */
export function rangesOf(problem: AssignmentProblem): { min: number; max: number }[] {
	const reviews = problem.demand.reduce((sum, one) => sum + one, 0);
	const most = problem.max.reduce((largest, one) => Math.max(largest, one), 0);
	if (problem.reviewers === 0 || most === 0) return [];
	const mean = reviews / problem.reviewers;
	const found: { min: number; max: number }[] = [];
	for (const away of [0, 1, 2, 3, 5, 8, 13]) {
		const range = { min: Math.max(0, Math.floor(mean) - away), max: Math.min(most, Math.ceil(mean) + away) };
		if (range.min === 0 && range.max === most) break;
		found.push(range);
	}
	return [...found, { min: 0, max: most }];
}

/** For how many papers each reviewer is a candidate, or locked. */
function candidatesOf(problem: AssignmentProblem): Int32Array {
	const { papers, reviewers, reviewer, excluded, locks, defaultScore } = problem;
	const counts = new Int32Array(reviewers).fill(defaultScore === undefined ? 0 : papers);
	if (defaultScore === undefined) {
		for (const j of reviewer) (counts[j] as number)++;
		for (const lock of locks) (counts[lock.reviewer] as number)++;
	} else for (const j of excluded) (counts[j] as number)--;
	return counts;
}
