import type { AssignmentProblem } from './problem.ts';

/**
 * The flow network of an assignment: papers, reviewers, and one sink `t`. Pairs have a cost (the score, negated) and a
 * capacity; the arc of reviewer j to `t` carries between `min[j]` and `max[j]`. Flow and potentials always fulfil the
 * conditions of optimality (Ahuja, Magnanti, Orlin: Network Flows, 1993, 9.3): with the price p of a reviewer and the
 * value y of a paper, an unused pair costs c + p ≥ y, a full one ≤ y, one in between = y; p > p(t) only when the
 * reviewer is full, p < p(t) only when he has no more than his minimum. What is missing are units of flow: `excess` says
 * where there are too many (> 0) or too few (< 0). Moving them along shortest paths (`balance.ts`) makes it an optimum.
 */
export interface Network {
	papers: number;
	reviewers: number;
	/** How many units a pair takes: 1, or so many hundredths of a probability. */
	capacity: number;
	demand: Int32Array;
	min: Int32Array;
	max: Int32Array;
	/** Pairs by paper, cheapest first. */
	start: Int32Array;
	reviewer: Int32Array;
	paper: Int32Array;
	cost: Float64Array;
	/** What an unlisted pair of a paper costs; undefined: unlisted pairs are none. */
	unlisted: Float64Array | undefined;
	flow: Int32Array;
	/** Of each reviewer to the sink. */
	out: Int32Array;
	/** Papers, reviewers, sink. */
	excess: Float64Array;
	value: Float64Array;
	price: Float64Array;
	/** The sink's price is its only entry. */
	sink: Float64Array;
	/** Pairs with flow of each reviewer, as linked lists. */
	first: Int32Array;
	next: Int32Array;
	previous: Int32Array;
}

/** The network without any flow; every unit of a paper's demand is still to be sent. */
export function networkOf(problem: AssignmentProblem, capacity = 1, unit = 1): Network {
	const { papers, reviewers, locks } = problem;
	const demand = problem.demand.map((value) => value * unit);
	const min = problem.min.map((value) => value * unit);
	const max = problem.max.map((value) => value * unit);
	for (const lock of locks) {
		(demand[lock.paper] as number) -= unit;
		(max[lock.reviewer] as number) -= unit;
		min[lock.reviewer] = Math.max(0, (min[lock.reviewer] as number) - unit);
	}
	const pairs = problem.reviewer.length;
	const network: Network = {
		papers,
		reviewers,
		capacity,
		demand,
		min,
		max,
		start: problem.start,
		reviewer: problem.reviewer,
		paper: papersOf(problem.start, pairs),
		cost: problem.score.map((score) => -score),
		unlisted:
			problem.defaultScore === undefined ? undefined : new Float64Array(papers).fill(-(problem.defaultScore as number)),
		flow: new Int32Array(pairs),
		out: min.slice(),
		excess: new Float64Array(papers + reviewers + 1),
		value: new Float64Array(papers),
		price: new Float64Array(reviewers),
		sink: new Float64Array(1),
		first: new Int32Array(reviewers).fill(-1),
		next: new Int32Array(pairs),
		previous: new Int32Array(pairs),
	};
	for (let i = 0; i < papers; i++) {
		network.excess[i] = demand[i] as number;
		const cheapest = network.cost[problem.start[i] as number] ?? 0;
		network.value[i] = (problem.start[i + 1] as number) > (problem.start[i] as number) ? cheapest : 0;
	}
	let wanted = 0;
	for (const value of demand) wanted -= value;
	for (let j = 0; j < reviewers; j++) {
		network.excess[papers + j] = -(min[j] as number);
		wanted += min[j] as number;
	}
	network.excess[papers + reviewers] = wanted;
	return network;
}

function papersOf(start: Int32Array, pairs: number): Int32Array {
	const paper = new Int32Array(pairs);
	for (let i = 0; i + 1 < start.length; i++) paper.fill(i, start[i], start[i + 1]);
	return paper;
}

/** Sets the flow of a pair and keeps the list of its reviewer. Balances are the caller's. */
export function setFlow(network: Network, pair: number, flow: number): void {
	const before = network.flow[pair] as number;
	network.flow[pair] = flow;
	if (before > 0 === flow > 0) return;
	const j = network.reviewer[pair] as number;
	if (flow > 0) {
		const first = network.first[j] as number;
		network.next[pair] = first;
		network.previous[pair] = -1;
		if (first >= 0) network.previous[first] = pair;
		network.first[j] = pair;
		return;
	}
	const [next, previous] = [network.next[pair] as number, network.previous[pair] as number];
	if (previous >= 0) network.next[previous] = next;
	else network.first[j] = next;
	if (next >= 0) network.previous[next] = previous;
}

/** The network with some of the unlisted pairs, without flow on them. What they break of optimality, `resettle` mends. */
export function withPairs(network: Network, added: { paper: readonly number[]; reviewer: readonly number[] }): Network {
	const { papers, start, unlisted = new Float64Array(papers) } = network;
	const more = new Int32Array(papers + 1);
	for (const i of added.paper) (more[i + 1] as number)++;
	for (let i = 0; i < papers; i++) (more[i + 1] as number) += more[i] as number;
	const place = more.slice();
	const people = new Int32Array(added.paper.length);
	for (const [k, i] of added.paper.entries()) {
		people[place[i] as number] = added.reviewer[k] as number;
		(place[i] as number)++;
	}
	const pairs = network.reviewer.length + people.length;
	const grown: Network = {
		...network,
		start: start.map((value, i) => value + (more[i] as number)),
		reviewer: new Int32Array(pairs),
		paper: new Int32Array(pairs),
		cost: new Float64Array(pairs),
		flow: new Int32Array(pairs),
		first: new Int32Array(network.reviewers).fill(-1),
		next: new Int32Array(pairs),
		previous: new Int32Array(pairs),
	};
	let to = 0;
	for (let i = 0; i < papers; i++) {
		let fresh = more[i] as number;
		const freshEnd = more[i + 1] as number;
		const worth = unlisted[i] as number;
		for (let e = start[i] as number; e < (start[i + 1] as number) || fresh < freshEnd; to++) {
			const old = e < (start[i + 1] as number) && (fresh === freshEnd || (network.cost[e] as number) <= worth);
			grown.paper[to] = i;
			grown.reviewer[to] = (old ? network.reviewer[e] : people[fresh]) as number;
			grown.cost[to] = old ? (network.cost[e] as number) : worth;
			if (old) {
				if (network.flow[e]) setFlow(grown, to, network.flow[e] as number);
				e++;
			} else fresh++;
		}
	}
	return grown;
}
