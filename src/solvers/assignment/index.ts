/*
 * Who reviews what: the assignment with the largest total score under demands, loads, conflicts and locks, proven by
 * prices that anybody can check; fairness, lots, repairs, and what stands against a solution. Pure: numbers in, numbers
 * out, nothing of ours imported.
 */
export type { Blocking } from './blocking.ts';
export { type Check, checkBlocking, checkCertificate, type Fault, upperBound } from './certificate.ts';
export { type Fair, type FairOptions, type FloorProof, solveFair } from './fair.ts';
export { boundWithFloors, type FloorBound } from './floor-bound.ts';
export { type CurvePoint, loadCurve, rangesOf } from './load-curve.ts';
export { type LockPrice, lockPrices } from './lock-prices.ts';
export { allotOverlapping, type OverlapInput, type Overlapping } from './overlap.ts';
export { paperScores, reachOf, worstAlone } from './paper-scores.ts';
export {
	type AssignmentProblem,
	type Lock,
	LockedConflict,
	type PairColumns,
	type ProblemInput,
	problemOf,
} from './problem.ts';
export { type Randomised, solveRandomised, valued } from './randomise.ts';
export { repair, type Repaired } from './repair.ts';
export { wholeScores, type WholeScores } from './scale.ts';
export { type Assignment, type Infeasible, type Optimal, type Outcome, solve, type SolveOptions } from './solve.ts';
export { type Swap, swapsFor } from './swaps.ts';
