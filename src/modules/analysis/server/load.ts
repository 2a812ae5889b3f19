import { createHash } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { type Action, type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type AnalysedArticle, analysedArticle } from '#modules/newsroom/server/index.ts';
import type { AnalysisMethod, AnalysisResult, ItemEdit, StoredState } from '../report.ts';
import { analysis, analysisEdit } from './tables.ts';

export type AnalysisRow = typeof analysis.$inferSelect;

/** An analysis that was made, with its article and its edits. */
export interface HeldAnalysis {
	row: AnalysisRow & { method: AnalysisMethod; result: AnalysisResult };
	article: AnalysedArticle;
	edits: ItemEdit[];
}

/**
 * An analysis, held for a change until the end of the transaction; its article is held too, so that nobody publishes another
 * version meanwhile.
 * @param states in which it may be changed so
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `conflict` `analysis-<state>`
 */
export async function holdAnalysis(
	ctx: Context,
	actor: Actor,
	action: Action,
	analysisId: string,
	states: readonly StoredState[],
): Promise<HeldAnalysis> {
	// Nothing is told of analyses to whoever has no newsroom at all.
	if (actor.kind === 'visitor') demand(ctx, actor, action, { within: {} });
	const [found] = await ctx.db
		.select({ articleId: analysis.articleId })
		.from(analysis)
		.where(eq(analysis.id, analysisId));
	if (!found) throw notFound();
	// The article first, as everybody does who changes both.
	const article = await analysedArticle(ctx, actor, action, found.articleId, { hold: true });
	const [row] = await ctx.db.select().from(analysis).where(eq(analysis.id, analysisId)).for('update');
	if (!row) throw notFound();
	const { method, result } = row;
	if (!states.includes(row.state) || method === null || result === null) {
		throw new Refusal('conflict', `analysis-${row.state}`);
	}
	return { row: { ...row, method, result }, article, edits: await editsOf(ctx, analysisId) };
}

/** What editors changed in an analysis. */
export async function editsOf(ctx: Context, analysisId: string): Promise<ItemEdit[]> {
	return ctx.db
		.select({ item: analysisEdit.item, words: analysisEdit.words })
		.from(analysisEdit)
		.where(eq(analysisEdit.analysisId, analysisId))
		.orderBy(asc(analysisEdit.item));
}

/** How an analysis stands in the ledger: as something that was done with its article. Pure. */
export function inLedger(article: Pick<AnalysedArticle, 'editionId'>, analysisId: string) {
	return {
		subject: { type: 'analysis', id: analysisId },
		...(article.editionId === null ? {} : { scope: article.editionId }),
	};
}

/** A name for how an analysis reads with these edits, so that nobody approves other words than he had before him. Pure. */
export function wordingOf(edits: readonly ItemEdit[]): string {
	const said = edits.map(({ item, words }) => [item, words]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
	return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 20);
}
