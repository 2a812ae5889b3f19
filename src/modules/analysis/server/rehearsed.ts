import { and, eq, isNull } from 'drizzle-orm';
import { actorFor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { ArticlePublished } from '#modules/newsroom/server/index.ts';
import { examined } from '../report.ts';
import { approveAnalysis } from './decide.ts';
import { analysis, analysisRehearsed } from './tables.ts';

/**
 * Says who of a rehearsal's invented people approves the text analyses of these articles as they come out. Only where a
 * rehearsal is made, for the articles that come with it: what somebody writes there waits for him.
 */
export async function rehearseApprovals(
	ctx: Context,
	{ articles, personId }: { articles: readonly string[]; personId: string },
): Promise<void> {
	if (!ctx.clock.rehearsal) throw new Error('analyses are approved by people');
	if (articles.length === 0) return;
	await ctx.db
		.insert(analysisRehearsed)
		.values(articles.map((articleId) => ({ articleId, personId })))
		.onConflictDoNothing();
}

/**
 * Approves what was made of such an article when it came out, in that person's name and with his rights. Never the words of
 * a language model, and nothing that anybody asked for or changed. Asked twice it does nothing more.
 */
export async function approveRehearsed(ctx: Context, { articleId, version }: ArticlePublished): Promise<void> {
	if (!ctx.clock.rehearsal) return;
	const [planned] = await ctx.db.select().from(analysisRehearsed).where(eq(analysisRehearsed.articleId, articleId));
	if (!planned) return;
	const waiting = await ctx.db
		.select({ id: analysis.id })
		.from(analysis)
		.where(
			and(
				eq(analysis.articleId, articleId),
				eq(analysis.articleVersion, version),
				eq(analysis.state, 'generated'),
				eq(analysis.method, 'text'),
				eq(analysis.asked, 'text'),
				isNull(analysis.personId),
			),
		);
	if (waiting.length === 0) return;
	const actor = await actorFor(ctx, planned.personId, 'command');
	for (const { id } of waiting) await approveAnalysis(ctx, actor, { analysisId: id, checklist: examined });
}
