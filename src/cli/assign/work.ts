import { randomInt } from 'node:crypto';
import {
	type Assignment,
	type AssignmentProblem,
	type Blocking,
	checkCertificate,
	type CurvePoint,
	type Fair,
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
	/** With fairness: prices that prove the bounds with the worst, with the others, and of the worst paper itself. */
	fairPrices?: { name: string; prices: Float64Array }[];
	/** No other assignment has more: the prices prove it. */
	optimal: boolean;
	objective: number;
	bound: number;
	minPaperScore: number | null;
	meanPaperScore: number | null;
	loads: { min: number; mean: number; max: number; idle: number };
	fair?: {
		without: { objective: number; minPaperScore: number | null };
		/** No assignment has a better worst paper than this; `worstIsBest`: this one has just that. */
		bestPossible: number | null;
		worstIsBest: boolean;
		/** The least of those that could have more. */
		others: number | null;
		/** What no assignment with so good a worst paper has more than, and by how much this one is below. */
		boundWithWorst: number;
		belowBestWithWorst: number;
		/** The same of those that leave none of the others below `others` either. */
		boundWithOthers: number;
		belowBestWithOthers: number;
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
		const { scale } = read;
		return {
			kind: 'found',
			found: {
				...measure(read, problem, fair.assignment, fair.without.prices),
				fair: fairness(read, fair),
				fairPrices: [
					{ name: 'price_with_worst', prices: fair.withWorst.prices.map((price) => price / scale) },
					{ name: 'price_with_others', prices: fair.withOthers.prices.map((price) => price / scale) },
					...(fair.worstPrices
						? [{ name: 'price_of_worst', prices: fair.worstPrices.map((price) => price / scale) }]
						: []),
				],
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

/** The sums of the papers that need somebody. */
const askedScores = (problem: AssignmentProblem, assignment: Assignment) =>
	paperScores(problem.papers, assignment).filter((_, i) => (problem.demand[i] as number) > 0);

/** What is reported of fairness. */
function fairness(read: ReadProblem, fair: Fair): NonNullable<Found['fair']> {
	const { without, withWorst, withOthers } = fair;
	const shown = (value: number) => (Number.isFinite(value) ? value / read.scale : null);
	return {
		without: {
			objective: without.assignment.total / read.scale,
			minPaperScore: shown(fair.worstWithout),
		},
		bestPossible: shown(fair.worstBound),
		worstIsBest: fair.worst >= fair.worstBound,
		others: shown(fair.others),
		boundWithWorst: withWorst.bound / read.scale,
		belowBestWithWorst: (withWorst.bound - fair.assignment.total) / read.scale,
		boundWithOthers: withOthers.bound / read.scale,
		belowBestWithOthers: (withOthers.bound - fair.assignment.total) / read.scale,
	};
}

function measure(read: ReadProblem, problem: AssignmentProblem, assignment: Assignment, prices: Float64Array): Found {
	const { scale } = read;
	const check = checkCertificate(problem, assignment, prices);
	if (check.faults.length > 0) throw new Error(`The assignment breaks a rule: ${JSON.stringify(check.faults[0])}`);
	const loads = new Int32Array(problem.reviewers);
	for (const j of assignment.reviewer) (loads[j] as number)++;
	const scores = askedScores(problem, assignment);
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
