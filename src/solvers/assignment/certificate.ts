import type { Blocking } from './blocking.ts';
import type { AssignmentProblem } from './problem.ts';

/**
 * An independent check: it shares nothing with the solver but the problem. With any price p for each reviewer's time,
 * no assignment that keeps to the rules can have more than
 *
 *   Σ over papers of their best (score − price), as many as they need  +  Σ over reviewers of p · (max if p > 0, else min)
 *
 * (weak duality of linear programming). An assignment that has just that much is therefore an optimum.
 */
export interface Check {
	/** The assignment keeps to all rules, and no other has more. */
	optimal: boolean;
	total: number;
	/** What no assignment can have more than. */
	bound: number;
	/** Rules that are broken. */
	faults: Fault[];
}

export type Fault =
	| { code: 'not-a-candidate' | 'excluded' | 'twice'; paper: number; reviewer: number }
	| { code: 'lock-missing'; paper: number; reviewer: number }
	| { code: 'paper-count'; paper: number; count: number; needed: number }
	| { code: 'load'; reviewer: number; load: number; min: number; max: number };

export function checkCertificate(
	problem: AssignmentProblem,
	assignment: { paper: Int32Array; reviewer: Int32Array },
	prices: Float64Array,
): Check {
	const faults: Fault[] = [];
	const lookup = scoresOf(problem);
	const loads = new Int32Array(problem.reviewers);
	const counts = new Int32Array(problem.papers);
	const seen = new Set<number>();
	let total = 0;
	for (let k = 0; k < assignment.paper.length; k++) {
		const [paper, reviewer] = [assignment.paper[k] as number, assignment.reviewer[k] as number];
		const score = lookup(paper, reviewer);
		if (score === 'excluded') faults.push({ code: 'excluded', paper, reviewer });
		else if (score === undefined) faults.push({ code: 'not-a-candidate', paper, reviewer });
		else total += score;
		const pair = paper * problem.reviewers + reviewer;
		if (seen.has(pair)) faults.push({ code: 'twice', paper, reviewer });
		seen.add(pair);
		(counts[paper] as number)++;
		(loads[reviewer] as number)++;
	}
	for (const { paper, reviewer } of problem.locks)
		if (!seen.has(paper * problem.reviewers + reviewer)) faults.push({ code: 'lock-missing', paper, reviewer });
	for (let paper = 0; paper < problem.papers; paper++) {
		const [count, needed] = [counts[paper] as number, problem.demand[paper] as number];
		if (count !== needed) faults.push({ code: 'paper-count', paper, count, needed });
	}
	for (let reviewer = 0; reviewer < problem.reviewers; reviewer++) {
		const [load, min, max] = [
			loads[reviewer] as number,
			problem.min[reviewer] as number,
			problem.max[reviewer] as number,
		];
		if (load < min || load > max) faults.push({ code: 'load', reviewer, load, min, max });
	}
	const bound = upperBound(problem, prices);
	return { optimal: faults.length === 0 && total === bound, total, bound, faults };
}

/** What a pair is worth by the problem's lists alone. */
function scoresOf(problem: AssignmentProblem) {
	const locked = new Map(problem.locks.map((lock) => [lock.paper * problem.reviewers + lock.reviewer, lock.score]));
	return (paper: number, reviewer: number): number | 'excluded' | undefined => {
		const lock = locked.get(paper * problem.reviewers + reviewer);
		if (lock !== undefined) return lock;
		for (let k = problem.excludedStart[paper] as number; k < (problem.excludedStart[paper + 1] as number); k++)
			if (problem.excluded[k] === reviewer) return 'excluded';
		for (let k = problem.start[paper] as number; k < (problem.start[paper + 1] as number); k++)
			if (problem.reviewer[k] === reviewer) return problem.score[k];
		return problem.defaultScore;
	};
}

/** The bound of weak duality for these prices, where a pair counts for at most `capacity` of `unit` parts. */
export function upperBound(problem: AssignmentProblem, prices: Float64Array, capacity = 1, unit = 1): number {
	const { papers, reviewers, locks, start, reviewer, score } = problem;
	const demand = problem.demand.slice();
	const min = problem.min.slice();
	const max = problem.max.slice();
	let bound = 0;
	let parts = 0;
	const lockedOf = new Map<number, number[]>();
	for (const lock of locks) {
		bound += lock.score;
		(demand[lock.paper] as number)--;
		(max[lock.reviewer] as number)--;
		min[lock.reviewer] = Math.max(0, (min[lock.reviewer] as number) - 1);
		lockedOf.set(lock.paper, [...(lockedOf.get(lock.paper) ?? []), lock.reviewer]);
	}
	for (let j = 0; j < reviewers; j++) {
		const price = prices[j] as number;
		bound += price * (price > 0 ? (max[j] as number) : (min[j] as number));
	}
	const lowest = prices.reduce((low, one) => Math.min(low, one), Number.POSITIVE_INFINITY);
	const cheapest =
		problem.defaultScore === undefined
			? []
			: Array.from({ length: reviewers }, (_, j) => j).sort((a, b) => (prices[a] as number) - (prices[b] as number));
	const known = new Int32Array(reviewers);
	const most = demand.reduce((high, one) => Math.max(high, Math.ceil((one * unit) / capacity)), 0);
	const best = bestOf(most);
	for (let i = 0; i < papers; i++) {
		const places = Math.ceil(((demand[i] as number) * unit) / capacity);
		if (places <= 0) continue;
		best.begin(places);
		const [from, to] = [start[i] as number, start[i + 1] as number];
		// Candidates lie best first, and no price is below the lowest.
		for (let k = from; k < to && best.wants((score[k] as number) - lowest); k++)
			best.offer((score[k] as number) - (prices[reviewer[k] as number] as number));
		if (problem.defaultScore !== undefined && best.wants(problem.defaultScore - lowest)) {
			for (let k = from; k < to; k++) known[reviewer[k] as number] = i + 1;
			for (let k = problem.excludedStart[i] as number; k < (problem.excludedStart[i + 1] as number); k++)
				known[problem.excluded[k] as number] = i + 1;
			for (const j of lockedOf.get(i) ?? []) known[j] = i + 1;
			for (let k = 0; k < reviewers; k++) {
				const j = cheapest[k] as number;
				if (!best.wants(problem.defaultScore - (prices[j] as number))) break;
				if (known[j] !== i + 1) best.offer(problem.defaultScore - (prices[j] as number));
			}
		}
		let left = (demand[i] as number) * unit;
		for (let k = 0; k < best.count() && left > 0; k++) {
			const taken = Math.min(capacity, left);
			parts += taken * best.value(k);
			left -= taken;
		}
	}
	return bound + parts / unit;
}

/** The few largest of many numbers, largest first. */
function bestOf(most: number) {
	const values = new Float64Array(most);
	let [places, count] = [0, 0];
	return {
		begin(wanted: number): void {
			places = wanted;
			count = 0;
		},
		wants: (value: number) => count < places || value > (values[count - 1] as number),
		offer(value: number): void {
			if (count === places && value <= (values[count - 1] as number)) return;
			let at = count < places ? count++ : count - 1;
			for (; at > 0 && (values[at - 1] as number) < value; at--) values[at] = values[at - 1] as number;
			values[at] = value;
		},
		count: () => count,
		value: (k: number) => values[k] as number,
	};
}

/** Counts a blocking set by hand: whether it really stands against every assignment. */
export function checkBlocking(problem: AssignmentProblem, { kind, papers, reviewers }: Blocking): boolean {
	const locksOf = (part: 'paper' | 'reviewer', id: number) => problem.locks.filter((lock) => lock[part] === id).length;
	if (kind === 'locks') {
		const ofPaper = papers.some((i) => locksOf('paper', i) > (problem.demand[i] as number));
		return ofPaper || reviewers.some((j) => locksOf('reviewer', j) > (problem.max[j] as number));
	}
	if (kind === 'loads') return reviewers.some((j) => (problem.min[j] as number) > (problem.max[j] as number));
	const lookup = scoresOf({ ...problem, locks: [] });
	const locked = (paper: number, reviewer: number) =>
		problem.locks.some((lock) => lock.paper === paper && lock.reviewer === reviewer);
	const inside = new Set(reviewers);
	const pairs = (own: readonly number[], counts: (j: number) => boolean) => {
		let found = 0;
		for (const i of own) {
			for (let j = 0; j < problem.reviewers; j++) {
				const worth = lookup(i, j);
				if (counts(j) && worth !== undefined && worth !== 'excluded' && !locked(i, j)) found++;
			}
		}
		return found;
	};
	const demand = (i: number) => (problem.demand[i] as number) - locksOf('paper', i);
	const sum = (list: readonly number[], of: (id: number) => number) => list.reduce((total, id) => total + of(id), 0);
	if (kind === 'papers') {
		const room = sum(reviewers, (j) => (problem.max[j] as number) - locksOf('reviewer', j));
		return sum(papers, demand) > room + pairs(papers, (j) => !inside.has(j));
	}
	const own = new Set(papers);
	const others = Array.from({ length: problem.papers }, (_, i) => i).filter((i) => !own.has(i));
	const needed = sum(reviewers, (j) => Math.max(0, (problem.min[j] as number) - locksOf('reviewer', j)));
	return needed > sum(papers, demand) + pairs(others, (j) => inside.has(j));
}
