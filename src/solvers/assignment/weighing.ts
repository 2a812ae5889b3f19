import type { Network } from './network.ts';
import { networkOf } from './network.ts';
import { worthReader } from './paper-scores.ts';
import type { AssignmentProblem } from './problem.ts';
import { resettle } from './resettle.ts';
import { type Assignment, assignmentOf, balanceAll, pricesOf } from './solve.ts';
import { withFirstUnlisted } from './unlisted.ts';

/** Weights are at most so large: costs stay exact. */
export const heaviest = 64;

/** The optimum for weights of papers, each from where the last one ended. */
export function weighingOf(problem: AssignmentProblem) {
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
		/** The prices of reviewers' time at the last optimum, in points. */
		prices: (): Float64Array =>
			network ? pricesOf(network).map((price) => price / fineness) : new Float64Array(problem.reviewers),
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

export type Weighing = ReturnType<typeof weighingOf>;
