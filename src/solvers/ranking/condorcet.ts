/*
 * Majorities: who beats whom, pair by pair. All of it is exact.
 */

/** `before[i][k]`: how many ballots place i before k. Pairs of which a ballot names only one or none are not counted. */
export function pairwiseOf(orders: readonly (readonly number[])[], count: number): number[][] {
	const before = Array.from({ length: count }, () => new Array<number>(count).fill(0));
	for (const order of orders) {
		order.forEach((i, place) => {
			for (const k of order.slice(place + 1)) {
				const row = before[i] as number[];
				row[k] = (row[k] as number) + 1;
			}
		});
	}
	return before;
}

type Matrix = readonly (readonly number[])[];

const beats = (before: Matrix, i: number, k: number) => (before[i]?.[k] as number) > (before[k]?.[i] as number);

/** Who beats every other, or null; and the Smith set: the smallest whose members all beat everybody outside it. */
export function condorcetOf(before: Matrix): { winner: number | null; smith: number[] } {
	const all = before.map((_, i) => i);
	const winner = all.find((i) => all.every((k) => k === i || beats(before, i, k))) ?? null;
	// By Copeland's count (a tie is half a win): the Smith set is a beginning of that order.
	const copeland = all.map((i) =>
		all.reduce((sum, k) => sum + (k === i ? 0 : beats(before, i, k) ? 1 : beats(before, k, i) ? 0 : 0.5), 0),
	);
	const order = [...all].sort((a, b) => (copeland[b] as number) - (copeland[a] as number) || a - b);
	for (let size = 1; size < order.length; size += 1) {
		const inside = order.slice(0, size);
		const outside = order.slice(size);
		if (inside.every((i) => outside.every((k) => beats(before, i, k)))) {
			return { winner: before.length > 1 ? winner : null, smith: inside.sort((a, b) => a - b) };
		}
	}
	return { winner: before.length > 1 ? winner : null, smith: all };
}

export interface Kemeny {
	/** The orders with the fewest disagreements, at most five of them. */
	orders: string[][];
	/** How many such orders there are. */
	count: number;
	/** On how many pairs of how many ballots such an order disagrees. */
	disagreements: number;
}

/** Up to so many it is computed exactly: 2^10 sets. */
export const mostForKemeny = 10;

/** The Kemeny orders (Kemeny 1959; Young and Levenglick 1978), exact, by dynamic programming over sets. */
export function kemenyOf(before: Matrix, names: readonly string[]): Kemeny {
	const count = names.length;
	const sets = 1 << count;
	/** Fewest disagreements when the members of the set stand first, and how many orders of them reach it. */
	const least = new Float64Array(sets).fill(Number.POSITIVE_INFINITY);
	const ways = new Float64Array(sets);
	least[0] = 0;
	ways[0] = 1;
	/** What it costs to put this one right behind the members: those outside the set who are preferred to it. */
	const cost = (set: number, next: number) => {
		let sum = 0;
		for (let k = 0; k < count; k += 1) {
			if (k !== next && (set & (1 << k)) === 0) sum += before[k]?.[next] as number;
		}
		return sum;
	};
	for (let set = 0; set < sets; set += 1) {
		for (let next = 0; next < count; next += 1) {
			if ((set & (1 << next)) !== 0) continue;
			const into = set | (1 << next);
			const value = (least[set] as number) + cost(set, next);
			if (value < (least[into] as number)) {
				least[into] = value;
				ways[into] = ways[set] as number;
			} else if (value === least[into]) ways[into] = (ways[into] as number) + (ways[set] as number);
		}
	}
	const orders: string[][] = [];
	const back = (set: number, behind: readonly string[]): void => {
		if (orders.length >= 5) return;
		if (set === 0) {
			orders.push([...behind]);
			return;
		}
		for (let last = 0; last < count; last += 1) {
			const rest = set & ~(1 << last);
			if (rest === set || (least[rest] as number) + cost(rest, last) !== least[set]) continue;
			back(rest, [names[last] as string, ...behind]);
		}
	};
	back(sets - 1, []);
	return { orders, count: ways[sets - 1] as number, disagreements: least[sets - 1] as number };
}
