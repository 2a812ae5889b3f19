/*
 * Plackett 1975, Luce 1959: a ballot chooses its first among all, its second among the rest, and so on, each time with a
 * probability in proportion to worth. By the MM algorithm of Hunter 2004 with a Gamma prior on the worths (Caron and Doucet
 * 2012), which keeps who is always first or last finite.
 */

/** Shape minus 1, and rate, of the prior: as if each had won half a choice among two. */
const prior = 0.5;

/**
 * Logarithms of the worths, mean 0, of so many items.
 * @param orders ballots as places of items, best first; they may leave items out
 */
export function plackettLuce(orders: readonly (readonly number[])[], count: number): number[] {
	if (count === 0) return [];
	let worth = new Float64Array(count).fill(1);
	const chosen = new Float64Array(count);
	// Whoever is last on a ballot was chosen from nobody else.
	for (const order of orders) for (const i of order.slice(0, -1)) chosen[i] = (chosen[i] as number) + 1;
	for (let round = 0; round < 2000; round += 1) {
		const share = new Float64Array(count);
		for (const order of orders) {
			let rest = order.reduce((sum, i) => sum + (worth[i] as number), 0);
			let chances = 0;
			for (let place = 0; place < order.length; place += 1) {
				const i = order[place] as number;
				if (place < order.length - 1) chances += 1 / rest;
				share[i] = (share[i] as number) + chances;
				rest -= worth[i] as number;
			}
		}
		const next = worth.map((_, i) => ((chosen[i] as number) + prior) / ((share[i] as number) + prior));
		const shift = next.reduce((most, value, i) => Math.max(most, Math.abs(Math.log(value / (worth[i] as number)))), 0);
		worth = next;
		if (shift < 1e-10) break;
	}
	const logs = Array.from(worth, (value) => Math.log(value));
	const mean = logs.reduce((sum, value) => sum + value, 0) / count;
	return logs.map((value) => value - mean);
}
