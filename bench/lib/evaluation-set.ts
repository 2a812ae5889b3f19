import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Locale } from '../../src/core/i18n/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import type { ArticleToAnalyse } from '../../src/modules/analysis/analysis.ts';

/** An article of the evaluation set with the relevance that its author expected for each reader, 0 to 10. */
export interface EvaluationArticle extends ArticleToAnalyse {
	id: string;
	expected: Record<string, number>;
}

/** One half of the evaluation set: `a` for making word lists and weights, `b` for measuring alone. */
export function evaluationSet(half: 'a' | 'b'): EvaluationArticle[] {
	const folder = inProject('src', 'modules', 'analysis', 'evaluation', half);
	return readdirSync(folder)
		.filter((name) => name.endsWith('.md'))
		.sort()
		.map((name) => {
			const [, head = '', body = ''] =
				/^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(`${folder}/${name}`, 'utf8')) ?? [];
			const { id, language, title, standfirst, expected } = parse(head) as {
				id: string;
				language: Locale;
				title: string;
				standfirst: string;
				expected: Record<string, number>;
			};
			return { id, locale: language, title, standfirst, body, topics: [], month: '2021-11', expected };
		});
}

/** Spearman's rank correlation, ties by mean ranks; 0 when one side is constant. Pure. */
export function spearman(a: readonly number[], b: readonly number[]): number {
	return correlation(ranks(a), ranks(b));
}

function ranks(values: readonly number[]): number[] {
	return values.map((value) => {
		const below = values.filter((one) => one < value).length;
		const equal = values.filter((one) => one === value).length;
		return below + (equal - 1) / 2;
	});
}

function correlation(a: readonly number[], b: readonly number[]): number {
	const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
	const [meanA, meanB] = [mean(a), mean(b)];
	let [both, squaresA, squaresB] = [0, 0, 0];
	a.forEach((value, index) => {
		const [x, y] = [value - meanA, (b[index] as number) - meanB];
		both += x * y;
		squaresA += x * x;
		squaresB += y * y;
	});
	return squaresA === 0 || squaresB === 0 ? 0 : both / Math.sqrt(squaresA * squaresB);
}

/** Mean absolute error. Pure. */
export function meanError(a: readonly number[], b: readonly number[]): number {
	return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] as number)), 0) / a.length;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2
		? (sorted[middle] as number)
		: ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
