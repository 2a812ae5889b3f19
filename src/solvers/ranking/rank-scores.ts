import { type Agreement, agreementOf, type Variances } from './agreement.ts';
import { covariancesOf } from './covariances.ts';
import { type Cut, cutOf, placesOf, sureFrom } from './cut.ts';
import { type Influence, leaveOneOut } from './influence.ts';
import { equationsOf } from './mixed-equations.ts';
import { type Pool, poolsOf } from './pools.ts';
import {
	type Carried,
	itemRows,
	jurorRows,
	nothingCarried,
	type RankedItem,
	type RankedJuror,
	type Scale,
	setGroups,
} from './rank-rows.ts';
import { type RankingFlag, rankingFlags } from './ranking-flags.ts';
import { type Score, scoreTable } from './score-table.ts';
import { chancesOfTop, combinedDraws } from './top-chances.ts';
import { type Fitted, fitVariances } from './variance.ts';

export interface RankingOptions {
	/** Items that belong to it though nobody may have scored them. */
	items?: readonly string[] | undefined;
	/** By item, what earlier rounds contribute; nothing when absent. */
	carried?: ReadonlyMap<string, Carried> | undefined;
	/** How many are taken: gives P(in top k), the cut and who crosses it. */
	top?: number | undefined;
	/** Whether to look at the ranking without each juror; of more than 150 it is not done. */
	influence?: boolean | undefined;
	/** From which probability on an entry counts as in; 0.9. */
	sure?: number | undefined;
	draws?: number | undefined;
	seed?: number | undefined;
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

/** Above so many jurors nobody looks at the ranking without each. */
const mostForInfluence = 150;
/** Draws behind a probability; of many items fewer, so that it stays a matter of a second. */
const usualDraws = (items: number) => (items > 500 ? 1000 : 4000);

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
	const carried = table.items.map((item) => options.carried?.get(item) ?? nothingCarried);
	const rows = itemRows(table, fit, scale, pools, carried);
	const rawPlaces = placesOf(
		rows.map(({ rawMean }) => rawMean),
		same,
	);
	const places = placesOf(
		rows.map(({ combined }) => combined),
		same,
	);
	const order = rows
		.map((_, i) => i)
		.filter((i) => places[i] !== null)
		.sort((a, b) => (places[a] as number) - (places[b] as number) || a - b);
	const top = options.top ?? null;
	setGroups(rows, order, fit, scale, carried);
	const chances =
		top === null
			? null
			: chancesOfTop(
					rows.map(({ combined }) => combined),
					combinedDraws(fitted, scale.range, carried, options.seed ?? 1),
					top,
					options.draws ?? usualDraws(table.items.length),
				);
	rows.forEach((row, i) => {
		row.rank = places[i] as number | null;
		row.rawRank = rawPlaces[i] as number | null;
		row.inTop = chances?.[i] ?? null;
	});
	const ranked = order.map((i) => rows[i] as RankedItem);
	const variances = fitted ? variancesOf(fitted, scale.range) : null;
	const placeOf = new Map(ranked.map(({ item, rank }) => [item, rank as number]));
	const influence =
		options.influence && fitted && table.jurors.length <= mostForInfluence
			? leaveOneOut(table, scaled, fitted.solution.ratios, {
					places: placeOf,
					top,
					same: 1e-9,
					carried: carried.map(({ share, add }) => ({
						share,
						add: (add - (1 - share) * scale.middle) / scale.range,
					})),
				})
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

function variancesOf({ solution, noise }: Fitted, range: number): Variances {
	const unit = noise * range * range;
	const { quality, severity, pool } = solution.ratios;
	return { quality: quality * unit, severity: severity * unit, pool: pool === null ? null : pool * unit, noise: unit };
}
