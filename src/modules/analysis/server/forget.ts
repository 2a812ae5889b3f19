import { eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { erasedVersions, versionContents } from '#modules/newsroom/server/index.ts';
import { analysedText } from '../text.ts';
import { analysis, analysisEdit, analysisFingerprint } from './tables.ts';

/**
 * Forgets all that was said of an article that was thrown away: it quotes the article, which is nowhere any more. Asked twice
 * it does nothing more.
 */
export async function forgetArticle(ctx: Context, articleId: string): Promise<void> {
	const gone = await ctx.db.select({ id: analysis.id }).from(analysis).where(eq(analysis.articleId, articleId));
	await forgetAnalyses(
		ctx,
		gone.map(({ id }) => id),
	);
	await ctx.db.delete(analysisFingerprint).where(eq(analysisFingerprint.articleId, articleId));
}

/**
 * Forgets what was said of versions out of which somebody who was erased was taken, where it stands on words that such a
 * version holds no more: he would be named by it still. Comes after the newsroom forgot him. A fixed number of statements.
 */
export async function forgetErased(ctx: Context): Promise<void> {
	const erased = await erasedVersions(ctx);
	if (erased.length === 0) return;
	const articles = [...new Set(erased.map(({ id }) => id))];
	const of = new Set(erased.map(({ id, version }) => `${id} ${version}`));
	const said = await ctx.db
		.select({
			...{ id: analysis.id, article: analysis.articleId, version: analysis.articleVersion, locale: analysis.locale },
			text: sql<string | null>`${analysis.result}->'text'->'text'->>'text'`,
		})
		.from(analysis)
		.where(inArray(analysis.articleId, articles));
	const concerned = said.filter(({ article, version }) => of.has(`${article} ${version}`));
	const contents = await versionContents(
		ctx,
		concerned.map(({ article, version }) => ({ id: article, version })),
	);
	const stale = concerned.filter(({ article, version, locale, text }) => {
		const now = contents.get(`${article} ${version}`)?.content.texts[locale];
		return text !== null && (!now || analysedText({ ...now, locale }).text !== text);
	});
	await forgetAnalyses(
		ctx,
		stale.map(({ id }) => id),
	);
	await ctx.db.delete(analysisFingerprint).where(inArray(analysisFingerprint.articleId, articles));
}

async function forgetAnalyses(ctx: Context, ids: readonly string[]): Promise<void> {
	if (ids.length === 0) return;
	await ctx.db.delete(analysisEdit).where(inArray(analysisEdit.analysisId, [...ids]));
	await ctx.db.delete(analysis).where(inArray(analysis.id, [...ids]));
}
