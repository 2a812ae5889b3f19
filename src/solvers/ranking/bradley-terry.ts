import { choleskyOf, inverseOf, solveLower, solveUpper } from './cholesky.ts';

/*
 * Bradley and Terry 1952: the odds that i is placed before k are exp(strength i − strength k). With a normal prior of mean 0 on
 * the strengths (ridge), so that whoever wins or loses everything has a finite strength, and pairs never compared do no harm.
 */

/** Standard deviation of the prior on strengths: odds of e^2 to 1 against an average one are nothing unusual. */
const priorDeviation = 2;

/**
 * Strengths by penalised maximum likelihood (Newton's method; the likelihood is concave), mean 0, with standard errors.
 * @param before `before[i][k]`: how often i was placed before k; fractions may stand for weights
 */
export function bradleyTerry(before: readonly (readonly number[])[]): { strength: number; error: number }[] {
	const size = before.length;
	if (size === 0) return [];
	const strengths = new Float64Array(size);
	const ridge = 1 / priorDeviation ** 2;
	const informationAt = () => {
		const gradient = new Float64Array(size);
		const information = new Float64Array(size * size);
		for (let i = 0; i < size; i += 1) {
			gradient[i] = -ridge * (strengths[i] as number);
			information[i * size + i] = ridge;
		}
		for (let i = 0; i < size; i += 1) {
			for (let k = 0; k < i; k += 1) {
				const won = before[i]?.[k] as number;
				const met = won + (before[k]?.[i] as number);
				if (met === 0) continue;
				const chance = 1 / (1 + Math.exp((strengths[k] as number) - (strengths[i] as number)));
				const weight = met * chance * (1 - chance);
				gradient[i] = (gradient[i] as number) + won - met * chance;
				gradient[k] = (gradient[k] as number) - won + met * chance;
				information[i * size + i] = (information[i * size + i] as number) + weight;
				information[k * size + k] = (information[k * size + k] as number) + weight;
				information[i * size + k] = (information[i * size + k] as number) - weight;
				information[k * size + i] = (information[k * size + i] as number) - weight;
			}
		}
		return { gradient, information };
	};
	for (let round = 0; round < 100; round += 1) {
		const { gradient, information } = informationAt();
		const factor = choleskyOf(information, size);
		const step = solveUpper(factor, size, solveLower(factor, size, gradient));
		const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
		// At most 2 in a round: far from the top a whole step may overshoot.
		const share = Math.min(1, 2 / Math.max(longest, 1e-300));
		for (let i = 0; i < size; i += 1) strengths[i] = (strengths[i] as number) + share * (step[i] as number);
		if (longest < 1e-10) break;
	}
	const mean = strengths.reduce((sum, value) => sum + value, 0) / size;
	const inverse = inverseOf(choleskyOf(informationAt().information, size), size);
	return Array.from(strengths, (strength, i) => ({
		strength: strength - mean,
		error: Math.sqrt(Math.max(0, inverse[i * size + i] as number)),
	}));
}
