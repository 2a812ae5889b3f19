import { performance } from 'node:perf_hooks';
import type { Locale } from '../src/core/i18n/index.ts';
import { loadSegmentation } from '../src/core/segmentation/index.ts';
import { analyse } from '../src/modules/analysis/analyse.ts';
import type { ArticleToAnalyse } from '../src/modules/analysis/analysis.ts';
import { readerProfiles } from '../src/modules/analysis/profiles.ts';
import { analysedText } from '../src/modules/analysis/text.ts';
import { type Benchmark, bestOf, type Figure } from './lib/bench.ts';
import { type EvaluationArticle, evaluationSet, meanError, median, spearman } from './lib/evaluation-set.ts';

/** An article of so many words: English words, or Chinese characters in the same proportion, from the texts of a half. */
function longArticle(articles: readonly EvaluationArticle[], locale: Locale, words: number): ArticleToAnalyse {
	const own = articles.filter((one) => one.locale === locale);
	const first = own[0] as EvaluationArticle;
	let body = '';
	for (let at = 0; analysedText({ ...first, body }).words < words; at++) body += `${own[at % own.length]?.body}\n\n`;
	return { ...first, body };
}

/** The same article cut after its third sentence: what a reader has who reads no further. */
function leadOnly(article: EvaluationArticle): ArticleToAnalyse {
	const { sentences } = analysedText(article);
	const body = sentences
		.filter(({ part }) => part !== 'title' && part !== 'standfirst')
		.slice(0, 3)
		.map(({ text }) => text)
		.join('\n\n');
	return { ...article, title: '', standfirst: '', body };
}

export const analysis: Benchmark = {
	name: 'analysis',
	title: 'Automatic text analysis: relevance on the evaluation set (lists made on half a), and its speed',
	async run(say) {
		const figures: Figure[] = [];
		const begun = performance.now();
		const segmentation = await loadSegmentation();
		const loaded = performance.now() - begun;
		figures.push({
			what: `Chinese words by ${segmentation.engine}: loading, once in a process`,
			value: loaded / 1000,
			unit: 's',
		});
		const halves = { a: evaluationSet('a'), b: evaluationSet('b') };
		say('relevance');
		for (const half of ['a', 'b'] as const) {
			const articles = halves[half];
			const whole = articles.map((article) => analyse(article, segmentation).readers);
			const lead = articles.map((article) => analyse(leadOnly(article), segmentation).readers);
			for (const { key } of readerProfiles) {
				const always = median(halves.a.map(({ expected }) => expected[key] as number));
				for (const language of ['all', 'en', 'zh'] as const) {
					const chosen = articles.flatMap((one, index) =>
						language === 'all' || one.locale === language ? [index] : [],
					);
					const expected = chosen.map((index) => articles[index]?.expected[key] as number);
					const by = (all: typeof whole) =>
						chosen.map((index) => all[index]?.find(({ reader }) => reader === key)?.relevance ?? 0);
					figures.push({
						what: `half ${half}, ${key}, ${language === 'all' ? 'both languages' : language} (${chosen.length}): Spearman`,
						value: spearman(by(whole), expected),
						unit: '',
						...(half === 'b' && language === 'all' ? { goal: { atLeast: 0.6 } } : {}),
						details: {
							'mean error': meanError(by(whole), expected),
							'lead-3 Spearman': spearman(by(lead), expected),
							'lead-3 error': meanError(by(lead), expected),
							'constant Spearman': 0,
							'constant error': meanError(
								chosen.map(() => always),
								expected,
							),
						},
					});
				}
			}
		}
		say('speed');
		for (const [locale, words, name] of [
			['en', 1000, 'an English article of 1,000 words'],
			['zh', 1700, 'a Chinese article of 1,700 characters (some 1,000 words)'],
		] as const) {
			const article = longArticle(halves.a, locale, words);
			const best = await bestOf('least', async () => {
				const from = performance.now();
				analyse(article, segmentation);
				return (performance.now() - from) / 1000;
			});
			figures.push({ what: name, unit: 's', ...best, goal: { atMost: 1 } });
		}
		return figures;
	},
};
