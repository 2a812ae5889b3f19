/** Scores as whole numbers: what was given times `scale`. */
export interface WholeScores {
	score: Float64Array;
	scale: number;
	/** No digit was lost. Otherwise the scores were rounded to `decimals`. */
	exact: boolean;
	decimals: number;
}

/**
 * Scores with decimals as whole numbers, so that sums and prices are exact. When the digits are too many for numbers of
 * 53 bits, the scores are rounded at the last decimal that still fits, and that is said.
 * @param decimals how many decimals the longest score has as it was written; with none the very numbers are answered
 * @param terms how many scores may come together in a sum: papers, reviewers and pairs of the answer
 */
export function wholeScores(values: Float64Array, decimals: number, terms: number, defaultScore = 0): WholeScores {
	let largest = Math.abs(defaultScore);
	for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k] as number));
	const most = largest === 0 ? 15 : Math.floor(Math.log10(2 ** 52 / largest / Math.max(1, terms)));
	const kept = Math.min(decimals, Math.max(0, most));
	const scale = 10 ** kept;
	if (decimals === 0) return { score: values, scale, exact: true, decimals };
	const score = new Float64Array(values.length);
	for (let k = 0; k < values.length; k++) score[k] = Math.round((values[k] as number) * scale);
	return { score, scale, exact: kept === decimals, decimals: kept };
}
