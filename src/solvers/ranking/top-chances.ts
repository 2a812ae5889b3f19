import { qualityDraws } from './covariances.ts';
import type { Solution } from './mixed-equations.ts';
import { normalOf, randomOf } from './random.ts';

export interface DrawOptions {
	/** How many draws; the standard error of a probability is at most 0.5/√draws. */
	draws: number;
	seed: number;
}

/**
 * The probability of each item to belong to the best k of the scored ones, from seeded draws of all qualities together given
 * the scores: what jurors share moves together, as it must. Items without a score get null.
 */
export function topChances(solution: Solution, noise: number, top: number, options: DrawOptions): (number | null)[] {
	const { table } = solution.equations;
	const scored = table.ofItem.flatMap((own, i) => (own.length > 0 ? [i] : []));
	if (top <= 0 || top >= scored.length) {
		const same = top <= 0 ? 0 : 1;
		return table.ofItem.map((own) => (own.length > 0 ? same : null));
	}
	const draw = qualityDraws(solution, normalOf(randomOf(options.seed)));
	const deviation = Math.sqrt(noise);
	const times = new Float64Array(table.items.length);
	const values = new Float64Array(scored.length);
	const sorted = new Float64Array(scored.length);
	for (let round = 0; round < options.draws; round += 1) {
		const around = draw();
		for (let at = 0; at < scored.length; at += 1) {
			const i = scored[at] as number;
			values[at] = (solution.quality[i] as number) + deviation * (around[i] as number);
		}
		sorted.set(values);
		sorted.sort();
		const least = sorted[scored.length - top] as number;
		for (let at = 0; at < scored.length; at += 1) {
			const i = scored[at] as number;
			if ((values[at] as number) >= least) times[i] = (times[i] as number) + 1;
		}
	}
	return table.ofItem.map((own, i) => (own.length > 0 ? (times[i] as number) / options.draws : null));
}
