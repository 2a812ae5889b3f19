import {
	type Blocking,
	checkCertificate,
	type CurvePoint,
	loadCurve,
	lockPrices,
	type ProblemInput,
	problemOf,
	reachOf,
	solve,
	solveFair,
	solveRandomised,
	upperBound,
	worstAlone,
} from '#solvers/assignment/index.ts';
import type { RunAim } from '../../assigning.ts';

/** What is to be solved: numbers alone, so that it goes to another thread as it is. */
export interface SolveTask {
	input: ProblemInput;
	aim: RunAim;
	limit: number;
	seed: number;
}

/** What came of it; scores in the whole numbers of the input. */
export type Solved =
	| { kind: 'none'; blocking: Blocking[]; missing: number }
	| {
			kind: 'found';
			paper: Int32Array;
			reviewer: Int32Array;
			/** By reviewer; by lot without a meaning. */
			prices: Float64Array;
			bound: number;
			without?: { total: number; worst: number };
			/** With fairness: the floors that were reached, and what no assignment that keeps them has more than. */
			fair?: { worst: number; others: number | null; withWorst: number; withOthers: number };
			expected?: number;
			worstBound: number | null;
			locks: { paper: number; reviewer: number; price: number | undefined }[];
			curve: CurvePoint[];
	  };

/** So many locks get a price: each is a solution of its own. */
const mostPriced = 40;

/** Solves a task, with the ranges of load and the prices of locks beside it. Checks what it answers. */
export function solveTask({ input, aim, limit, seed }: SolveTask, progress: (percent: number) => void): Solved {
	const problem = problemOf(input);
	const within = (from: number, to: number) => (done: number, of: number) =>
		progress(from + Math.floor(((to - from) * done) / Math.max(1, of)));
	const best = solve(problem, { progress: within(0, 20) });
	if (best.kind === 'infeasible') return { kind: 'none', blocking: best.blocking, missing: best.missing };
	const curve = loadCurve(problem, undefined, within(60, 90));
	const locks = lockPrices(
		input,
		{ ...problem, locks: problem.locks.slice(0, mostPriced) },
		best.assignment.total,
		within(90, 100),
	).map(({ paper, reviewer, price }) => ({ paper, reviewer, price }));
	const beside = { curve, locks, bound: upperBound(problem, best.prices), prices: best.prices };
	const checked = (paper: Int32Array, reviewer: Int32Array) => {
		const { faults } = checkCertificate(problem, { paper, reviewer }, best.prices);
		if (faults.length > 0) throw new Error(`the assignment breaks a rule: ${JSON.stringify(faults[0])}`);
		return { kind: 'found' as const, paper, reviewer };
	};
	if (aim === 'lot') {
		const lot = solveRandomised(problem, { limit, seed, progress: within(20, 60) });
		if (lot.kind === 'infeasible') return { kind: 'none', blocking: lot.blocking, missing: lot.missing };
		const { paper, reviewer } = lot.assignment;
		return { ...checked(paper, reviewer), ...beside, expected: lot.expected, worstBound: null };
	}
	const finite = (value: number) => (Number.isFinite(value) ? value : null);
	const worstBound = finite(worstAlone(reachOf(problem)));
	if (aim === 'best') {
		const { paper, reviewer } = best.assignment;
		return { ...checked(paper, reviewer), ...beside, worstBound };
	}
	const fair = solveFair(problem, { progress: within(20, 60) });
	if (fair.kind === 'infeasible') return { kind: 'none', blocking: fair.blocking, missing: fair.missing };
	const { paper, reviewer } = fair.assignment;
	const { worst, others, withWorst, withOthers } = fair;
	return {
		...checked(paper, reviewer),
		...beside,
		worstBound: finite(fair.worstBound),
		without: { total: best.assignment.total, worst: fair.worstWithout },
		...(Number.isFinite(worst)
			? { fair: { worst, others: finite(others), withWorst: withWorst.bound, withOthers: withOthers.bound } }
			: {}),
	};
}
