import { paperScores, worstAlone } from './paper-scores.ts';
import type { Assignment } from './solve.ts';
import { heaviest, type Weighing } from './weighing.ts';

/** An assignment with what counts for fairness. */
export interface Measured {
	assignment: Assignment;
	scores: Float64Array;
	worst: number;
	/** The least of those that could have more. */
	level: number;
}

/** How far weights raised the worst. */
export interface Raised {
	best: Measured;
	/** The weights that did, or those that were tried last. */
	weights: Float64Array;
	/** Prices of optima on the way: of those that sufficed or nearly did, and where it went too far. */
	prices: Float64Array[];
}

export interface RaiseOptions {
	progress?: (done: number, of: number) => void;
	/** Rounds for each level that is tried, and levels. */
	rounds: number;
	levels: number;
	/** The least total of which others may be raised where a paper that can't have more holds the worst down. */
	least: number;
}

/** So often the weights that suffice are halved. */
const halvings = 6;

/**
 * Raises the worst paper by weights. Papers below the level that is aimed at get a weight above 1, which rises with what
 * they lack and falls when they have more (a Lagrangian relaxation of "every paper has at least T", by its subgradient);
 * each round is an exact optimum from where the last one ended. No paper is asked for more than it could have alone
 * (`reach`), so that a hopeless one does not hide the next.
 */
export function raise(
	weighing: Weighing,
	reach: Float64Array,
	start: Assignment,
	{ rounds, levels, least, progress }: RaiseOptions,
): Raised {
	const lowest = worstAlone(reach);
	let best = measured(start, reach);
	let weights = new Float64Array(reach.length).fill(1);
	const prices: Float64Array[] = [];
	const asked = reach.filter((most) => most !== Number.NEGATIVE_INFINITY).sort();
	const ceiling = asked[Math.floor(asked.length / 2)] as number;
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
			const found = measured(weighing.optimum(tried), reach);
			if (suits(found)) reached = found;
			else if (!reweigh(tried, found.scores, reach, target, step)) break;
			step *= 1.1;
		}
		prices.push(weighing.prices());
		// Weights that suffice are mostly more than needed: halfway back, as long as they still do.
		let [enough, little] = [1, 0];
		for (let back = 0; back < halvings && reached; back++) {
			const share = (enough + little) / 2;
			const lighter = tried.map((weight) => 1 + (weight - 1) * share);
			const found = measured(weighing.optimum(lighter), reach);
			if (suits(found)) {
				if (found.assignment.total >= reached.assignment.total) reached = found;
				enough = share;
			} else little = share;
			prices.push(weighing.prices());
		}
		if (reached) {
			weights = tried.map((weight) => 1 + (weight - 1) * enough);
			best = reached;
			low = Math.max(target, reached.level);
		} else high = target;
	}
	return { best, weights, prices };
}

/** An assignment measured against what its papers could have. */
export function measured(assignment: Assignment, reach: Float64Array): Measured {
	const scores = paperScores(reach.length, assignment);
	let worst = Number.POSITIVE_INFINITY;
	let level = Number.POSITIVE_INFINITY;
	for (let i = 0; i < reach.length; i++) {
		// Who needs nobody holds nothing down.
		if (reach[i] === Number.NEGATIVE_INFINITY) continue;
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
