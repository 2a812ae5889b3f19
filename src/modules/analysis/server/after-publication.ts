import { and, eq, notInArray } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { modelIsConfigured } from '#core/language-model/index.ts';
import { type ArticlePublished, analysedArticle, publicArticlesById } from '#modules/newsroom/server/index.ts';
import { keepAnalysis } from './generate.ts';
import { analysis } from './tables.ts';

/**
 * When readers see a new version of an article, an analysis of each of its languages is made and waits for an editor: by the
 * language model where the operator named one (the article is public now), else of the text. What was made for this version
 * before it came out is left as it is. Asked twice it does nothing more.
 */
export async function analysePublished(ctx: Context, { articleId, version, what }: ArticlePublished): Promise<void> {
	if (what === 'retracted') return;
	const card = (await publicArticlesById(ctx, [articleId])).get(articleId);
	if (card?.version !== version) return;
	const actor = system('analysis');
	const article = await analysedArticle(ctx, actor, 'article.read', articleId);
	const known = await ctx.db
		.selectDistinct({ locale: analysis.locale })
		.from(analysis)
		.where(
			and(
				eq(analysis.articleId, articleId),
				eq(analysis.articleVersion, version),
				notInArray(analysis.state, ['rejected', 'withdrawn']),
			),
		);
	// A rehearsal sends nothing anywhere by itself; its people may ask a model at the desk.
	const method = modelIsConfigured(ctx) && !ctx.clock.rehearsal ? 'model' : 'text';
	for (const locale of card.locales) {
		if (known.some((one) => one.locale === locale)) continue;
		await keepAnalysis(ctx, actor, { article, version, locale, method, sendUnpublished: false });
	}
}
