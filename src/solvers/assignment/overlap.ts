import type { PairColumns } from './problem.ts';
import { problemOf } from './problem.ts';
import { randomFrom, shuffled } from '../random.ts';
import { type Infeasible, solve } from './solve.ts';

/** Entries given to jurors by lot, so that their scores can be compared. */
export interface Overlapping {
	kind: 'overlapping';
	/** Pairs by entry. */
	entry: Int32Array;
	juror: Int32Array;
	/** Groups of jurors between whom no chain of common entries leads; 1 is what is wanted. */
	groups: number;
	/** The most entries that two jurors share, and how many pairs of jurors share any. */
	mostShared: number;
	pairsSharing: number;
	seed: number;
}

export interface OverlapInput {
	entries: number;
	jurors: number;
	/** Jurors for each entry. */
	perEntry: number;
	/** Loads; without them everybody gets alike, as far as it goes. */
	min?: number | Int32Array;
	max?: number | Int32Array;
	conflicts?: PairColumns;
	seed: number;
}

/**
 * Allots entries at random with equal loads, so that the jurors overlap: no two of them share much, and chains of common
 * entries connect all, without which strict and mild jurors can't be told from bad and good entries (connectedness of
 * block designs; John, Williams: Cyclic and Computer Generated Designs, 1995). Lots are costs of the same network that
 * assigns reviewers; exchanges then spread the overlap and close gaps.
 */
export function allotOverlapping(input: OverlapInput): Overlapping | Infeasible {
	const { entries, jurors, perEntry, conflicts, seed } = input;
	const random = randomFrom(seed);
	const mean = jurors === 0 ? 0 : (entries * perEntry) / jurors;
	const even = { min: input.min ?? Math.floor(mean), max: input.max ?? Math.ceil(mean) };
	const scores = lots(entries, jurors, random);
	const problem = (loads: { min: number | Int32Array; max: number | Int32Array }) =>
		problemOf({ papers: entries, reviewers: jurors, demand: perEntry, ...loads, scores, conflicts });
	let outcome = solve(problem(even));
	// Conflicts may stand against equal loads: then the range opens until they do not.
	for (let away = 1; outcome.kind === 'infeasible' && away <= entries && input.max === undefined; away++) {
		const min = input.min ?? Math.max(0, Math.floor(mean) - away);
		outcome = solve(problem({ min, max: Math.ceil(mean) + away }));
	}
	if (outcome.kind === 'infeasible') return outcome;
	const { paper, reviewer } = outcome.assignment;
	const juror = reviewer.slice();
	spread(paper, juror, input, random);
	return { kind: 'overlapping', entry: paper, juror, ...shapeOf(paper, juror, jurors), seed };
}

function lots(entries: number, jurors: number, random: () => number) {
	const paper = new Int32Array(entries * jurors);
	const reviewer = new Int32Array(entries * jurors);
	const score = new Float64Array(entries * jurors);
	for (let k = 0; k < score.length; k++) {
		paper[k] = Math.floor(k / jurors);
		reviewer[k] = k % jurors;
		score[k] = Math.floor(random() * 1_000_000);
	}
	return { paper, reviewer, score };
}

/** Exchanges jurors between entries where that lessens how much pairs of jurors share. Keeps loads. */
function spread(entry: Int32Array, juror: Int32Array, { jurors, conflicts }: OverlapInput, random: () => number): void {
	const excluded = new Set<number>();
	for (let k = 0; k < (conflicts?.paper.length ?? 0); k++)
		excluded.add((conflicts?.paper[k] as number) * jurors + (conflicts?.reviewer[k] as number));
	const placesOf = new Map<number, number[]>();
	for (let k = 0; k < entry.length; k++)
		placesOf.set(entry[k] as number, [...(placesOf.get(entry[k] as number) ?? []), k]);
	const shared = new Int32Array(jurors * jurors);
	/** Adds `by` to what juror `own` shares with the others of an entry; answers how the sum of squares changes. */
	const count = (place: number, own: number, by: number): number => {
		let change = 0;
		for (const other of placesOf.get(entry[place] as number) ?? []) {
			if (other === place) continue;
			const [a, b] = [Math.min(own, juror[other] as number), Math.max(own, juror[other] as number)];
			const before = shared[a * jurors + b] as number;
			shared[a * jurors + b] = before + by;
			change += 2 * by * before + 1;
		}
		return change;
	};
	for (let k = 0; k < entry.length; k++)
		for (const other of placesOf.get(entry[k] as number) ?? [])
			if ((juror[k] as number) < (juror[other] as number))
				(shared[(juror[k] as number) * jurors + (juror[other] as number)] as number)++;
	const has = (place: number, own: number) =>
		(placesOf.get(entry[place] as number) ?? []).some((other) => juror[other] === own);
	for (let round = 0; round < 6; round++) {
		let bettered = false;
		const order = shuffled(entry.length, random);
		for (const a of order) {
			for (let tries = 0; tries < 12; tries++) {
				const b = Math.floor(random() * entry.length);
				const [x, y] = [juror[a] as number, juror[b] as number];
				if (entry[a] === entry[b] || x === y || has(a, y) || has(b, x)) continue;
				if (excluded.has((entry[a] as number) * jurors + y) || excluded.has((entry[b] as number) * jurors + x))
					continue;
				let change = count(a, x, -1) + count(b, y, -1);
				juror[a] = y;
				juror[b] = x;
				change += count(a, y, 1) + count(b, x, 1);
				if (change < 0) {
					bettered = true;
					continue;
				}
				count(a, y, -1);
				count(b, x, -1);
				juror[a] = x;
				juror[b] = y;
				count(a, x, 1);
				count(b, y, 1);
			}
		}
		if (!bettered) break;
	}
}

/** How the jurors hang together. Those without entries are not counted. */
function shapeOf(entry: Int32Array, juror: Int32Array, jurors: number) {
	const root = Int32Array.from({ length: jurors }, (_, j) => j);
	const find = (j: number): number => {
		let at = j;
		while (root[at] !== at) at = root[at] as number;
		root[j] = at;
		return at;
	};
	const shared = new Map<number, number>();
	for (let k = 0; k < entry.length; k++) {
		for (let other = k + 1; other < entry.length && entry[other] === entry[k]; other++) {
			const [a, b] = [
				Math.min(juror[k] as number, juror[other] as number),
				Math.max(juror[k] as number, juror[other] as number),
			];
			root[find(a)] = find(b);
			shared.set(a * jurors + b, (shared.get(a * jurors + b) ?? 0) + 1);
		}
	}
	const groups = new Set(Array.from(juror, (j) => find(j))).size;
	return { groups, mostShared: Math.max(0, ...shared.values()), pairsSharing: shared.size };
}
