import { inverseOf, solveUpper } from './cholesky.ts';
import type { Functional, Solution } from './mixed-equations.ts';

/** Variances of what was predicted, in units of the noise variance; they take in that μ is estimated too. */
export interface Covariances {
	/** Of μ + quality of an item. */
	level(item: number): number;
	/** Of the difference of two items. */
	difference(one: number, other: number): number;
	/** Of the severity of a juror. */
	severity(juror: number): number;
}

/** The covariances of a solution: the inverse of the small system once, everything else from it on demand. */
export function covariancesOf({ factor, size, qualityOf, severityOf }: Solution): Covariances {
	const inverse = inverseOf(factor, size);
	const between = (one: Functional, other: Functional) => {
		let sum = one === other ? one.own : 0;
		for (let x = 0; x < one.places.length; x += 1) {
			const row = (one.places[x] as number) * size;
			let part = 0;
			for (let y = 0; y < other.places.length; y += 1) {
				part += (other.by[y] as number) * (inverse[row + (other.places[y] as number)] as number);
			}
			sum += (one.by[x] as number) * part;
		}
		return sum;
	};
	const mean: Functional = { places: [size - 1], by: [1], own: 0 };
	const quality = (item: number) => qualityOf[item] as Functional;
	return {
		level: (item) =>
			Math.max(0, between(quality(item), quality(item)) + 2 * between(quality(item), mean) + between(mean, mean)),
		difference: (one, other) =>
			one === other
				? 0
				: Math.max(
						0,
						between(quality(one), quality(one)) +
							between(quality(other), quality(other)) -
							2 * between(quality(one), quality(other)),
					),
		severity: (juror) => Math.max(0, between(severityOf[juror] as Functional, severityOf[juror] as Functional)),
	};
}

/**
 * Draws the qualities of all items from their joint distribution given the scores, in units of the noise's standard
 * deviation around their prediction. Each call gives one draw in the array it returns (the same array each time).
 */
export function qualityDraws({ factor, size, qualityOf }: Solution, normal: () => number): () => Float64Array {
	const kept = new Float64Array(size);
	const draw = new Float64Array(qualityOf.length);
	return () => {
		for (let i = 0; i < size; i += 1) kept[i] = normal();
		solveUpper(factor, size, kept);
		for (let i = 0; i < draw.length; i += 1) {
			const { places, by, own } = qualityOf[i] as Functional;
			let sum = own > 0 ? Math.sqrt(own) * normal() : 0;
			for (let x = 0; x < places.length; x += 1) sum += (by[x] as number) * (kept[places[x] as number] as number);
			draw[i] = sum;
		}
		return draw;
	};
}
