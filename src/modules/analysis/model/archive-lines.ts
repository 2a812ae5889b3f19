import type { TextAnalysis } from '../analysis.ts';
import { trendWords } from '../trend-words.ts';

/** A line about the archive, by which a model may compare: the counts are ours, not its own. */
export interface ArchiveLine {
	id: string;
	line: string;
	article?: string;
}

/** What a model is told of the archive; nothing below the least number of articles. Pure. */
export function archiveLines(
	{ trends, locale }: TextAnalysis,
	archive: readonly { article: string; title: string; month: string }[],
): ArchiveLine[] {
	const counts = trends.trends.map((trend) => ({ line: trendWords(trend, trends, locale) }));
	const nearest = trends.nearest.flatMap(({ article }) => {
		const found = archive.find((one) => one.article === article);
		return found ? [{ line: `${found.month}: ${found.title}`, article }] : [];
	});
	return [...counts, ...nearest].map((one, at) => ({ id: `A${at + 1}`, ...one }));
}
