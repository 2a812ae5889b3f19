import type { Segmentation } from '#core/segmentation/index.ts';
import type { ArchiveArticle, ArticleToAnalyse, TextAnalysis } from './analysis.ts';
import { coverageOf, englishLength } from './coverage.ts';
import { fingerprintOf } from './fingerprint.ts';
import { matchesIn } from './matching.ts';
import { type ReaderProfile, readerProfiles } from './profiles.ts';
import { questionsOf } from './questions/questions.ts';
import { readingOf } from './relevance.ts';
import { sentenceGraph, summaryOf } from './summary.ts';
import { analysedText } from './text.ts';
import { trendsOf } from './trends.ts';

/** Rises with every change of lists, weights or rules that could change a result. */
export const analysisVersion = '2';

/** Below this relevance for every reader a text concerns none of them. */
const concern = 1.5;

/** Below so many English words, or what says as much in Chinese, all stands on little. */
const shortText = 120;

/**
 * The automatic text analysis of one language of an article, by counts and rules alone: no language model, no network. The
 * same article, archive and segmentation give the same result. Pure.
 */
export function analyse(
	article: ArticleToAnalyse,
	segmentation: Segmentation,
	archive: readonly ArchiveArticle[] = [],
	profiles: readonly ReaderProfile[] = readerProfiles,
): TextAnalysis {
	const text = analysedText(article);
	const words = segmentation.words(text.text);
	const matches = matchesIn(text.text, words);
	const coverage = coverageOf(text, matches);
	const graph = sentenceGraph(text, words);
	const short = englishLength(text) < shortText;
	const fingerprint = fingerprintOf(words, coverage);
	const interest = new Map([...coverage].map(([key, { share }]) => [key, share]));
	const readers = profiles.map((profile) => {
		const reading = readingOf(profile, text, coverage, short);
		return { ...reading, summary: reading.relevance === 0 ? [] : summaryOf(text, graph, matches, profile) };
	});
	return {
		method: 'text',
		version: analysisVersion,
		engine: segmentation.engine,
		locale: article.locale,
		text,
		short,
		summary: summaryOf(text, graph, matches),
		readers,
		trends: trendsOf(article, fingerprint, archive, interest),
		questions: questionsOf(
			text,
			readers.some(({ relevance }) => relevance >= concern),
		),
		fingerprint,
	};
}
