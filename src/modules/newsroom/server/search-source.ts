import { and, eq, inArray } from 'drizzle-orm';
import type { Locale } from '#core/i18n/index.ts';
import type { SearchSource } from '#core/search/index.ts';
import { articleAddress } from '../article-address.ts';
import { articleText } from '../article-html.ts';
import { publicArticlesById } from './public-articles.ts';
import { publicContents } from './public-texts.ts';
import { article } from './tables.ts';

/** Under this name searches know articles. */
export const articleSearchName = 'article';

/** Published articles as searches find them, by the article's id: each language that is published, nothing else. */
export const articleSearch: SearchSource = {
	async subjects(ctx) {
		const rows = await ctx.db.select({ id: article.id }).from(article).where(eq(article.state, 'published'));
		return rows.map(({ id }) => id);
	},
	async documents(ctx, id) {
		const card = (await publicArticlesById(ctx, [id])).get(id);
		const content = (await publicContents(ctx, [id])).get(id);
		if (!card || !content) return [];
		return (Object.entries(content.texts) as [Locale, NonNullable<(typeof content.texts)[Locale]>][]).map(
			([locale, text]) => ({
				locale,
				kind: 'article' as const,
				path: articleAddress(card.slug),
				title: text.title,
				lead: text.standfirst,
				body: articleText(text.body),
				context: card.edition?.short,
				at: card.publishedAt,
				zone: card.zone,
			}),
		);
	},
	async stillPublic(ctx, ids) {
		const rows = await ctx.db
			.select({ id: article.id })
			.from(article)
			.where(and(eq(article.state, 'published'), inArray(article.id, [...ids])));
		return new Set(rows.map(({ id }) => id));
	},
};
