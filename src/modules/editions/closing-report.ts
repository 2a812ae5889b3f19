import type { Bilingual } from '#core/i18n/index.ts';

/** A count that may be told; null stands for a small one ('fewer than …'), which could point at single persons. */
export type ToldCount = number | null;

/** One line of a table of counts. */
export interface CountLine {
	/** A track, an outcome, an ISO 3166-1 country, or `other` for those that are too few to be named. */
	id: string;
	/** Its words where the records have them; countries are named by the page. */
	label: Bilingual | null;
	count: ToldCount;
}

/** What a call came to. */
export interface CallReport {
	slug: string;
	title: Bilingual;
	/** All that was handed in, what was withdrawn included. */
	submitted: ToldCount;
	withdrawn: ToldCount;
	/** Announced determinations by outcome, in the order of the call. */
	byOutcome: CountLine[];
	byTrack: CountLine[];
	/** By the country of the person who presents; empty when the call does not ask for it. */
	byCountry: CountLine[];
	/** In how many countries they live. */
	countries: number;
}

/** The report of an edition: numbers only, computed from the records when it was closed. */
export interface ClosingReport {
	/** The smallest count that is told. */
	smallest: number;
	calls: CallReport[];
	letters: { sent: ToldCount; revoked: ToldCount };
	programme: { tracks: number; sessions: number; sites: number };
}

/** Counts below this could be traced to persons and are not told. */
export const smallestTold = 5;

/** A single count as it may be told. */
export function told(count: number, smallest: number = smallestTold): ToldCount {
	return count > 0 && count < smallest ? null : count;
}

/**
 * A table of counts as it may be told beside its sum: small counts are left out, and when only one would be, so is the
 * next larger one, or the sum would give it away. A zero says nothing about anybody and stays. Pure.
 */
export function toldCounts<T extends { count: number }>(
	lines: readonly T[],
	smallest: number = smallestTold,
): (Omit<T, 'count'> & { count: ToldCount })[] {
	const hidden = new Set(lines.filter(({ count }) => told(count, smallest) === null));
	if (hidden.size === 1) {
		const next = lines
			.filter((line) => line.count > 0 && !hidden.has(line))
			.reduce<T | undefined>((least, line) => (least && least.count <= line.count ? least : line), undefined);
		if (next) hidden.add(next);
	}
	return lines.map((line) => ({ ...line, count: hidden.has(line) ? null : line.count }));
}

/**
 * Counts by country, the largest first: countries with few people are not even named, but told together as `other`. Pure.
 * @param counts people by ISO 3166-1 code
 */
export function toldCountries(counts: ReadonlyMap<string, number>, smallest: number = smallestTold): CountLine[] {
	const lines = [...counts]
		.map(([id, count]) => ({ id, label: null, count }))
		.sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
	const shown = toldCounts(lines, smallest);
	const named = shown.filter(({ count }) => count !== null);
	if (named.length === lines.length) return named;
	const rest =
		lines.reduce((sum, { count }) => sum + count, 0) - named.reduce((sum, line) => sum + (line.count ?? 0), 0);
	return [...named, { id: 'other', label: null, count: told(rest, smallest) }];
}
