import { bestSet } from './best-set.ts';
import type { AssignmentProblem } from './problem.ts';

/**
 * What no assignment can have more than in which every paper has its floor. An independent check, like that of
 * `certificate.ts`: with any price p for each reviewer's time, that is
 *
 *   Σ over papers of their best (score − price), by a set that they need and that comes to their floor
 *   + Σ over reviewers of p · (max if p > 0, else min)
 *
 * since each paper of such an assignment has one of these sets, and the prices that papers pay are what reviewers get at
 * most (Lagrangian relaxation of the loads; the sets stay whole, so it is at least as near as the linear program:
 * Geoffrion, Lagrangean relaxation for integer programming, 1974).
 */
export interface FloorBound {
	/** Rounded down to a whole number, as totals are; -Infinity: no paper set comes to some floor. */
	bound: number;
	/** How many papers chose each reviewer at these prices, locked ones left out. */
	chosen: Int32Array;
}

export interface FloorBoundOptions {
	/** How much of the total counts: 1, or 0. With 0, a bound below 0 shows that no assignment keeps the floors at all. */
	share?: 0 | 1;
}

/** The finest prices are of 2^-12 points. */
const finest = 12;

/** Prices are multiples of this, so that sums of them are exact. */
export function grainOf(problem: AssignmentProblem): number {
	let largest = 1;
	for (const score of problem.score) largest = Math.max(largest, Math.abs(score));
	largest = Math.max(largest, Math.abs(problem.defaultScore ?? 0));
	const reviews = problem.demand.reduce((sum, one) => sum + one, 1);
	return 2 ** -Math.max(0, Math.min(finest, Math.floor(Math.log2(2 ** 48 / largest / reviews))));
}

/** Prices as multiples of the grain. */
export function roundedPrices(problem: AssignmentProblem, prices: Float64Array): Float64Array {
	const grain = grainOf(problem);
	return prices.map((price) => Math.round(price / grain) * grain);
}

/** Counts the bound by hand, whatever the prices are. */
export function boundWithFloors(
	problem: AssignmentProblem,
	prices: Float64Array,
	floors: Float64Array,
	{ share = 1 }: FloorBoundOptions = {},
): FloorBound {
	const { papers, reviewers, locks, start, reviewer, score, defaultScore, excludedStart, excluded } = problem;
	const places = problem.demand.slice();
	const min = problem.min.slice();
	const max = problem.max.slice();
	const held = new Float64Array(papers);
	const lockedOf = new Map<number, number[]>();
	// The sum, and how much was summed: up to 53 bits it is exact.
	let [sum, size, terms] = [0, 0, 0];
	const add = (value: number) => {
		sum += value;
		size += Math.abs(value);
		terms++;
	};
	for (const lock of locks) {
		add(share * lock.score);
		(held[lock.paper] as number) += lock.score;
		(places[lock.paper] as number)--;
		(max[lock.reviewer] as number)--;
		min[lock.reviewer] = Math.max(0, (min[lock.reviewer] as number) - 1);
		lockedOf.set(lock.paper, [...(lockedOf.get(lock.paper) ?? []), lock.reviewer]);
	}
	let lowest = Number.POSITIVE_INFINITY;
	for (let j = 0; j < reviewers; j++) {
		const price = prices[j] as number;
		add(price * (price > 0 ? (max[j] as number) : (min[j] as number)));
		lowest = Math.min(lowest, price);
	}
	const cheapest =
		defaultScore === undefined
			? []
			: Array.from({ length: reviewers }, (_, j) => j).sort((a, b) => (prices[a] as number) - (prices[b] as number));
	const known = new Int32Array(reviewers);
	const chosen = new Int32Array(reviewers);
	const best = bestSet(places.reduce((high, one) => Math.max(high, one), 0));
	for (let i = 0; i < papers; i++) {
		const floor = (floors[i] as number) - (held[i] as number);
		if ((places[i] as number) <= 0) {
			if (floor > 0) return { bound: Number.NEGATIVE_INFINITY, chosen };
			continue;
		}
		best.begin(places[i] as number);
		const [from, to] = [start[i] as number, start[i + 1] as number];
		const offerUnlisted = (worth: number) => {
			if (!best.wants(share * worth - lowest)) return;
			for (let k = from; k < to; k++) known[reviewer[k] as number] = i + 1;
			for (let k = excludedStart[i] as number; k < (excludedStart[i + 1] as number); k++)
				known[excluded[k] as number] = i + 1;
			for (const j of lockedOf.get(i) ?? []) known[j] = i + 1;
			for (const j of cheapest) {
				const rest = share * worth - (prices[j] as number);
				if (!best.wants(rest)) break;
				if (known[j] !== i + 1) best.offer(j, worth, rest);
			}
		};
		let unlisted = defaultScore !== undefined;
		for (let k = from; k < to; k++) {
			const worth = score[k] as number;
			if (unlisted && worth < (defaultScore as number)) {
				offerUnlisted(defaultScore as number);
				unlisted = false;
			}
			// Candidates lie best first, and no price is below the lowest.
			if (!best.wants(share * worth - lowest)) break;
			const j = reviewer[k] as number;
			best.offer(j, worth, share * worth - (prices[j] as number));
		}
		if (unlisted) offerUnlisted(defaultScore as number);
		const most = best.most(floor);
		if (most === Number.NEGATIVE_INFINITY) return { bound: most, chosen };
		add(most);
		for (let n = 0; n < best.count; n++) (chosen[best.chosen[n] as number] as number)++;
	}
	const exact = size * partsOf(prices) <= 2 ** 53;
	return { bound: Math.floor(exact ? sum : sum + size * terms * 2 ** -52), chosen };
}

/** Into how many parts of a point the prices fall; Infinity: no number of them is known. */
function partsOf(prices: Float64Array): number {
	for (const parts of [1, 2 ** finest]) if (prices.every((price) => Number.isInteger(price * parts))) return parts;
	return Number.POSITIVE_INFINITY;
}
