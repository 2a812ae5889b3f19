import { eq, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { BundleAsset } from '#modules/editions/bundle/index.ts';
import { holdAssetFiles } from '#modules/editions/server/index.ts';
import type { ArticleContent } from '../article.ts';
import type { ArticleDraft } from '../draft.ts';
import type { ArticleRow } from './article-row.ts';
import { personKeysOf, personsByKey } from './directory.ts';
import { article, articlePerson, articleVersion } from './tables.ts';

/** How an article is called where the files that it shows are held. Pure. */
export function holderOf(articleId: string): string {
	return `article:${articleId}`;
}

/**
 * Makes a clean draft the one of an article, as its next revision, and keeps what follows from it: the files it shows, and
 * who stands in it. The caller holds the article.
 * @returns the new revision
 */
export async function keepDraft(
	ctx: Context,
	row: ArticleRow,
	draft: ArticleDraft,
	personId: string | undefined,
): Promise<number> {
	const draftRevision = row.draftRevision + 1;
	await ctx.db
		.update(article)
		.set({ draft, draftRevision, draftAt: ctx.clock.edition.now(), draftPersonId: personId ?? null })
		.where(eq(article.id, row.id));
	if (draft.pictures.length > 0 || row.draft.pictures.length > 0) await keepFiles(ctx, row.id, draft);
	await keepPersons(ctx, row, [draft]);
	return draftRevision;
}

/** Holds every file that the draft or a version of an article names. */
export async function keepFiles(ctx: Context, articleId: string, draft: ArticleDraft): Promise<void> {
	const all = [...draft.pictures, ...(await picturesOfVersions(ctx, articleId))];
	await holdAssetFiles(
		ctx,
		holderOf(articleId),
		all.map(({ content }) => content.digest),
	);
}

/** The pictures of every version of an article, without its texts, which are long. One query. */
export async function picturesOfVersions(ctx: Context, articleId: string): Promise<BundleAsset[]> {
	const rows = await ctx.db
		.select({ pictures: sql<BundleAsset[]>`${articleVersion.content}->'pictures'` })
		.from(articleVersion)
		.where(eq(articleVersion.articleId, articleId));
	return rows.flatMap(({ pictures }) => pictures);
}

/** Notes who of the directory stands in contents of an article. Nobody is taken off: a version may still name him. */
export async function keepPersons(
	ctx: Context,
	{ id, editionId }: Pick<ArticleRow, 'id' | 'editionId'>,
	contents: readonly (ArticleDraft | ArticleContent)[],
): Promise<void> {
	const persons = await personsByKey(ctx, contents.flatMap(personKeysOf), editionId);
	const ids = [...new Set([...persons.values()].map(({ personId }) => personId))];
	if (ids.length === 0) return;
	await ctx.db
		.insert(articlePerson)
		.values(ids.map((personId) => ({ articleId: id, personId })))
		.onConflictDoNothing();
}
