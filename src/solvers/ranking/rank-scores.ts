import { type Agreement, agreementOf, type Variances } from './agreement.ts';
import { type Covariances, covariancesOf } from './covariances.ts';
import { type Cut, cutOf, placesOf, sureFrom, tieGroups } from './cut.ts';
import { type Influence, leaveOneOut } from './influence.ts';
import { equationsOf } from './mixed-equations.ts';
import { type Pool, poolsOf } from './pools.ts';
import {
	type ItemFlag,
	itemFlags,
	type JurorFlag,
	jurorFlags,
	type RankingFlag,
	rankingFlags,
} from './ranking-flags.ts';
import { type Score, type ScoreTable, scoreTable } from './score-table.ts';
import { topChances } from './top-chances.ts';
import { type Fitted, fitVariances } from './variance.ts';

export interface RankingOptions {
	/** Items that belong to it though nobody may have scored them. */
	items?: readonly string[] | undefined;
	/** How many are taken: gives P(in top k), the cut and who crosses it. */
	top?: number | undefined;
	/** Whether to look at the ranking without each juror. */
	influence?: boolean | undefined;
	/** From which probability on an entry counts as in; 0.9. */
	sure?: number | undefined;
	draws?: number | undefined;
	seed?: number | undefined;
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

export interface Ranking {
	/** Best first; without a score last. */
	items: RankedItem[];
	jurors: RankedJuror[];
	/** Expected score of an average item by an average juror; null without a score. */
	mean: number | null;
	/** Null when all scores are equal or there are fewer than two. */
	variances: Variances | null;
	agreement: Agreement;
	/** One when the allocation is connected. */
	pools: Pool[];
	cut: Cut | null;
	influence: Influence[];
	flags: RankingFlag[];
}

/** Half the width of a 95 % interval in standard deviations. */
const wide = 1.959964;

/**
 * Ranks items by the additive mixed model with shrinkage: score = μ + quality + severity + noise/√weight. Pure and
 * deterministic; independent of the order of the scores. Everything in it is finite or null.
 */
export function rankScores(scores: readonly Score[], options: RankingOptions = {}): Ranking {
	const table = scoreTable(
		scores.filter(({ value }) => Math.abs(value) <= 1e12),
		options.items,
	);
	const count = table.value.length;
	const scale = scaleOf(table.value);
	const scaled = table.value.map((value) => (value - scale.middle) / scale.range);
	const fitted = count > 1 && scale.range !== 0 && scale.spread ? fitVariances(equationsOf(table, scaled)) : null;
	const pools = poolsOf(table);
	const same = 1e-9 * Math.max(1, Math.abs(scale.middle), scale.range);
	const covariances = fitted && covariancesOf(fitted.solution);
	const fit = fitted && covariances ? { ...fitted, covariances } : null;
	const rows = itemRows(table, fit, scale, pools);
	const rawPlaces = placesOf(
		rows.map(({ rawMean }) => rawMean),
		same,
	);
	const places = placesOf(
		rows.map(({ adjusted }) => adjusted),
		same,
	);
	const order = rows
		.map((_, i) => i)
		.filter((i) => places[i] !== null)
		.sort((a, b) => (places[a] as number) - (places[b] as number) || a - b);
	const top = options.top ?? null;
	setGroups(rows, order, fit, scale);
	const chances = top === null ? null : chancesOf(table, fitted, top, options);
	rows.forEach((row, i) => {
		row.rank = places[i] as number | null;
		row.rawRank = rawPlaces[i] as number | null;
		row.inTop = chances?.[i] ?? null;
	});
	const ranked = order.map((i) => rows[i] as RankedItem);
	const variances = fitted ? variancesOf(fitted, scale.range) : null;
	const placeOf = new Map(ranked.map(({ item, rank }) => [item, rank as number]));
	const influence =
		options.influence && fitted
			? leaveOneOut(
					table.items.flatMap((item, i) =>
						(table.ofItem[i] as readonly number[]).map((s) => ({
							item,
							juror: table.jurors[table.juror[s] as number] as string,
							value: scaled[s] as number,
							weight: table.weight[s] as number,
						})),
					),
					fitted.solution.ratios,
					{ items: table.items, places: placeOf, top, same: 1e-9 },
				)
			: [];
	return {
		items: [...ranked, ...rows.filter(({ rank }) => rank === null)],
		jurors: jurorRows(table, fit, scale, pools),
		mean: count === 0 ? null : scale.middle + (fitted ? fitted.solution.mean * scale.range : 0),
		variances,
		agreement: agreementOf(table, variances),
		pools,
		cut:
			top === null
				? null
				: cutOf(
						ranked.map(({ item, rank, inTop }) => ({ item, rank: rank as number, inTop: inTop as number })),
						top,
						options.sure ?? sureFrom,
					),
		influence,
		flags: rankingFlags(table, pools, fitted?.solution.ratios ?? null),
	};
}

interface Fit extends Fitted {
	covariances: Covariances;
}

interface Scale {
	middle: number;
	range: number;
	/** Whether values differ by more than rounding. */
	spread: boolean;
}

function scaleOf(values: Float64Array): Scale {
	if (values.length === 0) return { middle: 0, range: 1, spread: false };
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (const value of values) {
		low = Math.min(low, value);
		high = Math.max(high, value);
	}
	const spread = high - low > 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
	return { middle: (low + high) / 2, range: spread ? high - low : 1, spread };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number | null {
	if (values.length < 2) return null;
	const middle = mean(values);
	return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

function variancesOf({ solution, noise }: Fitted, range: number): Variances {
	const unit = noise * range * range;
	const { quality, severity, pool } = solution.ratios;
	return { quality: quality * unit, severity: severity * unit, pool: pool === null ? null : pool * unit, noise: unit };
}

function itemRows(table: ScoreTable, fit: Fit | null, scale: Scale, pools: readonly Pool[]): RankedItem[] {
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
		return {
			item,
			n,
			rawMean,
			spread: deviation(own),
			rawRank: null,
			adjusted,
			low: adjusted === null || half === null ? null : adjusted - half,
			high: adjusted === null || half === null ? null : adjusted + half,
			rank: null,
			inTop: null,
			tieGroup: null,
			flags: flags[i] as ItemFlag[],
		};
	});
}

function jurorRows(table: ScoreTable, fit: Fit | null, scale: Scale, pools: readonly Pool[]): RankedJuror[] {
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

function setGroups(rows: RankedItem[], order: readonly number[], fit: Fit | null, scale: Scale): void {
	const groups = tieGroups(order, (best, other) => {
		if (!fit) return false;
		const half = wide * scale.range * Math.sqrt(fit.covariances.difference(best, other) * fit.noise);
		return (rows[best]?.adjusted as number) - (rows[other]?.adjusted as number) > half;
	});
	for (const [i, group] of groups) (rows[i] as RankedItem).tieGroup = group;
}

function chancesOf(table: ScoreTable, fitted: Fitted | null, top: number, options: RankingOptions): (number | null)[] {
	if (fitted) {
		return topChances(fitted.solution, fitted.noise, top, { draws: options.draws ?? 4000, seed: options.seed ?? 1 });
	}
	// Nothing tells them apart: everybody's chance is the same.
	const scored = table.ofItem.filter((own) => own.length > 0).length;
	return table.ofItem.map((own) => (own.length > 0 ? Math.min(1, Math.max(0, top) / scored) : null));
}
