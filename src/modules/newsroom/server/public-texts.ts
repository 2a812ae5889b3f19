import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { ArticleContent } from '../article.ts';
import { publicContent } from '../public-content.ts';
import { article, articleVersion } from './tables.ts';

/** What published articles say, whole, by their ids: for feeds. What is not public is absent. One query, however many. */
export async function publicContents(ctx: Context, ids: readonly string[]): Promise<Map<string, ArticleContent>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: article.id, content: articleVersion.content })
		.from(article)
		.innerJoin(
			articleVersion,
			and(eq(articleVersion.articleId, article.id), eq(articleVersion.number, article.publishedVersion)),
		)
		.where(and(eq(article.state, 'published'), inArray(article.id, [...ids])));
	return new Map(rows.map(({ id, content }) => [id, publicContent(content)]));
}
