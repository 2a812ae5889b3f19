import { eq } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { holdAssetFiles } from '#modules/editions/server/index.ts';
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
	await keepPersons(ctx, { ...row, draft });
	return draftRevision;
}

/** Holds every file that the draft or a version of an article names. */
export async function keepFiles(ctx: Context, articleId: string, draft: ArticleDraft): Promise<void> {
	const versions = await ctx.db
		.select({ content: articleVersion.content })
		.from(articleVersion)
		.where(eq(articleVersion.articleId, articleId));
	const all = [draft, ...versions.map(({ content }) => content)].flatMap(({ pictures }) => pictures);
	await holdAssetFiles(
		ctx,
		holderOf(articleId),
		all.map(({ content }) => content.digest),
	);
}

/** Notes who of the directory stands in a draft. Nobody is taken off: a version may still name him. */
export async function keepPersons(
	ctx: Context,
	{ id, editionId, draft }: Pick<ArticleRow, 'id' | 'editionId' | 'draft'>,
): Promise<void> {
	const persons = await personsByKey(ctx, personKeysOf(draft), editionId);
	const ids = [...new Set([...persons.values()].map(({ personId }) => personId))];
	if (ids.length === 0) return;
	await ctx.db
		.insert(articlePerson)
		.values(ids.map((personId) => ({ articleId: id, personId })))
		.onConflictDoNothing();
}
