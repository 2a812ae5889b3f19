import { randomInt } from 'node:crypto';
import {
	type Assignment,
	type AssignmentProblem,
	type Blocking,
	checkCertificate,
	type CurvePoint,
	loadCurve,
	paperScores,
	problemOf,
	solve,
	solveFair,
	solveRandomised,
} from '#solvers/assignment/index.ts';
import type { ReadProblem } from './read-problem.ts';

export interface HowToAssign {
	fair: boolean;
	/** The largest probability of a pair, and the seed of the draw. */
	randomise: number | undefined;
	seed: number | undefined;
	curve: boolean;
	progress: (step: string, done: number, of: number) => void;
}

/** What was found, in the scores of the files. */
export interface Found {
	assignment: Assignment;
	prices: Float64Array;
	/** No other assignment has more: the prices prove it. */
	optimal: boolean;
	objective: number;
	bound: number;
	minPaperScore: number | null;
	meanPaperScore: number | null;
	loads: { min: number; mean: number; max: number; idle: number };
	fair?: {
		without: { objective: number; minPaperScore: number };
		bestPossible: number;
		worstIsBest: boolean;
		others: number | null;
	};
	random?: { probability: number; seed: number; expected: number; optimal: boolean; possiblePairs: number };
	curve?: CurvePoint[];
}

export type Answer = { kind: 'found'; found: Found } | { kind: 'none'; missing: number; blocking: Blocking[] };

/** Does what was asked with a problem that was read. */
export function work(read: ReadProblem, how: HowToAssign): Answer {
	const problem = problemOf(read.input);
	if (problem.repeated > 0)
		read.notes.push(`${problem.repeated} scores were given again further down: the last of each pair counts.`);
	const progress = (step: string) => (done: number, of: number) => how.progress(step, done, of);
	const curve = how.curve
		? loadCurve(problem, undefined, progress('ranges of load')).map((point) => ({
				...point,
				total: point.total === undefined ? undefined : point.total / read.scale,
				worst: point.worst === undefined ? undefined : point.worst / read.scale,
			}))
		: undefined;
	if (how.randomise !== undefined) {
		const seed = how.seed ?? randomInt(2 ** 32);
		const lot = solveRandomised(problem, { limit: how.randomise, seed, progress: progress('assigning') });
		if (lot.kind === 'infeasible') return { kind: 'none', missing: lot.missing, blocking: lot.blocking };
		const prices = new Float64Array(problem.reviewers);
		const random = {
			probability: lot.limit,
			seed,
			expected: lot.expected / read.scale,
			optimal: lot.optimal,
			possiblePairs: lot.possible,
		};
		return { kind: 'found', found: { ...measure(read, problem, lot.assignment, prices), random, curve } };
	}
	if (how.fair) {
		const fair = solveFair(problem, { progress: progress('raising the worst paper: round') });
		if (fair.kind === 'infeasible') return { kind: 'none', missing: fair.missing, blocking: fair.blocking };
		const before = paperScores(problem.papers, fair.without.assignment);
		return {
			kind: 'found',
			found: {
				...measure(read, problem, fair.assignment, fair.without.prices),
				fair: {
					without: {
						objective: sum(valuesOf(read, fair.without.assignment)),
						minPaperScore: least(before) / read.scale,
					},
					bestPossible: fair.worstBound / read.scale,
					worstIsBest: fair.worst >= fair.worstBound,
					others: Number.isFinite(fair.others) ? fair.others / read.scale : null,
				},
				curve,
			},
		};
	}
	const outcome = solve(problem, { progress: progress('assigning') });
	if (outcome.kind === 'infeasible') return { kind: 'none', missing: outcome.missing, blocking: outcome.blocking };
	return { kind: 'found', found: { ...measure(read, problem, outcome.assignment, outcome.prices), curve } };
}

const sum = (values: Float64Array) => values.reduce((total, one) => total + one, 0);
const least = (values: Float64Array) => values.reduce((low, one) => Math.min(low, one), Number.POSITIVE_INFINITY);

/** The scores of the pairs as the files have them. */
function valuesOf({ scale }: ReadProblem, { score }: Assignment): Float64Array {
	return scale === 1 ? score : score.map((one) => one / scale);
}

function measure(read: ReadProblem, problem: AssignmentProblem, assignment: Assignment, prices: Float64Array): Found {
	const { scale } = read;
	const check = checkCertificate(problem, assignment, prices);
	if (check.faults.length > 0) throw new Error(`The assignment breaks a rule: ${JSON.stringify(check.faults[0])}`);
	const loads = new Int32Array(problem.reviewers);
	for (const j of assignment.reviewer) (loads[j] as number)++;
	const scores = paperScores(problem.papers, assignment);
	const none = scores.length === 0;
	return {
		assignment,
		prices: prices.map((price) => price / scale),
		optimal: check.optimal,
		objective: assignment.total / scale,
		bound: check.bound / scale,
		minPaperScore: none ? null : least(scores) / scale,
		meanPaperScore: none ? null : sum(scores) / scale / scores.length,
		loads: {
			min: loads.reduce((low, one) => Math.min(low, one), loads.length === 0 ? 0 : Number.POSITIVE_INFINITY),
			mean: loads.length === 0 ? 0 : assignment.paper.length / loads.length,
			max: loads.reduce((high, one) => Math.max(high, one), 0),
			idle: loads.filter((load) => load === 0).length,
		},
	};
}
