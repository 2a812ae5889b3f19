/*
 * What the scores of a stage come to. Pure, and finite whatever the scores are: no division by a spread that is nothing.
 */

/** One score of one application: its weighted total on 0–100. */
export interface ScoreEntry {
	application: string;
	juror: string;
	total: number;
}

export const flags = [
	/** Somebody gave the same total to everything he scored: his marks say nothing of the order. */
	'constant-marks',
	/** Somebody scored so few that his strictness can't be told. */
	'few-entries',
	'one-score',
	/** Fewer scores than the stage asks for. */
	'too-few',
	/** An earlier stage that counts here has no score of it. */
	'carry-missing',
] as const;
export type Flag = (typeof flags)[number];

export interface Aggregate {
	application: string;
	/** How many have scored it. */
	n: number;
	/** Mean of the totals as they were given; null without a score. */
	rawMean: number | null;
	/** The same after each juror's strictness and spread was evened out, 0–100. */
	normalised: number | null;
	/** What it is ranked by: the normalised mean with what earlier stages carry over. */
	combined: number | null;
	/** 1 for the best; equal values share a place. Null without a score. */
	rank: number | null;
	rawRank: number | null;
	/** Half the width of the interval in which the combined value lies with 95 % confidence. */
	margin: number | null;
	/** Those of one group can't be told apart: their intervals overlap that of the best of the group. From 1. */
	tieGroup: number | null;
	flags: Flag[];
}

export interface AggregateInput {
	applications: readonly string[];
	scores: readonly ScoreEntry[];
	/** How many scores the stage asks for. */
	perApplication: number;
	/** Combined values of earlier stages by application (null where it has none), and their weight beside 1. */
	carried?: readonly { weight: number; values: ReadonlyMap<string, number | null> }[];
}

/** From so many scores on a juror's own mean and spread are believed. */
export const enoughForOwn = 5;
const smallest = 1e-9;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const clamp = (value: number) => Math.min(100, Math.max(0, value));

/** The standard deviation of a sample; 0 for fewer than two. */
function spread(values: readonly number[]): number {
	if (values.length < 2) return 0;
	const middle = mean(values);
	const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
	return variance < smallest ? 0 : Math.sqrt(variance);
}

interface Juror {
	mean: number;
	spread: number;
	count: number;
	constant: boolean;
}

/** The aggregates of a stage, best first; those without a score last, in the order given. */
export function aggregate({ applications, scores, perApplication, carried = [] }: AggregateInput): Aggregate[] {
	const known = new Set(applications);
	const counted = scores.filter(({ application, total }) => known.has(application) && Number.isFinite(total));
	const totals = counted.map(({ total }) => total);
	const panel = { mean: totals.length > 0 ? mean(totals) : 0, spread: spread(totals) };
	const jurors = jurorsOf(counted, panel.mean);
	const adjusted = counted.map((score) => ({
		...score,
		value: adjust(score.total, jurors.get(score.juror) as Juror, panel),
	}));
	const byApplication = new Map<string, typeof adjusted>();
	for (const score of adjusted) {
		const list = byApplication.get(score.application);
		if (list) list.push(score);
		else byApplication.set(score.application, [score]);
	}
	const noise = pooledSpread(
		[...byApplication.values()].map((list) => list.map(({ value }) => value)),
		panel.spread,
	);
	const rows = applications.map((application): Aggregate => {
		const own = byApplication.get(application) ?? [];
		const n = own.length;
		const normalised = n === 0 ? null : mean(own.map(({ value }) => value));
		const missing = carried.some(({ values }) => (values.get(application) ?? null) === null);
		const combined = normalised === null ? null : combine(normalised, application, carried);
		const weight = carried.reduce((sum, one) => sum + (missingFor(one, application) ? 0 : one.weight), 1);
		return {
			application,
			n,
			rawMean: n === 0 ? null : mean(own.map(({ total }) => total)),
			normalised,
			combined,
			rank: null,
			rawRank: null,
			margin: n === 0 ? null : (1.96 * noise) / Math.sqrt(n) / weight,
			tieGroup: null,
			flags: [
				...(own.some(({ juror }) => jurors.get(juror)?.constant) ? ['constant-marks' as const] : []),
				...(own.some(({ juror }) => (jurors.get(juror)?.count ?? 0) < enoughForOwn) ? ['few-entries' as const] : []),
				...(n === 1 ? ['one-score' as const] : []),
				...(n < perApplication ? ['too-few' as const] : []),
				...(n > 0 && missing ? ['carry-missing' as const] : []),
			],
		};
	});
	setRanks(rows, 'rawMean', 'rawRank');
	setRanks(rows, 'combined', 'rank');
	const ranked = rows.filter(({ rank }) => rank !== null).sort((a, b) => (a.rank as number) - (b.rank as number));
	setTieGroups(ranked);
	return [...ranked, ...rows.filter(({ rank }) => rank === null)];
}

function jurorsOf(scores: readonly ScoreEntry[], panelMean: number): Map<string, Juror> {
	const given = new Map<string, number[]>();
	for (const { juror, total } of scores) {
		const list = given.get(juror);
		if (list) list.push(total);
		else given.set(juror, [total]);
	}
	const jurors = new Map<string, Juror>();
	for (const [juror, list] of given) {
		const count = list.length;
		const deviation = spread(list);
		jurors.set(juror, {
			count,
			spread: deviation,
			constant: count > 1 && deviation === 0,
			// Of few scores it is believed only in part that they show how strict somebody is.
			mean:
				count >= enoughForOwn && deviation > 0
					? mean(list)
					: (mean(list) * count + panelMean * enoughForOwn) / (count + enoughForOwn),
		});
	}
	return jurors;
}

/** A total as an average juror would have given it. */
function adjust(total: number, juror: Juror, panel: { mean: number; spread: number }): number {
	const own = juror.count >= enoughForOwn && juror.spread > 0;
	const value = own
		? panel.mean + ((total - juror.mean) / juror.spread) * panel.spread
		: total - (juror.mean - panel.mean);
	return clamp(value);
}

/** How far scores of the same application lie apart, over all that have two or more; else how far all lie apart. */
function pooledSpread(groups: readonly (readonly number[])[], otherwise: number): number {
	let squares = 0;
	let freedom = 0;
	for (const values of groups) {
		if (values.length < 2) continue;
		const middle = mean(values);
		squares += values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
		freedom += values.length - 1;
	}
	return freedom > 0 ? Math.sqrt(squares / freedom) : otherwise;
}

type Carried = NonNullable<AggregateInput['carried']>[number];

const missingFor = (one: Carried, application: string) => (one.values.get(application) ?? null) === null;

function combine(own: number, application: string, carried: readonly Carried[]): number {
	let sum = own;
	let weights = 1;
	for (const one of carried) {
		const value = one.values.get(application) ?? null;
		if (value === null) continue;
		sum += one.weight * value;
		weights += one.weight;
	}
	return clamp(sum / weights);
}

/** 1 for the greatest; values that are equal but for rounding share a place, and the next one counts them all. */
function setRanks(rows: Aggregate[], by: 'rawMean' | 'combined', into: 'rawRank' | 'rank'): void {
	const sorted = rows.filter((row) => row[by] !== null).sort((a, b) => (b[by] as number) - (a[by] as number));
	let place = 0;
	sorted.forEach((row, i) => {
		const before = sorted[i - 1];
		if (!before || (before[by] as number) - (row[by] as number) > smallest) place = i + 1;
		row[into] = place;
	});
}

function setTieGroups(ranked: Aggregate[]): void {
	let group = 0;
	let best: Aggregate | undefined;
	for (const row of ranked) {
		const low = (best?.combined ?? 0) - (best?.margin ?? 0);
		if (!best || (row.combined as number) + (row.margin as number) < low) {
			group += 1;
			best = row;
		}
		row.tieGroup = group;
	}
}
