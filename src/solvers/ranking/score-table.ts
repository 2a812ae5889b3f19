/*
 * Scores as the model reads them: entries and jurors by number, in an order that does not depend on how they were given.
 */

/** One score of one item (an entry, a paper) by one juror. */
export interface Score {
	item: string;
	juror: string;
	/** Points, on whatever scale all scores share. */
	value: number;
	/** How much it weighs beside others, from 0; 1 when absent. The noise of a score is σ²/weight. */
	weight?: number;
}

/** Scores by number. `item[s]` and `juror[s]` are places in `items` and `jurors`. */
export interface ScoreTable {
	items: readonly string[];
	jurors: readonly string[];
	item: Int32Array;
	juror: Int32Array;
	value: Float64Array;
	/** Scaled so that the mean is 1: only the ratio between weights says something. */
	weight: Float64Array;
	/** Scores by item, and by juror, as places in the arrays above. */
	ofItem: readonly (readonly number[])[];
	ofJuror: readonly (readonly number[])[];
}

/** Compares by code points, the same everywhere. */
export function byCode(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The table of the scores that say something: whose value is finite and whose weight is finite and above 0.
 * @param items items that belong to it though nobody may have scored them
 */
export function scoreTable(scores: readonly Score[], items: readonly string[] = []): ScoreTable {
	const counted = scores
		.filter(({ value, weight = 1 }) => Number.isFinite(value) && Number.isFinite(weight) && weight > 0)
		.sort(
			(a, b) =>
				byCode(a.item, b.item) || byCode(a.juror, b.juror) || a.value - b.value || (a.weight ?? 1) - (b.weight ?? 1),
		);
	const names = (list: Iterable<string>) => [...new Set(list)].sort(byCode);
	const allItems = names([...items, ...counted.map(({ item }) => item)]);
	const jurors = names(counted.map(({ juror }) => juror));
	const itemAt = new Map(allItems.map((name, i) => [name, i]));
	const jurorAt = new Map(jurors.map((name, i) => [name, i]));
	const item = Int32Array.from(counted, (score) => itemAt.get(score.item) as number);
	const juror = Int32Array.from(counted, (score) => jurorAt.get(score.juror) as number);
	const largest = counted.reduce((most, { weight = 1 }) => Math.max(most, weight), 0);
	// Divided by the largest first: a sum of huge weights would not be finite. Weights a billion times smaller are next to none.
	const weight = Float64Array.from(counted, (score) => Math.max((score.weight ?? 1) / largest, 1e-9));
	const mean = weight.reduce((sum, value) => sum + value, 0) / Math.max(1, weight.length);
	const ofItem: number[][] = allItems.map(() => []);
	const ofJuror: number[][] = jurors.map(() => []);
	for (let s = 0; s < counted.length; s += 1) {
		ofItem[item[s] as number]?.push(s);
		ofJuror[juror[s] as number]?.push(s);
	}
	return {
		items: allItems,
		jurors,
		item,
		juror,
		value: Float64Array.from(counted, ({ value }) => value),
		weight: weight.map((value) => value / mean),
		ofItem,
		ofJuror,
	};
}

/**
 * A table of some of the scores, with the jurors that they name, and the items too unless all are to stay. Weights keep their scale.
 * @param kept places of the scores, ascending
 */
export function partOf(table: ScoreTable, kept: readonly number[], allItems = false): ScoreTable {
	const renumber = (of: Int32Array, names: readonly string[], all: boolean) => {
		const old = all ? names.map((_, i) => i) : [...new Set(kept.map((s) => of[s] as number))].sort((a, b) => a - b);
		const place = new Map(old.map((i, at) => [i, at]));
		const places = Int32Array.from(kept, (s) => place.get(of[s] as number) as number);
		const groups: number[][] = old.map(() => []);
		places.forEach((at, s) => {
			groups[at]?.push(s);
		});
		return { names: old.map((i) => names[i] as string), places, groups };
	};
	const items = renumber(table.item, table.items, allItems);
	const jurors = renumber(table.juror, table.jurors, false);
	return {
		items: items.names,
		jurors: jurors.names,
		item: items.places,
		juror: jurors.places,
		value: Float64Array.from(kept, (s) => table.value[s] as number),
		weight: Float64Array.from(kept, (s) => table.weight[s] as number),
		ofItem: items.groups,
		ofJuror: jurors.groups,
	};
}
