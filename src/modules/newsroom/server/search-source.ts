import { and, eq, inArray } from 'drizzle-orm';
import type { SearchSource } from '#core/search/index.ts';
import { listEditions } from '#modules/editions/server/index.ts';
import { type ArticleText, readyLocales } from '../article.ts';
import { articleAddress } from '../article-address.ts';
import { articleText } from '../article-html.ts';
import { publicContent } from '../public-content.ts';
import { article, articleVersion } from './tables.ts';

/** Under this name searches know articles. */
export const articleSearchName = 'article';

/** Published articles as searches find them, by the article's id: each language that is published, nothing else. */
export const articleSearch: SearchSource = {
	async subjects(ctx) {
		const rows = await ctx.db.select({ id: article.id }).from(article).where(eq(article.state, 'published'));
		return rows.map(({ id }) => id);
	},
	async documents(ctx, id) {
		const [row] = await ctx.db
			.select({
				...{ slug: article.slug, zone: article.zone, at: article.publishedAt, editionId: article.editionId },
				content: articleVersion.content,
			})
			.from(article)
			.innerJoin(
				articleVersion,
				and(eq(articleVersion.articleId, article.id), eq(articleVersion.number, article.publishedVersion)),
			)
			.where(and(eq(article.id, id), eq(article.state, 'published')));
		if (!row) return [];
		const edition =
			row.editionId === null ? undefined : (await listEditions(ctx)).find((one) => one.id === row.editionId);
		const { texts } = publicContent(row.content);
		return readyLocales({ texts }).map((locale) => {
			const text = texts[locale] as ArticleText;
			return {
				...{
					locale,
					kind: 'article' as const,
					path: articleAddress(row.slug),
					title: text.title,
					lead: text.standfirst,
				},
				...{ body: articleText(text.body), context: edition?.short, at: row.at ?? undefined, zone: row.zone },
			};
		});
	},
	async stillPublic(ctx, ids) {
		const rows = await ctx.db
			.select({ id: article.id })
			.from(article)
			.where(and(eq(article.state, 'published'), inArray(article.id, [...ids])));
		return new Set(rows.map(({ id }) => id));
	},
};
