/* Reviewers for the other parts of this module: what they know and want, and how well they fit what is to be reviewed. */

export { type Candidate, type Exclusion, exclusions, type PairScores, pairScores } from './pair-scores.ts';
export { type PairReasons, whyPair } from './why-pair.ts';
