import { effortOf } from './effort.ts';
import { exchange } from './exchange.ts';
import { boundWithFloors, roundedPrices } from './floor-bound.ts';
import { worstAlone } from './paper-scores.ts';
import type { AssignmentProblem } from './problem.ts';
import { type Measured, measured } from './raise.ts';
import type { Optimal } from './solve.ts';
import { tighten } from './tighten.ts';

/** A level as floors: for all who can have it. Who can't is asked for all that there is, who needs nobody for nothing. */
export const floorsAt = (reach: Float64Array, level: number): Float64Array =>
	reach.map((most) => Math.min(most, level));

/** Levels that are tried at most, for the worst and for the proof that it is the best. */
const levels = 7;
/** So much of what the worst could gain at most is not worth another level. */
const little = 0.002;

/**
 * Raises the worst paper further by exchanges, where weights don't: an optimum for weights is never one of the assignments
 * between two of them. All papers are asked for the level that is aimed at, halfway between what is reached and `bound`.
 */
export function lift(
	problem: AssignmentProblem,
	reach: Float64Array,
	best: Measured,
	without: Optimal,
	bound: number,
): Measured {
	let found = best;
	let high = bound + 1;
	const most = effortOf(problem, levels, 2);
	const enough = Math.max(1, (high - best.worst) * little);
	for (let tried = 0; tried < most && high - found.worst > enough; tried++) {
		// First of all: can the worst have all that there is?
		const target = tried === 0 ? bound : Math.ceil((found.worst + high) / 2);
		const floors = floorsAt(reach, target);
		let reached: Measured | undefined;
		for (const start of [without.assignment, found.assignment]) {
			const next = measured(exchange(problem, start, floors, without.prices), reach);
			if (next.worst > (reached ?? found).worst) reached = next;
			if (next.worst >= target) break;
		}
		if (reached) found = reached;
		if (found.worst < target) high = target;
	}
	return found;
}

/** That no assignment has a better worst paper than `worst`. */
export interface WorstBound {
	worst: number;
	/** Prices that show it, by `boundWithFloors` with a share of 0; undefined: a paper could not have more even alone. */
	prices: Float64Array | undefined;
}

/**
 * The lowest bound of the worst paper that prices are found for: with every paper above it, the sets that papers choose
 * would pay more than reviewers can take, which is a contradiction.
 * @param reached a worst paper that there is
 */
export function worstBoundOf(
	problem: AssignmentProblem,
	reach: Float64Array,
	reached: number,
	hints: readonly Float64Array[],
): WorstBound {
	let best: WorstBound = { worst: worstAlone(reach), prices: undefined };
	let low = reached;
	const most = effortOf(problem, levels, 2);
	for (let tried = 0; tried < most && best.worst > low; tried++) {
		const target = tried === 0 ? reached + 1 : Math.ceil((low + best.worst + 1) / 2);
		const prices = refusal(problem, floorsAt(reach, target), hints);
		if (prices) best = { worst: target - 1, prices };
		else low = target;
	}
	return best;
}

/** Prices that show that no assignment keeps these floors; undefined: none were found. */
function refusal(
	problem: AssignmentProblem,
	floors: Float64Array,
	hints: readonly Float64Array[],
): Float64Array | undefined {
	let best: { bound: number; prices: Float64Array } | undefined;
	for (const hint of hints) {
		const prices = roundedPrices(problem, hint);
		const { bound } = boundWithFloors(problem, prices, floors, { share: 0 });
		if (bound < 0) return prices;
		if (!best || bound < best.bound) best = { bound, prices };
	}
	if (!best) return undefined;
	const { bound, prices } = tighten(problem, best.prices, floors, -1, { share: 0, steps: effortOf(problem, 80, 20) });
	return bound < 0 ? prices : undefined;
}
