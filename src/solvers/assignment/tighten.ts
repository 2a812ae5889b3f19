import { boundWithFloors, type FloorBoundOptions, grainOf, roundedPrices } from './floor-bound.ts';
import type { AssignmentProblem } from './problem.ts';

/** A bound with the prices that prove it. */
export interface Tightened {
	bound: number;
	prices: Float64Array;
}

/**
 * Prices whose bound is as low as it gets in so many steps: who is chosen more often than he may be becomes dearer, who is
 * chosen less becomes cheaper (subgradient steps of Polyak's length towards what is known to be reached; Held, Wolfe,
 * Crowder, Validation of subgradient optimization, 1974). Every step is a proof of its own; the best is kept.
 * @param reached no bound can be below it; once there, nothing is left to do
 */
export function tighten(
	problem: AssignmentProblem,
	from: Float64Array,
	floors: Float64Array,
	reached: number,
	{ steps = 120, ...options }: FloorBoundOptions & { steps?: number } = {},
): Tightened {
	const grain = grainOf(problem);
	const min = problem.min.slice();
	const max = problem.max.slice();
	for (const { reviewer } of problem.locks) {
		(max[reviewer] as number)--;
		min[reviewer] = Math.max(0, (min[reviewer] as number) - 1);
	}
	let prices = roundedPrices(problem, from);
	let best: Tightened = { bound: Number.POSITIVE_INFINITY, prices };
	let pace = 1;
	let idle = 0;
	for (let step = 0; step <= steps; step++) {
		const { bound, chosen } = boundWithFloors(problem, prices, floors, options);
		if (bound < best.bound) {
			best = { bound, prices };
			idle = 0;
		} else if (++idle % 8 === 0) {
			pace /= 2;
			prices = best.prices;
			if (pace < 0.01) break;
			continue;
		}
		if (best.bound <= reached) break;
		// A price is raised by what is wanted beyond the load, as far as the load is what binds.
		let length = 0;
		const way = new Float64Array(problem.reviewers);
		for (let j = 0; j < problem.reviewers; j++) {
			const [wanted, price] = [chosen[j] as number, prices[j] as number];
			const [least, most] = [min[j] as number, max[j] as number];
			const beyond =
				price > 0
					? wanted - most
					: price < 0
						? wanted - least
						: wanted > most
							? wanted - most
							: wanted < least
								? wanted - least
								: 0;
			way[j] = beyond;
			length += beyond * beyond;
		}
		if (length === 0) break;
		const stride = (pace * Math.max(bound - reached, grain)) / length;
		const next = prices.slice();
		for (let j = 0; j < problem.reviewers; j++) {
			const before = prices[j] as number;
			const after = before + stride * (way[j] as number);
			// Where the price changes its sign, another load binds: nothing is there between.
			next[j] = before !== 0 && before > 0 !== after > 0 ? 0 : after;
		}
		prices = roundedPrices(problem, next);
	}
	return best;
}
