import { type Network, withPairs } from './network.ts';
import type { AssignmentProblem } from './problem.ts';
import { resettle } from './resettle.ts';
import type { Stuck } from './balance.ts';

/*
 * Pairs that are not listed but have a default score are not all written down: a few of each paper are, and after the
 * network is an optimum every other one is priced; those that would better it are added until there are none.
 */

/** So many unlisted pairs of a paper, beyond its demand, the network begins with. */
const spare = 6;
/** So many of a paper at most are added in one round. */
const batch = 12;

interface Found {
	paper: number[];
	reviewer: number[];
}

/** Who can't be added to a paper, as it is walked through: listed, excluded, locked. */
function marker(problem: AssignmentProblem) {
	const marked = new Int32Array(problem.reviewers);
	const locked = new Map<number, number[]>();
	for (const { paper, reviewer } of problem.locks) locked.set(paper, [...(locked.get(paper) ?? []), reviewer]);
	return {
		marked,
		mark(i: number, { start, reviewer }: Pick<Network, 'start' | 'reviewer'>) {
			for (let e = start[i] as number; e < (start[i + 1] as number); e++) marked[reviewer[e] as number] = i + 1;
			const { excludedStart, excluded } = problem;
			for (let e = excludedStart[i] as number; e < (excludedStart[i + 1] as number); e++)
				marked[excluded[e] as number] = i + 1;
			for (const j of locked.get(i) ?? []) marked[j] = i + 1;
		},
	};
}

function grow(network: Network, found: Found): Network {
	return found.paper.length === 0 ? network : withPairs(network, found);
}

/** A first few unlisted pairs for each paper, spread evenly over the reviewers. */
export function withFirstUnlisted(network: Network, problem: AssignmentProblem): Network {
	const { papers, reviewers } = problem;
	if (!network.unlisted || reviewers === 0) return network;
	const { marked, mark } = marker(problem);
	const found: Found = { paper: [], reviewer: [] };
	let at = 0;
	for (let i = 0; i < papers; i++) {
		mark(i, network);
		const wanted = Math.ceil((network.demand[i] as number) / network.capacity);
		let missing = wanted <= 0 ? 0 : wanted + spare;
		for (let tried = 0; tried < reviewers && missing > 0; tried++) {
			const j = at++ % reviewers;
			if (marked[j] === i + 1) continue;
			found.paper.push(i);
			found.reviewer.push(j);
			missing--;
		}
	}
	const grown = grow(network, found);
	// Nothing flows yet and no price is set: a paper is worth its cheapest pair.
	for (let i = 0; i < papers; i++)
		if ((grown.start[i] as number) < (grown.start[i + 1] as number))
			grown.value[i] = grown.cost[grown.start[i] as number] as number;
	return grown;
}

/** The network with the unlisted pairs that would better it, settled to be balanced anew; undefined: there are none. */
export function withBetterUnlisted(network: Network, problem: AssignmentProblem): Network | undefined {
	const { papers, reviewers, price, value, unlisted } = network;
	if (!unlisted) return undefined;
	const { marked, mark } = marker(problem);
	const cheapest = Int32Array.from({ length: reviewers }, (_, j) => j).sort(
		(a, b) => (price[a] as number) - (price[b] as number) || a - b,
	);
	const lowest = reviewers === 0 ? 0 : (price[cheapest[0] as number] as number);
	const found: Found = { paper: [], reviewer: [] };
	const changed: number[] = [];
	for (let i = 0; i < papers; i++) {
		const level = value[i] as number;
		const cost = unlisted[i] as number;
		if (cost + lowest >= level || (network.demand[i] as number) <= 0) continue;
		mark(i, network);
		let missing = batch;
		for (let k = 0; k < reviewers && missing > 0; k++) {
			const j = cheapest[k] as number;
			if (cost + (price[j] as number) >= level) break;
			if (marked[j] === i + 1) continue;
			found.paper.push(i);
			found.reviewer.push(j);
			missing--;
		}
		if (missing < batch) changed.push(i);
	}
	if (changed.length === 0) return undefined;
	const grown = grow(network, found);
	resettle(grown, changed);
	return grown;
}

/**
 * The network with unlisted pairs that lead out of where its flow is stuck, or undefined when one of the places has no
 * way out at all: then there is no solution.
 */
export function withWaysOut(
	network: Network,
	problem: AssignmentProblem,
	stuck: readonly Stuck[],
): Network | undefined {
	const { papers, reviewers, unlisted } = network;
	if (!unlisted) return undefined;
	const { marked, mark } = marker(problem);
	const found: Found = { paper: [], reviewer: [] };
	const grownPapers = new Set<number>();
	let at = 0;
	for (const { reached } of stuck) {
		const inside = new Uint8Array(papers + reviewers + 1);
		for (const node of reached) inside[node] = 1;
		let ways = 0;
		for (const i of reached) {
			if (i >= papers) continue;
			if (grownPapers.has(i)) {
				ways++;
				continue;
			}
			mark(i, network);
			let missing = batch;
			for (let tried = 0; tried < reviewers && missing > 0; tried++) {
				const j = at++ % reviewers;
				if (inside[papers + j] || marked[j] === i + 1) continue;
				found.paper.push(i);
				found.reviewer.push(j);
				missing--;
				ways++;
			}
			if (missing < batch) grownPapers.add(i);
		}
		if (ways === 0) return undefined;
	}
	const grown = grow(network, found);
	const broken = new Set<number>();
	for (const [k, i] of found.paper.entries()) {
		const cost = (unlisted[i] as number) + (network.price[found.reviewer[k] as number] as number);
		if (cost < (network.value[i] as number)) broken.add(i);
	}
	resettle(grown, broken);
	return grown;
}
