import { type Carried, fewEntries, type Ranking, type RankedItem, rankScores } from '#solvers/ranking/index.ts';

/*
 * What the scores of a stage come to: `solvers/ranking` with what a stage adds to it. Pure, and finite whatever the scores are.
 */

/** One score of one application: its weighted total on 0–100. */
export interface ScoreEntry {
	application: string;
	juror: string;
	total: number;
	/** How sure the juror was, 1 to 5; null where it was not asked. */
	confidence?: number | null;
}

export const flags = [
	/** Somebody gave the same total to everything he scored: his marks say nothing of the order. */
	'constant-marks',
	/** Somebody scored so few that his strictness can't be told. */
	'few-entries',
	'one-score',
	/** No chain of scores links it to most of the others. */
	'other-pool',
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
	/** Standard deviation of the totals; null with fewer than two. */
	spread: number | null;
	/** What an average juror is expected to give, by the mixed model, 0–100. */
	adjusted: number | null;
	/** What it is ranked by: the adjusted score with what earlier stages carry over, 0–100. */
	combined: number | null;
	/** 1 for the best; equal values share a place. Null without a score. */
	rank: number | null;
	rawRank: number | null;
	/** Half the width of the 95 % interval of the combined value; null where the scores can't say. */
	margin: number | null;
	/** Those of one group can't be told apart from the best of the group. From 1. */
	tieGroup: number | null;
	/** Probability of being among those taken; null without a cut. */
	inTop: number | null;
	/** It is in the tie band at the cut: the jury decides, not the figures. */
	atCut: boolean;
	flags: Flag[];
}

export interface AggregateInput {
	applications: readonly string[];
	scores: readonly ScoreEntry[];
	/** How many scores the stage asks for. */
	perApplication: number;
	/** Combined values of earlier stages by application (null where it has none) with their margins, and their weight beside 1. */
	carried?: readonly CarriedStage[];
	/** How many are taken. */
	top?: number | undefined;
	/** Whether to look at the ranking without each juror. */
	influence?: boolean | undefined;
}

export interface CarriedStage {
	weight: number;
	values: ReadonlyMap<string, number | null>;
	margins?: ReadonlyMap<string, number | null>;
}

export interface Aggregates {
	/** Best first; those without a score last, in the order given. */
	rows: Aggregate[];
	/** All the rest: jurors, agreement, pools, cut. Its values are not held to 0–100. */
	ranking: Ranking;
}

/** From so many scores on something can be told of a juror's strictness. */
export const enoughForOwn = fewEntries;

/** Half the width of a 95 % interval in standard deviations. */
const wide = 1.959964;

const clamp = (value: number | null) => (value === null ? null : Math.min(100, Math.max(0, value)));

/** The aggregates of a stage. Independent of the order of the scores; scores of what is not in the stage are passed over. */
export function aggregate(input: AggregateInput): Aggregates {
	const { applications, scores, perApplication, carried = [], top, influence } = input;
	const known = new Set(applications);
	const counted = scores.filter(({ application, total }) => known.has(application) && Number.isFinite(total));
	const ranking = rankScores(
		counted.map(({ application, juror, total, confidence }) => ({
			item: application,
			juror,
			value: total,
			// The middle, where a few were not asked.
			weight: confidence ?? 3,
		})),
		{
			items: applications,
			top,
			influence,
			carried: new Map(applications.map((application) => [application, carriedTo(application, carried)])),
		},
	);
	const band = new Set(ranking.cut?.band);
	const rowOf = (of: RankedItem): Aggregate => {
		const missing = carried.some(({ values }) => (values.get(of.item) ?? null) === null);
		return {
			application: of.item,
			n: of.n,
			rawMean: of.rawMean,
			spread: of.spread,
			adjusted: clamp(of.adjusted),
			combined: clamp(of.combined),
			rank: of.rank,
			rawRank: of.rawRank,
			margin: of.margin,
			tieGroup: of.tieGroup,
			inTop: of.inTop,
			atCut: band.has(of.item),
			flags: [
				...of.flags,
				...(of.n < perApplication ? ['too-few' as const] : []),
				...(of.n > 0 && missing ? ['carry-missing' as const] : []),
			],
		};
	};
	const given = new Map(applications.map((application, i) => [application, i]));
	const at = (item: string) => given.get(item) as number;
	const ranked = ranking.items.filter(({ rank }) => rank !== null);
	ranked.sort((a, b) => (a.rank as number) - (b.rank as number) || at(a.item) - at(b.item));
	const rest = ranking.items.filter(({ rank }) => rank === null).sort((a, b) => at(a.item) - at(b.item));
	return { rows: [...ranked, ...rest].map(rowOf), ranking };
}

/** Own value and those of earlier stages by their weights; a stage without a value of it weighs nothing. */
function carriedTo(application: string, carried: readonly CarriedStage[]): Carried {
	const found = carried.flatMap(({ weight, values, margins }) => {
		const value = values.get(application) ?? null;
		return value === null ? [] : [{ weight, value, margin: margins?.get(application) ?? 0 }];
	});
	const weights = found.reduce((sum, { weight }) => sum + weight, 1);
	return {
		share: 1 / weights,
		add: found.reduce((sum, { weight, value }) => sum + (weight / weights) * value, 0),
		deviation: Math.hypot(...found.map(({ weight, margin }) => ((weight / weights) * margin) / wide)),
	};
}
