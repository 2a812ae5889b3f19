import type { Context } from '#core/context/index.ts';
import { loadSegmentation } from '#core/segmentation/index.ts';
import { analyse } from '../analyse.ts';
import type { ArchiveArticle, ArticleToAnalyse, TextAnalysis } from '../analysis.ts';

export { analysisVersion } from '../analyse.ts';

/** The text analysis with the dictionary that this process has. The same input, the same result. */
export async function analyseText(
	ctx: Pick<Context, 'log'>,
	article: ArticleToAnalyse,
	archive: readonly ArchiveArticle[],
): Promise<TextAnalysis> {
	return analyse(article, await loadSegmentation(ctx.log), archive);
}
