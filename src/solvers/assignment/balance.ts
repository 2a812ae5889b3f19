import { type Network, setFlow } from './network.ts';
import { type Searcher, searcherOf, shortestPath } from './shortest-path.ts';

/**
 * The search where it ends with its first step, as it mostly does while there is room: the cheapest pair of a paper leads to
 * a reviewer who has too little, or may take more. Does all that search and augmentation would do.
 * @returns whether it was so
 */
function sendDirectly(network: Network, floor: number, source: number): boolean {
	const { papers, reviewers, capacity, start, reviewer, cost, flow, price, excess, out, max } = network;
	let best = Number.POSITIVE_INFINITY;
	let pair = -1;
	const last = start[source + 1] as number;
	for (let e = start[source] as number; e < last; e++) {
		if ((cost[e] as number) + floor >= best) break;
		if ((flow[e] as number) === capacity) continue;
		const there = (cost[e] as number) + (price[reviewer[e] as number] as number);
		if (there >= best) continue;
		best = there;
		pair = e;
	}
	if (pair < 0) return false;
	const j = reviewer[pair] as number;
	const sink = papers + reviewers;
	let amount = Math.min(excess[source] as number, capacity - (flow[pair] as number));
	if ((excess[papers + j] as number) < 0) {
		amount = Math.min(amount, -(excess[papers + j] as number));
		(excess[papers + j] as number) += amount;
	} else {
		const room = (max[j] as number) - (out[j] as number);
		if (room <= 0 || (excess[sink] as number) >= 0 || price[j] !== network.sink[0]) return false;
		amount = Math.min(amount, room, -(excess[sink] as number));
		(out[j] as number) += amount;
		(excess[sink] as number) += amount;
	}
	network.value[source] = best;
	setFlow(network, pair, (flow[pair] as number) + amount);
	(excess[source] as number) -= amount;
	return true;
}

/** Sends as much as fits along the path that was just found. */
export function augment(network: Network, { parent }: Searcher, source: number, end: number): void {
	const { papers, reviewers, capacity, reviewer, paper, flow, excess, out, min, max } = network;
	const sink = papers + reviewers;
	let amount = Math.min(excess[source] as number, -(excess[end] as number));
	for (let node = end; node !== source; ) {
		const from = parent[node] as number;
		if (node === sink) {
			amount = Math.min(amount, (max[from] as number) - (out[from] as number));
			node = papers + from;
		} else if (from === -2) {
			amount = Math.min(amount, (out[node - papers] as number) - (min[node - papers] as number));
			node = sink;
		} else if (node < papers) {
			amount = Math.min(amount, flow[from] as number);
			node = papers + (reviewer[from] as number);
		} else {
			amount = Math.min(amount, capacity - (flow[from] as number));
			node = paper[from] as number;
		}
	}
	for (let node = end; node !== source; ) {
		const from = parent[node] as number;
		if (node === sink) {
			(out[from] as number) += amount;
			node = papers + from;
		} else if (from === -2) {
			(out[node - papers] as number) -= amount;
			node = sink;
		} else if (node < papers) {
			setFlow(network, from, (flow[from] as number) - amount);
			node = papers + (reviewer[from] as number);
		} else {
			setFlow(network, from, (flow[from] as number) + amount);
			node = paper[from] as number;
		}
	}
	(excess[source] as number) -= amount;
	(excess[end] as number) += amount;
}

/** The nodes from which nothing can be sent on, and all that was reached from them. */
export interface Stuck {
	source: number;
	/** Units that can't be sent. */
	units: number;
	reached: Int32Array;
}

/**
 * Sends every unit that is too much to where there is too little, each along a shortest path. Afterwards the flow is an
 * optimum, or `stuck` says where it ends.
 * @param done called now and then with how many sources are through
 */
export function balance(network: Network, done?: (sources: number, of: number) => void): Stuck[] {
	const { papers, reviewers, excess, price } = network;
	const searcher = searcherOf(network);
	searcher.floor = Number.POSITIVE_INFINITY;
	for (const value of price) searcher.floor = Math.min(searcher.floor, value);
	if (reviewers === 0) searcher.floor = 0;
	const stuck: Stuck[] = [];
	const nodes = papers + reviewers + 1;
	for (let source = 0; source < nodes; source++) {
		if ((source & 1023) === 1023) done?.(source, nodes);
		while ((excess[source] as number) > 0) {
			if (source < papers && sendDirectly(network, searcher.floor, source)) continue;
			const end = shortestPath(network, searcher, source);
			if (end < 0) {
				const reached = searcher.order.slice(0, searcher.count);
				stuck.push({ source, units: excess[source] as number, reached });
				break;
			}
			augment(network, searcher, source, end);
		}
	}
	const sinkPrice = network.sink[0] as number;
	if (sinkPrice !== 0) {
		for (let i = 0; i < papers; i++) (network.value[i] as number) -= sinkPrice;
		for (let j = 0; j < reviewers; j++) (price[j] as number) -= sinkPrice;
		network.sink[0] = 0;
	}
	return stuck;
}
