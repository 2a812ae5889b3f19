import type { Context } from '#core/context/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { analysePublished, approveRehearsed, forgetArticle } from '#modules/analysis/server/index.ts';
import { articleDiscardedJob, type ArticlePublished, articlePublishedJob } from '#modules/newsroom/server/index.ts';

/**
 * What follows when readers see something new of an article: it was published, updated, corrected or retracted. Each is asked
 * in turn, after the change is committed; when one fails the job is tried again, so each must bear being asked twice.
 */
export type ArticleFollower = (ctx: Context, published: ArticlePublished) => Promise<void>;

export const articleFollowers: readonly ArticleFollower[] = [analysePublished, approveRehearsed];

export const articleJobHandlers: JobHandlers = {
	[articleDiscardedJob]: (ctx, { articleId }) => forgetArticle(ctx, String(articleId)),
	[articlePublishedJob]: async (ctx, data) => {
		for (const follow of articleFollowers) await follow(ctx, data as unknown as ArticlePublished);
	},
};
