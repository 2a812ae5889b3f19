import { type Network, setFlow } from './network.ts';

/**
 * Gives these papers, whose costs or pairs have changed, their cheapest reviewers at the prices as they are. What is then
 * too much or too little lies at the reviewers and is moved by `balance`.
 */
export function resettle(network: Network, papers: Iterable<number>): void {
	const { capacity, demand, start, reviewer, cost, flow, excess, value, price } = network;
	const touched = new Set<number>();
	for (const i of papers) {
		const [from, to] = [start[i] as number, start[i + 1] as number];
		const needed = demand[i] as number;
		if (from === to) continue;
		const keys = new Float64Array(to - from);
		for (let e = from; e < to; e++) keys[e - from] = (cost[e] as number) + (price[reviewer[e] as number] as number);
		const marginal = Math.min(keys.length, Math.max(1, Math.ceil(needed / capacity)));
		const level = keys.slice().sort()[marginal - 1] as number;
		value[i] = level;
		let missing = needed;
		const put = (e: number, units: number) => {
			const before = flow[e] as number;
			if (units === before) return;
			const j = reviewer[e] as number;
			setFlow(network, e, units);
			(excess[network.papers + j] as number) += units - before;
			touched.add(j);
		};
		for (let e = from; e < to; e++) {
			const key = keys[e - from] as number;
			if (key < level) {
				put(e, capacity);
				missing -= capacity;
			} else if (key > level) put(e, 0);
			else missing -= flow[e] as number;
		}
		for (let e = from; e < to && missing !== 0; e++) {
			if (keys[e - from] !== level) continue;
			const before = flow[e] as number;
			const units = Math.min(capacity, Math.max(0, before + missing));
			put(e, units);
			missing -= units - before;
		}
		excess[i] = missing;
	}
	for (const j of touched) settleReviewer(network, j);
}

/** Sets what a reviewer sends to the sink as his price demands. */
export function settleReviewer(network: Network, j: number): void {
	const { papers, reviewers, min, max, out, excess, price } = network;
	const [least, most, before] = [min[j] as number, max[j] as number, out[j] as number];
	const relative = (price[j] as number) - (network.sink[0] as number);
	const inflow = before + (excess[papers + j] as number);
	const after = relative > 0 ? most : relative < 0 ? least : Math.min(most, Math.max(least, inflow));
	out[j] = after;
	excess[papers + j] = inflow - after;
	(excess[papers + reviewers] as number) += after - before;
}
