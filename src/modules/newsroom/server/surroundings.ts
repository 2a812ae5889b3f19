import { inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { invalid } from '#core/refusal/index.ts';
import type { ArticleContent } from '../article.ts';
import { type ArticleFinding, completeArticle, type Surroundings } from '../complete.ts';
import type { ArticleDraft } from '../draft.ts';
import type { ArticleRow } from './article-row.ts';
import { personKeysOf, personsByKey } from './directory.ts';
import { article } from './tables.ts';

/** What a content refers to outside itself, as it is now. At most four queries. */
export async function surroundingsOf(
	ctx: Context,
	row: Pick<ArticleRow, 'slug' | 'editionId'>,
	content: ArticleDraft | ArticleContent,
): Promise<Surroundings> {
	const persons = await personsByKey(ctx, personKeysOf(content), row.editionId);
	const slugs = content.related.flatMap((one) => ('slug' in one && one.slug ? [one.slug] : []));
	const known =
		slugs.length === 0
			? []
			: await ctx.db.select({ slug: article.slug }).from(article).where(inArray(article.slug, slugs));
	return { persons: new Set(persons.keys()), articles: new Set(known.map(({ slug }) => slug)), slug: row.slug };
}

/** What stands against publishing the draft as it is, and what its editor should know. At most four queries. */
export async function findingsOf(ctx: Context, row: ArticleRow): Promise<ArticleFinding[]> {
	return completeArticle(row.draft, await surroundingsOf(ctx, row, row.draft)).findings;
}

/**
 * The draft as an article that may be published.
 * @throws Refusal `invalid` with every error by path
 */
export async function completeDraft(ctx: Context, row: ArticleRow): Promise<ArticleContent> {
	const { content, findings } = completeArticle(row.draft, await surroundingsOf(ctx, row, row.draft));
	const errors = findings.filter(({ severity }) => severity === 'error');
	if (!content || errors.length > 0) throw invalid(errors.map(({ severity: _, ...problem }) => problem));
	return content;
}
