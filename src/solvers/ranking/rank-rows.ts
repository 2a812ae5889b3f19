import type { Covariances } from './covariances.ts';
import { tieGroups } from './cut.ts';
import type { Pool } from './pools.ts';
import { type ItemFlag, itemFlags, type JurorFlag, jurorFlags } from './ranking-flags.ts';
import type { ScoreTable } from './score-table.ts';
import type { Fitted } from './variance.ts';

/** What earlier rounds contribute to an item: what it is ranked by is share · adjusted + add. */
export interface Carried {
	/** From 0 (exclusive) to 1. */
	share: number;
	add: number;
	/** Standard deviation of `add`. */
	deviation: number;
}

export interface RankedItem {
	item: string;
	/** How many scores it has. */
	n: number;
	rawMean: number | null;
	/** Standard deviation of its scores; null with fewer than two. */
	spread: number | null;
	rawRank: number | null;
	/** μ + quality: what an average juror is expected to give. */
	adjusted: number | null;
	/** Its 95 % interval; null where the scores can't say how far off they are. */
	low: number | null;
	high: number | null;
	/** What it is ranked by: the adjusted score with what earlier rounds contribute, and half of its 95 % interval. */
	combined: number | null;
	margin: number | null;
	/** 1 for the best; equal values share a place. */
	rank: number | null;
	inTop: number | null;
	/** From 1: within a group nobody differs from its best by more than the 95 % interval of the difference. */
	tieGroup: number | null;
	flags: ItemFlag[];
}

export interface RankedJuror {
	juror: string;
	n: number;
	rawMean: number;
	/** Standard deviation of what the juror gave; null with fewer than two. */
	spread: number | null;
	/** Points above (mild) or below (strict) an average juror on the same items, shrunk, with its 95 % interval. */
	severity: number;
	low: number | null;
	high: number | null;
	flags: JurorFlag[];
}

/** Half the width of a 95 % interval in standard deviations. */
const wide = 1.959964;

export const nothingCarried: Carried = { share: 1, add: 0, deviation: 0 };

export interface Fit extends Fitted {
	covariances: Covariances;
}

export interface Scale {
	middle: number;
	range: number;
	/** Whether values differ by more than rounding. */
	spread: boolean;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number | null {
	if (values.length < 2) return null;
	const middle = mean(values);
	return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** What is said of each item, in the order of the table, places left open. */
export function itemRows(
	table: ScoreTable,
	fit: Fit | null,
	scale: Scale,
	pools: readonly Pool[],
	carried: readonly Carried[],
): RankedItem[] {
	const flags = itemFlags(table, pools);
	return table.items.map((item, i): RankedItem => {
		const own = (table.ofItem[i] as readonly number[]).map((s) => table.value[s] as number);
		const n = own.length;
		const rawMean = n === 0 ? null : mean(own);
		const adjusted =
			n === 0
				? null
				: fit
					? scale.middle + scale.range * (fit.solution.mean + (fit.solution.quality[i] as number))
					: rawMean;
		const half = n > 0 && fit ? wide * scale.range * Math.sqrt(fit.covariances.level(i) * fit.noise) : null;
		const { share, add, deviation: uncertain } = carried[i] as Carried;
		return {
			item,
			n,
			rawMean,
			spread: deviation(own),
			rawRank: null,
			adjusted,
			low: adjusted === null || half === null ? null : adjusted - half,
			high: adjusted === null || half === null ? null : adjusted + half,
			combined: adjusted === null ? null : share * adjusted + add,
			margin: half === null ? null : Math.hypot(share * half, wide * uncertain),
			rank: null,
			inTop: null,
			tieGroup: null,
			flags: flags[i] as ItemFlag[],
		};
	});
}

/** What is said of each juror, in the order of the table. */
export function jurorRows(table: ScoreTable, fit: Fit | null, scale: Scale, pools: readonly Pool[]): RankedJuror[] {
	const flags = jurorFlags(table, pools);
	return table.jurors.map((juror, j): RankedJuror => {
		const own = (table.ofJuror[j] as readonly number[]).map((s) => table.value[s] as number);
		const severity = fit ? scale.range * (fit.solution.severity[j] as number) : 0;
		const half = fit ? wide * scale.range * Math.sqrt(fit.covariances.severity(j) * fit.noise) : null;
		return {
			juror,
			n: own.length,
			rawMean: mean(own),
			spread: deviation(own),
			severity,
			low: half === null ? null : severity - half,
			high: half === null ? null : severity + half,
			flags: flags[j] as JurorFlag[],
		};
	});
}

/** Gives tie groups down the ranking. */
export function setGroups(
	rows: RankedItem[],
	order: readonly number[],
	fit: Fit | null,
	scale: Scale,
	carried: readonly Carried[],
): void {
	const groups = tieGroups(order, (best, other) => {
		if (!fit) return false;
		const [one, two] = [carried[best] as Carried, carried[other] as Carried];
		// Shares differ only where an earlier round is missing; the larger one is on the safe side.
		const own =
			Math.max(one.share, two.share) * scale.range * Math.sqrt(fit.covariances.difference(best, other) * fit.noise);
		const half = wide * Math.hypot(own, one.deviation, two.deviation);
		return (rows[best]?.combined as number) - (rows[other]?.combined as number) > half;
	});
	for (const [i, group] of groups) (rows[i] as RankedItem).tieGroup = group;
}
