import { createHash } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { canonical } from '#modules/editions/merge.ts';
import type { ArticleContent } from '../article.ts';
import type { ArticleDraft } from '../draft.ts';
import { articleVersion } from './tables.ts';

export type VersionRow = typeof articleVersion.$inferSelect;

/** SHA-256 of a content in canonical form: the same for equal contents, whatever the order of their keys. Pure. */
export function contentDigest(content: ArticleContent | ArticleDraft): string {
	return createHash('sha256')
		.update(canonical(content) ?? '')
		.digest('hex');
}

/**
 * Freezes a content as a version, unless the last version says just that. The caller holds the article.
 * @returns the number of the version
 */
export async function freeze(
	ctx: Context,
	articleId: string,
	content: ArticleContent,
	personId: string | undefined,
): Promise<number> {
	const digest = contentDigest(content);
	const [last] = await ctx.db
		.select({ number: articleVersion.number, digest: articleVersion.digest, erased: articleVersion.erased })
		.from(articleVersion)
		.where(eq(articleVersion.articleId, articleId))
		.orderBy(desc(articleVersion.number))
		.limit(1);
	if (last?.digest === digest && !last.erased) return last.number;
	const number = (last?.number ?? 0) + 1;
	const at = ctx.clock.edition.now();
	await ctx.db.insert(articleVersion).values({ articleId, number, content, digest, at, personId: personId ?? null });
	return number;
}

/** One version of an article; undefined when there is none of this number. One query. */
export async function versionOf(ctx: Context, articleId: string, number: number): Promise<VersionRow | undefined> {
	const [row] = await ctx.db
		.select()
		.from(articleVersion)
		.where(and(eq(articleVersion.articleId, articleId), eq(articleVersion.number, number)));
	return row;
}
