import { eq } from 'drizzle-orm';
import { type Action, type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { ArticleDraft } from '../draft.ts';
import { subjectOfArticle } from './subject.ts';
import { article } from './tables.ts';

export type ArticleRow = typeof article.$inferSelect;

/**
 * An article for somebody who may do this with it. One query.
 * @param hold inside a transaction: nobody else changes it until its end
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function articleFor(
	ctx: Context,
	actor: Actor,
	action: Action,
	articleId: string,
	{ hold = false }: { hold?: boolean } = {},
): Promise<ArticleRow> {
	const query = ctx.db.select().from(article).where(eq(article.id, articleId));
	const [row] = await (hold ? query.for('update') : query);
	if (!row) {
		if (actor.kind === 'visitor') throw new Refusal('signed-out', 'sign-in-first');
		throw notFound();
	}
	demand(ctx, actor, action, subjectOfArticle(row));
	return row;
}

/** Somebody saved the draft meanwhile. Nothing of either text is lost: the newer one comes along. */
export class ArticleChanged extends Refusal {
	readonly newer: { revision: number; draft: ArticleDraft; at: number; personId: string | null };

	constructor(row: ArticleRow) {
		super('conflict', 'article-changed', { params: { revision: row.draftRevision, at: row.draftAt } });
		this.name = 'ArticleChanged';
		this.newer = { revision: row.draftRevision, draft: row.draft, at: row.draftAt, personId: row.draftPersonId };
	}
}

/** Refuses to act on a draft that somebody has not seen. @throws ArticleChanged */
export function demandSeen(row: ArticleRow, revision: number): void {
	if (row.draftRevision !== revision) throw new ArticleChanged(row);
}

/** Refuses an act that makes no sense where an article stands. @throws Refusal `conflict` `article-<state>` */
export function demandState(row: ArticleRow, ...states: ArticleRow['state'][]): void {
	if (!states.includes(row.state)) throw new Refusal('conflict', `article-${row.state}`);
}

/** How an article stands in the ledger. Pure. */
export function inLedger(row: Pick<ArticleRow, 'id' | 'editionId'>): {
	subject: { type: string; id: string };
	scope?: string;
} {
	return { subject: { type: 'article', id: row.id }, ...(row.editionId === null ? {} : { scope: row.editionId }) };
}
