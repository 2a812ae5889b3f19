import { effortOf } from './effort.ts';
import { exchange } from './exchange.ts';
import { boundWithFloors, roundedPrices } from './floor-bound.ts';
import { paperScores } from './paper-scores.ts';
import type { AssignmentProblem } from './problem.ts';
import type { Assignment } from './solve.ts';
import { tighten } from './tighten.ts';
import { heaviest, type Weighing } from './weighing.ts';

/** An assignment that keeps floors, and what none that does can have more than. */
export interface Defended {
	assignment: Assignment;
	bound: number;
	/** The proof of the bound: `boundWithFloors` counts it. */
	prices: Float64Array;
}

export interface DefendOptions {
	/** Optima with weights that are tried for better prices and better totals. */
	rounds?: number;
	/** So many of them are mended to an assignment that keeps the floors. */
	mended?: number;
}

/** Whether every paper has its floor. */
export const keeps = (problem: AssignmentProblem, assignment: Assignment, floors: Float64Array): boolean =>
	paperScores(problem.papers, assignment).every((sum, i) => sum >= (floors[i] as number));

/**
 * From an assignment that keeps floors: the largest total that is found with them, and the lowest bound. Weights of papers
 * below their floor rise and of those above fall (subgradient steps of Polyak's length); every round is an exact optimum,
 * whose prices give a bound and whose pairs, mended by exchanges, may give a better total. It ends where they meet.
 */
export function defend(
	problem: AssignmentProblem,
	weighing: Weighing,
	floors: Float64Array,
	from: { assignment: Assignment; prices: readonly Float64Array[]; weights: Float64Array },
	{ rounds = effortOf(problem, 24, 4), mended = effortOf(problem, 4, 1) }: DefendOptions = {},
): Defended {
	let best: Defended = { assignment: from.assignment, bound: Number.POSITIVE_INFINITY, prices: new Float64Array(0) };
	const prove = (given: Float64Array): boolean => {
		const prices = roundedPrices(problem, given);
		const { bound } = boundWithFloors(problem, prices, floors);
		if (bound >= best.bound) return false;
		best = { ...best, bound, prices };
		return true;
	};
	const take = (assignment: Assignment) => {
		if (assignment.total > best.assignment.total && keeps(problem, assignment, floors)) best = { ...best, assignment };
	};
	const met = () => best.bound <= best.assignment.total;
	for (const prices of from.prices) {
		prove(prices);
		if (met()) return best;
	}
	take(exchange(problem, best.assignment, floors, best.prices));
	// First from the weights that reached the floors, then from none: each may end where the other goes on.
	for (const begun of [from.weights, new Float64Array(problem.papers).fill(1)]) {
		if (met()) break;
		let weights = begun;
		let kept: { weights: Float64Array; found: Assignment } | undefined;
		let pace = 1;
		let idle = 0;
		for (let round = 0; round < rounds; round++) {
			let found = weighing.optimum(weights);
			const better = prove(weighing.prices());
			if (better && mended > 0 && round % 3 === 0) {
				mended--;
				take(exchange(problem, found, floors, weighing.prices()));
			}
			if (met()) break;
			if (better || !kept) {
				kept = { weights, found };
				idle = 0;
			} else if (++idle === 4) {
				idle = 0;
				pace /= 2;
				if (pace < 0.1) break;
				({ weights, found } = kept);
			}
			const next = reweighed(problem, found, floors, weights, best.assignment.total, pace);
			if (!next) break;
			weights = next;
		}
	}
	if (!met()) {
		const { bound, prices } = tighten(problem, best.prices, floors, best.assignment.total, {
			steps: effortOf(problem, 60, 10),
		});
		if (bound < best.bound) best = { ...best, bound, prices };
	}
	if (!met()) take(exchange(problem, best.assignment, floors, best.prices));
	return best;
}

/** Weights a step on; undefined: nothing is missing anywhere. */
function reweighed(
	problem: AssignmentProblem,
	found: Assignment,
	floors: Float64Array,
	weights: Float64Array,
	reached: number,
	pace: number,
): Float64Array | undefined {
	let value = found.total;
	let length = 0;
	const way = paperScores(problem.papers, found).map((sum, i) => {
		const weight = (weights[i] as number) - 1;
		const above = sum - (floors[i] as number);
		value += weight * above;
		const counts = weight > 0 || above < 0 ? above : 0;
		length += counts * counts;
		return counts;
	});
	if (length === 0) return undefined;
	const stride = (pace * Math.max(1, value - reached)) / length;
	return weights.map((weight, i) => Math.min(heaviest, Math.max(1, weight - stride * (way[i] as number))));
}
