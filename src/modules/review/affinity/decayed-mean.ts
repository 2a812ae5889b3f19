/** What each further publication counts beside the one before, the best fit first. */
const decay = 0.7;

/**
 * How near somebody is to a paper, from how near each of his publications is: the mean, in which the best fit counts 1, the
 * next 0.7, then 0.49 … Who works on two subjects is not punished for the other one, and a single lucky title does not
 * decide alone. NaN (not comparable) is left out; NaN when nothing is left. Pure; sorts `similarities` in place.
 */
export function decayedMean(similarities: Float32Array): number {
	similarities.sort();
	let sum = 0;
	let weights = 0;
	let weight = 1;
	for (let i = similarities.length - 1; i >= 0; i--) {
		const value = similarities[i] as number;
		// Sorting puts NaN last, so they come first here.
		if (Number.isNaN(value)) continue;
		sum += weight * value;
		weights += weight;
		weight *= decay;
	}
	return weights === 0 ? Number.NaN : sum / weights;
}
