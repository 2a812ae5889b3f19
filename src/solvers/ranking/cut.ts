/*
 * The cut: the best k are taken. Who is in beyond doubt, who is out, and among whom the figures don't decide.
 */

export interface CutEntry {
	item: string;
	/** Place from 1; those that share one can't be told apart by their value either. */
	rank: number;
	/** Probability of belonging to the best k. */
	inTop: number;
}

export interface Cut {
	/** How many are taken. */
	top: number;
	/** Taken whatever the jury says of the band. */
	inside: string[];
	/** The tie band: the jury decides among these, not the decimal. Empty when the cut is clear. */
	band: string[];
	/** How many of the band can be taken. */
	places: number;
}

/** From which probability on an entry counts as in (and below 1 minus it as out). */
export const sureFrom = 0.9;

/**
 * Names the band at the cut: everybody whose probability of belonging to the best k lies between 1 − sure and sure, whoever
 * shares a place across the cut, and at least one of each side once there is any doubt.
 * @param ranked best first, those without a value left out
 */
export function cutOf(ranked: readonly CutEntry[], top: number, sure = sureFrom): Cut {
	const last = ranked[top - 1];
	const next = ranked[top];
	if (top <= 0) return { top, inside: [], band: [], places: 0 };
	if (!last || !next) return { top, inside: ranked.map(({ item }) => item), band: [], places: 0 };
	const shared = last.rank === next.rank ? last.rank : null;
	const doubtful = ranked.map(({ rank, inTop }) => rank === shared || (inTop > 1 - sure && inTop < sure));
	if (doubtful.some(Boolean)) {
		if (!doubtful.slice(0, top).some(Boolean)) doubtful[top - 1] = true;
		if (!doubtful.slice(top).some(Boolean)) doubtful[top] = true;
	}
	const inside = ranked.filter((_, i) => i < top && !doubtful[i]).map(({ item }) => item);
	const band = ranked.filter((_, i) => doubtful[i]).map(({ item }) => item);
	return { top, inside, band, places: band.length > 0 ? top - inside.length : 0 };
}

/** Places by value, best first: 1 for the greatest, equal ones (within `same`) share a place, null without a value. */
export function placesOf(values: readonly (number | null)[], same: number): (number | null)[] {
	const order = values.flatMap((value, i) => (value === null ? [] : [{ value, i }]));
	order.sort((a, b) => b.value - a.value || a.i - b.i);
	const places: (number | null)[] = values.map(() => null);
	let place = 0;
	order.forEach(({ value, i }, at) => {
		const before = order[at - 1];
		if (!before || before.value - value > same) place = at + 1;
		places[i] = place;
	});
	return places;
}

/**
 * Groups down a ranking: a new one begins with the first that differs from the best of the group by more than the half-width
 * of the interval of their difference.
 * @param order places in the arrays of the caller, best first
 */
export function tieGroups(
	order: readonly number[],
	apart: (best: number, other: number) => boolean,
): Map<number, number> {
	const groups = new Map<number, number>();
	let group = 0;
	let best: number | undefined;
	for (const i of order) {
		if (best === undefined || apart(best, i)) {
			group += 1;
			best = i;
		}
		groups.set(i, group);
	}
	return groups;
}
