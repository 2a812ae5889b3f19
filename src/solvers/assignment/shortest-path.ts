import { Heap } from './heap.ts';
import type { Network } from './network.ts';

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
	/** The distance of the nearest end that is known, and that at which the search is. */
	limits: Float64Array;
	/** That end; -1: none yet. */
	end: number;
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
		limits: new Float64Array(2),
		end: -1,
		floor: 0,
		scanned: 0,
	};
}

/**
 * A node was reached at `distance[node]`: it is an end, or waits to be settled; a reviewer with room reaches the sink at once.
 * Distances are handed over in the typed arrays: numbers of their own would be put on the heap, millions of them.
 */
function arrive(network: Network, searcher: Searcher, node: number): void {
	const { papers, reviewers, excess, out, max, price } = network;
	const { distance, reached, parent, heap, stack, limits, round } = searcher;
	const sink = papers + reviewers;
	if ((excess[node] as number) < 0) {
		limits[0] = distance[node] as number;
		searcher.end = node;
		return;
	}
	if (node >= papers && node < sink) {
		const j = node - papers;
		if ((out[j] as number) < (max[j] as number)) {
			const there = (distance[node] as number) - (price[j] as number) + (network.sink[0] as number);
			if (there < (limits[0] as number) && !(reached[sink] === round && (distance[sink] as number) <= there)) {
				reached[sink] = round;
				distance[sink] = there;
				parent[sink] = j;
				if ((excess[sink] as number) < 0) {
					limits[0] = there;
					searcher.end = sink;
				} else if (there <= (limits[1] as number)) stack.push(sink);
				else heap.push(sink, distance);
			}
		}
		if ((distance[node] as number) >= (limits[0] as number)) return;
	}
	if ((distance[node] as number) <= (limits[1] as number)) stack.push(node);
	else heap.push(node, distance);
}

/**
 * Dijkstra's search over reduced costs from a node with too much to the nearest with too little. Nodes at the distance at
 * hand lie on a stack and never enter the heap; what can't be nearer than an end that is known is not looked at, and as
 * pairs lie cheapest first, the rest of a paper's list with it. Raises the potentials so that the path is free.
 * @returns the end of the path, or -1: nothing that was reached (`order`, all of it) leads to one
 */
export function shortestPath(network: Network, searcher: Searcher, source: number): number {
	const { papers, reviewers, capacity, start, reviewer, paper, cost, flow, next, value, price } = network;
	const { out, min, max, first } = network;
	const { distance, reached, settled, parent, order, heap, stack, limits, floor } = searcher;
	const sink = papers + reviewers;
	const round = ++searcher.round;
	const sinkPrice = network.sink[0] as number;
	heap.clear();
	stack.length = 0;
	let count = 0;
	let scanned = 0;
	searcher.end = -1;
	limits[0] = Number.POSITIVE_INFINITY;
	limits[1] = 0;
	distance[source] = 0;
	reached[source] = round;
	parent[source] = -1;
	stack.push(source);

	if (source >= papers && source < sink) {
		const j = source - papers;
		if ((out[j] as number) < (max[j] as number)) {
			reached[sink] = round;
			distance[sink] = sinkPrice - (price[j] as number);
			parent[sink] = j;
			arrive(network, searcher, sink);
		}
	}
	for (;;) {
		let node: number;
		if (stack.length > 0) node = stack.pop() as number;
		else if (heap.isNearer(limits)) {
			limits[1] = heap.least();
			node = heap.pop();
		} else break;
		if ((limits[1] as number) >= (limits[0] as number)) break;
		if (settled[node] === round) continue;
		settled[node] = round;
		order[count++] = node;
		const at = distance[node] as number;
		if (node < papers) {
			const base = at - (value[node] as number);
			const last = start[node + 1] as number;
			for (let e = start[node] as number; e < last; e++) {
				const to = base + (cost[e] as number);
				if (to + floor >= (limits[0] as number)) break;
				scanned++;
				if ((flow[e] as number) === capacity) continue;
				const j = reviewer[e] as number;
				const there = to + (price[j] as number);
				const other = papers + j;
				if (there >= (limits[0] as number)) continue;
				if (reached[other] === round && (distance[other] as number) <= there) continue;
				reached[other] = round;
				distance[other] = there;
				parent[other] = e;
				arrive(network, searcher, other);
			}
		} else if (node < sink) {
			const j = node - papers;
			const base = at - (price[j] as number);
			for (let e = first[j] as number; e >= 0; e = next[e] as number) {
				const i = paper[e] as number;
				scanned++;
				const there = base + (value[i] as number) - (cost[e] as number);
				if (there >= (limits[0] as number)) continue;
				if (reached[i] === round && (distance[i] as number) <= there) continue;
				reached[i] = round;
				distance[i] = there;
				parent[i] = e;
				arrive(network, searcher, i);
			}
		} else {
			const base = at - sinkPrice;
			for (let j = 0; j < reviewers; j++) {
				if ((out[j] as number) <= (min[j] as number)) continue;
				const other = papers + j;
				const there = base + (price[j] as number);
				if (there >= (limits[0] as number)) continue;
				if (reached[other] === round && (distance[other] as number) <= there) continue;
				reached[other] = round;
				distance[other] = there;
				parent[other] = -2;
				arrive(network, searcher, other);
			}
		}
	}
	searcher.count = count;
	searcher.scanned += scanned;
	if (searcher.end < 0) return -1;
	const best = limits[0] as number;
	for (let k = 0; k < count; k++) {
		const node = order[k] as number;
		const rise = best - (distance[node] as number);
		if (rise <= 0) continue;
		if (node < papers) (value[node] as number) += rise;
		else if (node < sink) (price[node - papers] as number) += rise;
		else (network.sink[0] as number) += rise;
	}
	return searcher.end;
}
