import { blockingOf, contradictionsOf } from './blocking.ts';
import { upperBound } from './certificate.ts';
import { drawPairs } from './draw.ts';
import { networkOf } from './network.ts';
import { worthReader } from './paper-scores.ts';
import type { AssignmentProblem } from './problem.ts';
import { randomFrom } from '../random.ts';
import { type Assignment, type Infeasible, balanceAll, contradicted, pricesOf } from './solve.ts';
import { withFirstUnlisted } from './unlisted.ts';

/** Probabilities of pairs, none above a limit, with the largest expected total; and one draw from them. */
export interface Randomised {
	kind: 'randomised';
	assignment: Assignment;
	/** What the total is on average. */
	expected: number;
	/** No probabilities within the limit expect more: proven by prices. */
	optimal: boolean;
	/** Pairs that can be drawn at all. */
	possible: number;
	limit: number;
	seed: number;
}

/** Limits are kept to so many parts. */
const mostParts = 10_000;

/**
 * Nobody can be sure of getting a paper: each pair is drawn with a probability of at most `limit`, chosen for the largest
 * expected total (Jecmen and others, Mitigating Manipulation in Peer Review via Randomized Reviewer Assignments, 2020).
 * The same network with every pair cut into parts, then a draw. Locked pairs are certain.
 * @param limit above 0, at most 1; kept to four decimals, rounded down
 */
export function solveRandomised(
	problem: AssignmentProblem,
	{ limit, seed, progress }: { limit: number; seed: number; progress?: (done: number, of: number) => void },
): Randomised | Infeasible {
	const contradictions = contradictionsOf(problem);
	if (contradictions.length > 0) return contradicted(contradictions);
	const unit = [1, 2, 4, 5, 10, 20, 50, 100, 1000].find((parts) => isWhole(limit * parts)) ?? mostParts;
	const capacity = Math.max(1, Math.floor(limit * unit + 1e-9));
	const { network, stuck } = balanceAll(
		withFirstUnlisted(networkOf(problem, capacity, unit), problem),
		problem,
		progress,
	);
	if (stuck.length > 0) {
		const missing = stuck.reduce((sum, { units }) => sum + units, 0) / unit;
		return { kind: 'infeasible', blocking: blockingOf(network, stuck, unit), missing };
	}
	const pairs = Array.from(network.flow.keys()).filter((e) => (network.flow[e] as number) > 0);
	let inParts = 0;
	for (const e of pairs) inParts -= (network.cost[e] as number) * (network.flow[e] as number);
	const expected = inParts / unit + problem.locks.reduce((sum, { score }) => sum + score, 0);
	const chances = {
		papers: problem.papers,
		reviewers: problem.reviewers,
		paper: Int32Array.from(pairs, (e) => network.paper[e] as number),
		reviewer: Int32Array.from(pairs, (e) => network.reviewer[e] as number),
		parts: Int32Array.from(pairs, (e) => network.flow[e] as number),
		unit,
	};
	const drawn = drawPairs(chances, randomFrom(seed)).map((k) => ({
		paper: chances.paper[k] as number,
		reviewer: chances.reviewer[k] as number,
	}));
	const bound = upperBound(problem, pricesOf(network), capacity, unit);
	return {
		kind: 'randomised',
		assignment: valued(problem, [...drawn, ...problem.locks]),
		expected,
		optimal: Math.abs(bound - expected) <= 1e-9 * Math.max(1, Math.abs(bound)),
		possible: pairs.length + problem.locks.length,
		limit: capacity / unit,
		seed,
	};
}

const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-9;

/** Pairs as an assignment: in order, with what they are worth. */
export function valued(problem: AssignmentProblem, pairs: readonly { paper: number; reviewer: number }[]): Assignment {
	const rows = [...pairs].sort((a, b) => a.paper - b.paper || a.reviewer - b.reviewer);
	const worthOf = worthReader(problem);
	const score = Float64Array.from(rows, ({ paper, reviewer }) => worthOf(paper)[reviewer] as number);
	return {
		paper: Int32Array.from(rows, ({ paper }) => paper),
		reviewer: Int32Array.from(rows, ({ reviewer }) => reviewer),
		score,
		total: score.reduce((sum, one) => sum + one, 0),
	};
}
