import type { TextAnalysis } from './analysis.ts';
import type { AnalysisItem, Evidence } from './item.ts';
import { trendWords } from './trend-words.ts';

/** What a text analysis says, item by item: sentences of the article itself, words found, counts, questions. Pure. */
export function textItems(analysis: TextAnalysis): AnalysisItem[] {
	const { locale, text } = analysis;
	const whole = (number: number): Evidence => ({ sentence: number, quote: text.sentences[number - 1]?.text ?? '' });
	const extract = (id: string, number: number, reader?: string): AnalysisItem => ({
		id,
		kind: reader === undefined ? 'summary' : 'reader-summary',
		...(reader === undefined ? {} : { reader }),
		text: whole(number).quote,
		evidence: [whole(number)],
	});
	return [
		...analysis.summary.map((number, at) => extract(`summary.${at + 1}`, number)),
		...analysis.readers.flatMap(({ reader, hits, summary }): AnalysisItem[] => [
			...hits.map(
				(hit): AnalysisItem => ({
					id: `${reader}.rationale.${hit.concept}`,
					kind: 'rationale',
					reader,
					text: `${hit.label[locale]}${locale === 'zh' ? '：' : ': '}${hit.words.join(locale === 'zh' ? '、' : ', ')}`,
					evidence: hit.sentences.map(whole),
				}),
			),
			...summary.map((number, at) => extract(`${reader}.summary.${at + 1}`, number, reader)),
		]),
		...analysis.trends.trends.map(
			(trend): AnalysisItem => ({
				id: `trend.${trend.subject}`,
				kind: 'trend',
				text: trendWords(trend, analysis.trends, locale),
				evidence: [],
			}),
		),
		...analysis.questions.map(
			(question, at): AnalysisItem => ({
				id: `question.${at + 1}`,
				kind: 'question',
				text: question.text,
				evidence: [whole(question.sentence)],
			}),
		),
	];
}
