import { Heap } from './heap.ts';
import { type Network, setFlow } from './network.ts';

/** Working memory of the searches of one network, and what they count. */
export interface Searcher {
	distance: Float64Array;
	/** In which search a node was reached, and in which it was settled. */
	reached: Int32Array;
	settled: Int32Array;
	/** The pair through which a node was reached; for the sink the reviewer; -1 at the source, -2 from the sink. */
	parent: Int32Array;
	/** The nodes of the last search, in the order in which they were settled. */
	order: Int32Array;
	count: number;
	round: number;
	heap: Heap;
	stack: number[];
	/** No price is below it. Prices only rise, so it holds for a whole run. */
	floor: number;
	scanned: number;
}

export function searcherOf({ papers, reviewers }: Network): Searcher {
	const nodes = papers + reviewers + 1;
	return {
		distance: new Float64Array(nodes),
		reached: new Int32Array(nodes),
		settled: new Int32Array(nodes),
		parent: new Int32Array(nodes),
		order: new Int32Array(nodes),
		count: 0,
		round: 0,
		heap: new Heap(),
		stack: [],
		floor: 0,
		scanned: 0,
	};
}

/**
 * Dijkstra's search over reduced costs from a node with too much to the nearest with too little. Nodes at the distance at
 * hand lie on a stack and never enter the heap; what can't be nearer than an end that is known is not looked at, and as
 * pairs lie cheapest first, the rest of a paper's list with it. Raises the potentials so that the path is free.
 * @returns the end of the path, or -1: nothing that was reached (`order`, all of it) leads to one
 */
export function shortestPath(network: Network, searcher: Searcher, source: number): number {
	const { papers, reviewers, capacity, start, reviewer, paper, cost, flow, next, value, price } = network;
	const { excess, out, min, max, first } = network;
	const { distance, reached, settled, parent, order, heap, stack, floor } = searcher;
	const sink = papers + reviewers;
	const round = ++searcher.round;
	const sinkPrice = network.sink[0] as number;
	const sinkEnds = (excess[sink] as number) < 0;
	heap.clear();
	stack.length = 0;
	let count = 0;
	let end = -1;
	let best = Number.POSITIVE_INFINITY;
	let scanned = 0;
	distance[source] = 0;
	reached[source] = round;
	parent[source] = -1;
	stack.push(source);
	let here = 0;

	const reach = (node: number, at: number, from: number): void => {
		if (at >= best || (reached[node] === round && (distance[node] as number) <= at)) return;
		reached[node] = round;
		distance[node] = at;
		parent[node] = from;
		if ((excess[node] as number) < 0) {
			best = at;
			end = node;
			return;
		}
		if (node >= papers && node < sink) {
			const j = node - papers;
			if ((out[j] as number) < (max[j] as number)) {
				const there = at - (price[j] as number) + sinkPrice;
				if (there < best && !(reached[sink] === round && (distance[sink] as number) <= there)) {
					reached[sink] = round;
					distance[sink] = there;
					parent[sink] = j;
					if (sinkEnds) {
						best = there;
						end = sink;
					} else if (there <= here) stack.push(sink);
					else heap.push(there, sink);
				}
			}
			if (at >= best) return;
		}
		if (at <= here) stack.push(node);
		else heap.push(at, node);
	};

	if (source >= papers && source < sink) {
		const j = source - papers;
		if ((out[j] as number) < (max[j] as number)) reach(sink, sinkPrice - (price[j] as number), j);
	}
	for (;;) {
		let node: number;
		if (stack.length > 0) node = stack.pop() as number;
		else if (heap.least() < best) {
			here = heap.least();
			node = heap.pop();
		} else break;
		if (here >= best) break;
		if (settled[node] === round) continue;
		settled[node] = round;
		order[count++] = node;
		const at = distance[node] as number;
		if (node < papers) {
			const base = at - (value[node] as number);
			const last = start[node + 1] as number;
			for (let e = start[node] as number; e < last; e++) {
				const to = base + (cost[e] as number);
				if (to + floor >= best) break;
				scanned++;
				if ((flow[e] as number) === capacity) continue;
				const j = reviewer[e] as number;
				const there = to + (price[j] as number);
				const other = papers + j;
				// The same question as in `reach`: most pairs end here, without a call.
				if (there >= best || (reached[other] === round && (distance[other] as number) <= there)) continue;
				reach(other, there, e);
			}
		} else if (node < sink) {
			const j = node - papers;
			const base = at - (price[j] as number);
			for (let e = first[j] as number; e >= 0; e = next[e] as number) {
				const i = paper[e] as number;
				scanned++;
				const there = base + (value[i] as number) - (cost[e] as number);
				if (there < best && (reached[i] !== round || (distance[i] as number) > there)) reach(i, there, e);
			}
		} else {
			const base = at - sinkPrice;
			for (let j = 0; j < reviewers; j++)
				if ((out[j] as number) > (min[j] as number)) reach(papers + j, base + (price[j] as number), -2);
		}
	}
	searcher.count = count;
	searcher.scanned += scanned;
	if (end < 0) return -1;
	for (let k = 0; k < count; k++) {
		const node = order[k] as number;
		const rise = best - (distance[node] as number);
		if (rise <= 0) continue;
		if (node < papers) (value[node] as number) += rise;
		else if (node < sink) (price[node - papers] as number) += rise;
		else (network.sink[0] as number) += rise;
	}
	return end;
}

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
