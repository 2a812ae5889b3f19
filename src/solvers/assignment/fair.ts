import { defend } from './defend.ts';
import { floorsAt, lift, worstBoundOf } from './lift.ts';
import { reachOf, worstAlone } from './paper-scores.ts';
import type { AssignmentProblem } from './problem.ts';
import { measured, raise } from './raise.ts';
import { type Assignment, type Infeasible, type Optimal, solve } from './solve.ts';
import { weighingOf } from './weighing.ts';

/** What no assignment with certain floors can have more than, and the prices by which anybody can count it. */
export interface FloorProof {
	/** The least that each paper is to have. */
	floors: Float64Array;
	bound: number;
	prices: Float64Array;
}

/** A fair assignment beside the one with the largest total. */
export interface Fair {
	kind: 'fair';
	assignment: Assignment;
	/** The optimum without fairness, with its proof: what fairness costs is the difference of the totals. */
	without: Optimal;
	/** Its worst paper. */
	worstWithout: number;
	/** The sum of the paper that has least, of those that need anybody; Infinity when none does. */
	worst: number;
	/** No assignment has a better worst paper than this; when `worst` equals it, it is proven the best. */
	worstBound: number;
	/** Prices that show `worstBound` where it is below what the worst paper could have alone (`lift.ts`). */
	worstPrices: Float64Array | undefined;
	/** The least that a paper has which could have more. */
	others: number;
	/** Of all assignments whose worst paper is no worse. */
	withWorst: FloorProof;
	/** Of those of them that leave no other paper below `others` either, unless it can't have so much. */
	withOthers: FloorProof;
}

export interface FairOptions {
	progress?: (done: number, of: number) => void;
	/** Rounds for each level that is tried, and levels. */
	rounds?: number;
	levels?: number;
	/** Where a paper that can't have more holds the worst down: the part of the total that raising others may cost. */
	beyond?: number;
}

/**
 * Raises the worst paper as far as it goes, at the smallest loss of total that is found, and says by how much it could be
 * smaller at most. First by weights (`raise.ts`), then by exchanges (`lift.ts`); with the floors that were reached, for a
 * better total and the bound of all there are (`defend.ts`). For the aim: Stelmakh, Shah, Singh, PeerReview4All, 2019;
 * Kobren, Saha, McCallum, Paper Matching with Local Fairness Constraints, 2019.
 */
export function solveFair(problem: AssignmentProblem, options: FairOptions = {}): Fair | Infeasible {
	const { rounds = 30, levels = 6, beyond = 0.0005, progress } = options;
	const without = solve(problem);
	if (without.kind === 'infeasible') return without;
	const reach = reachOf(problem);
	const alone = worstAlone(reach);
	const optimum: FloorProof = {
		floors: new Float64Array(problem.papers).fill(Number.NEGATIVE_INFINITY),
		bound: without.assignment.total,
		prices: without.prices,
	};
	const start = measured(without.assignment, reach);
	if (problem.papers === 0 || without.assignment.paper.length === 0) {
		return {
			kind: 'fair',
			assignment: without.assignment,
			without,
			worstWithout: start.worst,
			worst: start.worst,
			worstBound: alone,
			worstPrices: undefined,
			others: start.level,
			withWorst: optimum,
			withOthers: optimum,
		};
	}
	const least = without.assignment.total - beyond * Math.abs(without.assignment.total);
	const weighing = weighingOf(problem);
	// The steps after the rounds count as much as so many of them.
	const [first, all] = [levels * rounds, levels * rounds + 3 * rounds];
	const tell = progress && ((done: number) => progress(done, all));
	const raised = raise(weighing, reach, without.assignment, { rounds, levels, least, progress: tell });
	tell?.(first);
	const hints = [without.prices, ...raised.prices];
	const best = raised.best.worst < alone ? lift(problem, reach, raised.best, without, alone) : raised.best;
	const bound =
		best.worst < alone ? worstBoundOf(problem, reach, best.worst, hints) : { worst: alone, prices: undefined };

	tell?.(first + rounds);
	const from = { prices: hints, weights: raised.weights };
	const floors = floorsAt(reach, best.level);
	const defended = defend(problem, weighing, floors, { ...from, assignment: best.assignment });
	const final = measured(defended.assignment, reach);
	const withOthers = { floors, bound: defended.bound, prices: defended.prices };
	tell?.(first + 2 * rounds);
	let withWorst = withOthers;
	if (best.level > final.worst) {
		// Others are above the worst: what that costs shows beside what there is with the worst alone.
		const worstFloors = floorsAt(reach, final.worst);
		const alike = start.worst >= final.worst ? without.assignment : final.assignment;
		const { bound: most, prices } = defend(problem, weighing, worstFloors, { ...from, assignment: alike });
		withWorst = { floors: worstFloors, bound: most, prices };
	}
	tell?.(all);
	return {
		kind: 'fair',
		assignment: final.assignment,
		without,
		worstWithout: start.worst,
		worst: final.worst,
		worstBound: bound.worst,
		worstPrices: bound.prices,
		others: final.level,
		withWorst,
		withOthers,
	};
}
