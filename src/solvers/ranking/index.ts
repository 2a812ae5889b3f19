/* Ranking of what several jurors scored or ordered. Pure; imports nothing of ours. */
export { type Agreement, krippendorffAlpha, type Variances } from './agreement.ts';
export {
	type Ballot,
	type BallotFlag,
	ballotFlagNames,
	type BallotResult,
	countBallots,
	type Standing,
} from './ballots.ts';
export { bradleyTerry } from './bradley-terry.ts';
export { type CriterionScore, type CriteriaRanking, pairTotals, rankCriteria } from './criteria.ts';
export { type Cut, placesOf, sureFrom } from './cut.ts';
export type { Influence } from './influence.ts';
export type { Pool } from './pools.ts';
export { normalOf, randomFrom } from '../random.ts';
export type { Carried, RankedItem, RankedJuror } from './rank-rows.ts';
export { type Ranking, type RankingOptions, rankScores } from './rank-scores.ts';
export {
	fewEntries,
	type ItemFlag,
	itemFlagNames,
	type JurorFlag,
	type RankingFlag,
	rankingFlagNames,
} from './ranking-flags.ts';
export type { Score } from './score-table.ts';
