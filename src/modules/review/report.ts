/*
 * Figures of a chair's report, as shares of a whole. Pure. A share of few people tells of single ones: rows below
 * `smallest` are put together, so that a report can be handed on.
 */

/** What became of the applications of one kind. */
export interface Share {
	/** Track, country …; `others` for several small ones together; empty where it is not known. */
	id: string;
	count: number;
	/** Accepted, also on conditions, or gone on to the next stage; pending ones included. */
	taken: number;
	waiting: number;
	refused: number;
	open: number;
}

export type Fate = 'taken' | 'waiting' | 'refused' | 'open';

/** The id of the row of several small ones. */
export const others = 'others';
/** A row of fewer is not shown by itself. */
export const smallest = 5;

/** Shares by a key, the largest first. */
export function sharesBy<T extends { fate: Fate }>(entries: readonly T[], keyOf: (entry: T) => string): Share[] {
	const shares = new Map<string, Share>();
	for (const entry of entries) {
		const id = keyOf(entry);
		const share = shares.get(id) ?? { id, count: 0, taken: 0, waiting: 0, refused: 0, open: 0 };
		share.count += 1;
		share[entry.fate] += 1;
		shares.set(id, share);
	}
	return [...shares.values()].sort((a, b) => b.count - a.count || a.id.localeCompare(b.id));
}

const sum = (a: Share, b: Share): Share => ({
	id: others,
	count: a.count + b.count,
	taken: a.taken + b.taken,
	waiting: a.waiting + b.waiting,
	refused: a.refused + b.refused,
	open: a.open + b.open,
});

/**
 * The same with small rows put together. Where they are still few together, the smallest of the others goes with them:
 * otherwise they would follow from the total.
 */
export function foldSmall(shares: readonly Share[], least = smallest): Share[] {
	const sorted = [...shares].sort((a, b) => b.count - a.count);
	const large = sorted.filter(({ count }) => count >= least);
	const small = sorted.filter(({ count }) => count < least);
	if (small.length === 0) return sorted;
	let folded = small.reduce(sum, { id: others, count: 0, taken: 0, waiting: 0, refused: 0, open: 0 });
	while (folded.count < least && large.length > 0) folded = sum(folded, large.pop() as Share);
	return [...large, folded];
}

/** The share of those decided that were taken; null while nothing is decided. */
export function rateOf({ count, open, taken }: Share): number | null {
	return count > open ? taken / (count - open) : null;
}

/** Days within which a review came, from its assignment: from so many on, below the next. */
export const dayBounds = [0, 1, 3, 7, 14, 28] as const;

/** How many reviews came within how many days; the place of a row is that of its bound. */
export function byDays(milliseconds: readonly number[]): number[] {
	const counts = dayBounds.map(() => 0);
	for (const span of milliseconds) {
		const days = span / 86_400_000;
		const place = dayBounds.findLastIndex((bound) => days >= bound);
		counts[Math.max(0, place)] = (counts[Math.max(0, place)] ?? 0) + 1;
	}
	return counts;
}

/** The middle value; null of nothing. */
export function median(values: readonly number[]): number | null {
	if (values.length === 0) return null;
	const sorted = [...values].sort((a, b) => a - b);
	const half = sorted.length >> 1;
	return sorted.length % 2 === 1
		? (sorted[half] as number)
		: ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}
