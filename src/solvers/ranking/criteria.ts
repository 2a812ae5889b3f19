import { type Ranking, type RankingOptions, rankScores } from './rank-scores.ts';
import { byCode, type Score } from './score-table.ts';

/** A score of one item by one juror under one criterion. */
export interface CriterionScore extends Score {
	criterion: string;
}

export interface CriteriaRanking {
	total: Ranking;
	/** By criterion, in the order of their names; empty when there is only one, which is the total. */
	criteria: { criterion: string; ranking: Ranking }[];
	/** Pairs of item and juror that lack a criterion: their total takes the others relative to how those usually turn out. */
	incomplete: { item: string; juror: string; missing: string[] }[];
}

/**
 * The total of each pair of item and juror: the mean of its criteria by their weights. Where one is missing, the deviations of
 * the others from their criterion's mean stand for it, so that leaving out a hard criterion is no gain.
 * @param weights by criterion; 1 when absent. Weights that are all 0 count the same.
 */
export function pairTotals(
	scores: readonly CriterionScore[],
	weights: ReadonlyMap<string, number> = new Map(),
): { totals: Score[]; incomplete: CriteriaRanking['incomplete'] } {
	const counted = scores.filter(({ value, weight = 1 }) => Number.isFinite(value) && weight > 0);
	const criteria = [...new Set(counted.map(({ criterion }) => criterion))].sort(byCode);
	const even = criteria.every((criterion) => (weights.get(criterion) ?? 1) <= 0);
	const shareOf = (criterion: string) => (even ? 1 : Math.max(0, weights.get(criterion) ?? 1));
	const means = new Map(
		criteria.map((criterion) => {
			const values = counted.filter((score) => score.criterion === criterion).map(({ value }) => value);
			return [criterion, values.reduce((sum, value) => sum + value, 0) / values.length];
		}),
	);
	const shares = criteria.reduce((sum, criterion) => sum + shareOf(criterion), 0);
	const usual = criteria.reduce((sum, one) => sum + shareOf(one) * (means.get(one) as number), 0) / shares;
	const pairs = new Map<string, CriterionScore[]>();
	for (const score of [...counted].sort((a, b) => byCode(a.criterion, b.criterion))) {
		const key = JSON.stringify([score.item, score.juror]);
		pairs.set(key, [...(pairs.get(key) ?? []), score]);
	}
	const incomplete: CriteriaRanking['incomplete'] = [];
	const totals = [...pairs.values()].flatMap((own): Score[] => {
		const { item, juror } = own[0] as CriterionScore;
		const given = new Set(own.map(({ criterion }) => criterion));
		const missing = criteria.filter((criterion) => !given.has(criterion) && shareOf(criterion) > 0);
		if (missing.length > 0) incomplete.push({ item, juror, missing });
		const share = own.reduce((sum, { criterion }) => sum + shareOf(criterion), 0);
		if (share === 0) return [];
		const value =
			missing.length === 0
				? own.reduce((sum, one) => sum + shareOf(one.criterion) * one.value, 0) / share
				: usual +
					own.reduce(
						(sum, one) => sum + shareOf(one.criterion) * (one.value - (means.get(one.criterion) as number)),
						0,
					) /
						share;
		return [{ item, juror, value, weight: own.reduce((sum, { weight = 1 }) => sum + weight, 0) / own.length }];
	});
	return { totals, incomplete };
}

/** Ranks by the total, and by each criterion on its own. */
export function rankCriteria(
	scores: readonly CriterionScore[],
	options: RankingOptions & { weights?: ReadonlyMap<string, number> } = {},
): CriteriaRanking {
	const { totals, incomplete } = pairTotals(scores, options.weights);
	const names = [...new Set(scores.map(({ criterion }) => criterion))].sort(byCode);
	const items = [...(options.items ?? []), ...scores.map(({ item }) => item)];
	return {
		total: rankScores(totals, { ...options, items }),
		criteria:
			names.length < 2
				? []
				: names.map((criterion) => ({
						criterion,
						ranking: rankScores(
							scores.filter((score) => score.criterion === criterion),
							{ ...options, items, influence: false },
						),
					})),
		incomplete,
	};
}
