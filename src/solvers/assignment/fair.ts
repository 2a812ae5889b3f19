import { type Network, networkOf } from './network.ts';
import { paperScores, reachOf, worthReader } from './paper-scores.ts';
import type { AssignmentProblem } from './problem.ts';
import { resettle } from './resettle.ts';
import { type Assignment, type Infeasible, type Optimal, assignmentOf, balanceAll, solve } from './solve.ts';
import { withFirstUnlisted } from './unlisted.ts';

/** A fair assignment beside the one with the largest total. */
export interface Fair {
	kind: 'fair';
	assignment: Assignment;
	/** The optimum without fairness, with its proof: what fairness costs is the difference of the totals. */
	without: Optimal;
	worst: number;
	/** No assignment has a better worst paper than this; when `worst` equals it, it is proven the best. */
	worstBound: number;
	/** The least that a paper has which could have more. */
	others: number;
}

export interface FairOptions {
	progress?: (done: number, of: number) => void;
	/** Rounds for each level that is tried, and levels. */
	rounds?: number;
	levels?: number;
	/** Where a paper that can't have more holds the worst down: the part of the total that raising others may cost. */
	beyond?: number;
}

/** An assignment with what counts here. */
interface Measured {
	assignment: Assignment;
	scores: Float64Array;
	worst: number;
	/** The least of those that could have more. */
	level: number;
}

/** So often the weights that suffice are halved. */
const halvings = 6;
/** Weights are at most so large: costs stay exact. */
const heaviest = 64;

/**
 * Raises the worst paper as far as it goes, at the smallest loss of total that is found. Papers below the level that is
 * aimed at get a weight above 1, which rises with what they lack and falls when they have more (a Lagrangian relaxation
 * of "every paper has at least T", by its subgradient); each round is an exact optimum from where the last one ended. No
 * paper is asked for more than it could have alone, so that a hopeless one does not hide the next (for the aim: Stelmakh,
 * Shah, Singh, PeerReview4All, 2019; Kobren, Saha, McCallum, Paper Matching with Local Fairness Constraints, 2019).
 */
export function solveFair(problem: AssignmentProblem, options: FairOptions = {}): Fair | Infeasible {
	const { rounds = 30, levels = 6, beyond = 0.0005, progress } = options;
	const without = solve(problem);
	if (without.kind === 'infeasible') return without;
	const reach = reachOf(problem);
	const lowest = reach.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
	let best = measured(without.assignment, problem.papers, reach);
	const result = (): Fair => ({
		kind: 'fair',
		assignment: best.assignment,
		without,
		worst: best.worst,
		worstBound: lowest,
		others: best.level,
	});
	if (problem.papers === 0 || best.assignment.paper.length === 0) return result();
	const least = best.assignment.total - beyond * Math.abs(best.assignment.total);
	const weighing = weighingOf(problem);
	let weights = new Float64Array(problem.papers).fill(1);
	const ceiling = reach.slice().sort()[Math.floor(problem.papers / 2)] as number;
	let [low, high] = [best.level, Math.max(best.level, ceiling)];
	for (let level = 0; level < levels && high > low; level++) {
		// First of all: can the worst have all that it could reach?
		const target = level === 0 && lowest > low && lowest < high ? lowest : (low + high) / 2;
		const suits = (found: Measured) => found.level >= target && (target <= lowest || found.assignment.total >= least);
		const tried = weights.slice();
		let reached: Measured | undefined;
		let step = weighing.step;
		for (let round = 0; round < rounds && !reached; round++) {
			progress?.(level * rounds + round, levels * rounds);
			const found = measured(weighing.optimum(tried), problem.papers, reach);
			if (suits(found)) reached = found;
			else if (!reweigh(tried, found.scores, reach, target, step)) break;
			step *= 1.1;
		}
		// Weights that suffice are mostly more than needed: halfway back, as long as they still do.
		let [enough, little] = [1, 0];
		for (let back = 0; back < halvings && reached; back++) {
			const share = (enough + little) / 2;
			const lighter = tried.map((weight) => 1 + (weight - 1) * share);
			const found = measured(weighing.optimum(lighter), problem.papers, reach);
			if (suits(found)) {
				if (found.assignment.total >= reached.assignment.total) reached = found;
				enough = share;
			} else little = share;
		}
		if (reached) weights = tried.map((weight) => 1 + (weight - 1) * enough);
		if (reached) {
			best = reached;
			low = Math.max(target, reached.level);
		} else high = target;
	}
	return result();
}

function measured(assignment: Assignment, papers: number, reach: Float64Array): Measured {
	const scores = paperScores(papers, assignment);
	let worst = Number.POSITIVE_INFINITY;
	let level = Number.POSITIVE_INFINITY;
	for (let i = 0; i < papers; i++) {
		worst = Math.min(worst, scores[i] as number);
		if ((scores[i] as number) < (reach[i] as number)) level = Math.min(level, scores[i] as number);
	}
	return { assignment, scores, worst, level };
}

/** One step of the subgradient; false: nothing changes any more. */
function reweigh(
	weights: Float64Array,
	scores: Float64Array,
	reach: Float64Array,
	target: number,
	step: number,
): boolean {
	let changed = false;
	for (let i = 0; i < weights.length; i++) {
		const lack = Math.min(target, reach[i] as number) - (scores[i] as number);
		const before = weights[i] as number;
		if (lack < 0 && before === 1) continue;
		const after = Math.min(heaviest, Math.max(1, before + step * lack));
		if (after !== before) changed = true;
		weights[i] = after;
	}
	return changed;
}

/** The optimum for weights of papers, each from where the last one ended. */
function weighingOf(problem: AssignmentProblem) {
	let largest = 1;
	for (const score of problem.score) largest = Math.max(largest, Math.abs(score));
	largest = Math.max(largest, Math.abs(problem.defaultScore ?? 0));
	// Weighted scores are rounded to whole numbers of this fineness.
	const fineness = Math.max(1, Math.min(1024, Math.floor(2 ** 45 / heaviest / largest)));
	const worthOf = worthReader(problem);
	let network: Network | undefined;
	const last = new Float64Array(problem.papers);
	return {
		/** How fast weights move: one for what a paper has of its worth. */
		step: 20 / largest,
		optimum(weights: Float64Array): Assignment {
			const fresh = network === undefined;
			network ??= withFirstUnlisted(networkOf(problem), problem);
			const changed: number[] = [];
			for (let i = 0; i < weights.length; i++) {
				const weight = weights[i] as number;
				if (last[i] === weight) continue;
				last[i] = weight;
				changed.push(i);
				const worth = worthOf(i);
				for (let e = network.start[i] as number; e < (network.start[i + 1] as number); e++)
					network.cost[e] = Math.round(-(worth[network.reviewer[e] as number] as number) * weight * fineness);
				if (network.unlisted) network.unlisted[i] = Math.round(-(problem.defaultScore as number) * weight * fineness);
				if (fresh) network.value[i] = network.cost[network.start[i] as number] ?? 0;
			}
			if (!fresh) resettle(network, changed);
			network = balanceAll(network, problem).network;
			const { paper, reviewer } = assignmentOf(network, problem);
			const score = new Float64Array(paper.length);
			let total = 0;
			for (let k = 0; k < paper.length; k++) {
				score[k] = worthOf(paper[k] as number)[reviewer[k] as number] as number;
				total += score[k] as number;
			}
			return { paper, reviewer, score, total };
		},
	};
}
