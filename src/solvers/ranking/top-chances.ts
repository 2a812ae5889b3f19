import { qualityDraws } from './covariances.ts';
import { normalOf, randomFrom } from '../random.ts';
import type { Fitted } from './variance.ts';

/**
 * Draws how far off every item's value is, all together given the scores: what jurors share moves together, as it must; what
 * earlier rounds contribute moves by itself. In points; each call gives one draw in the same array. Fixed by the seed.
 * @param range points of one unit in which the values were fitted
 */
export function combinedDraws(
	fitted: Fitted | null,
	range: number,
	carried: readonly { share: number; deviation: number }[],
	seed: number,
): () => Float64Array {
	const normal = normalOf(randomFrom(seed));
	const own = fitted && qualityDraws(fitted.solution, normal);
	const unit = fitted ? range * Math.sqrt(fitted.noise) : 0;
	const off = new Float64Array(carried.length);
	return () => {
		const around = own?.();
		carried.forEach(({ share, deviation }, i) => {
			off[i] = (around ? share * unit * (around[i] as number) : 0) + (deviation > 0 ? deviation * normal() : 0);
		});
		return off;
	};
}

/**
 * The probability of each item to belong to the best k of those with a value; null for the others. Those who are equal at the
 * cut of a draw share the places that are left. The standard error is at most 0.5/√draws.
 */
export function chancesOfTop(
	values: readonly (number | null)[],
	draw: () => Float64Array,
	top: number,
	draws: number,
): (number | null)[] {
	const scored = values.flatMap((value, i) => (value === null ? [] : [i]));
	const k = Math.min(Math.max(0, top), scored.length);
	const times = new Float64Array(values.length);
	const drawn = new Float64Array(scored.length);
	const sorted = new Float64Array(scored.length);
	const certain = k === 0 || k === scored.length;
	for (let round = 0; round < draws && !certain; round += 1) {
		const off = draw();
		scored.forEach((i, at) => {
			drawn[at] = (values[i] as number) + (off[i] as number);
		});
		sorted.set(drawn);
		sorted.sort();
		const least = sorted[scored.length - k] as number;
		let above = 0;
		let equal = 0;
		for (const value of drawn) {
			if (value > least) above += 1;
			else if (value === least) equal += 1;
		}
		const share = (k - above) / equal;
		scored.forEach((i, at) => {
			const value = drawn[at] as number;
			if (value >= least) times[i] = (times[i] as number) + (value > least ? 1 : share);
		});
	}
	return values.map((value, i) => {
		if (value === null) return null;
		if (certain) return k === 0 ? 0 : 1;
		return Math.min(1, (times[i] as number) / draws);
	});
}
