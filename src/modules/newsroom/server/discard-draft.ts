import { eq } from 'drizzle-orm';
import { type Actor, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { holdAssetFiles } from '#modules/editions/server/index.ts';
import { same } from '#modules/editions/merge.ts';
import { cleanDraft } from '../draft.ts';
import { articleFor, demandSeen, demandState, inLedger } from './article-row.ts';
import { holderOf, keepDraft } from './keep-draft.ts';
import { articleDiscardedJob } from './release.ts';
import { article, articleNote, articlePerson, articleVersion } from './tables.ts';
import { versionOf } from './versions.ts';

/**
 * Throws away what is not public: of a published article what was written since, of any other one the whole article. What
 * is planned is taken off the plan first (`unscheduleArticle`).
 * @throws ArticleChanged; Refusal `conflict` `article-scheduled`, `article-retracted`
 */
export async function discardDraft(
	ctx: Context,
	actor: Actor,
	{ articleId, revision }: { articleId: string; revision: number },
): Promise<{ discarded: 'article' | 'changes'; revision?: number }> {
	return transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.write', articleId, { hold: true });
		demandState(row, 'draft', 'in-review', 'published');
		demandSeen(row, revision);
		if (row.publishedVersion !== null) {
			const version = await versionOf(tx, row.id, row.publishedVersion);
			if (!version) throw new Error(`article ${row.id} has no version ${row.publishedVersion}`);
			const draft = cleanDraft(version.content);
			if (same(draft, row.draft)) return { discarded: 'changes', revision: row.draftRevision };
			const next = await keepDraft(tx, row, draft, personOf(actor));
			await record(tx, actor, { action: 'discard-changes', ...inLedger(row) });
			return { discarded: 'changes', revision: next };
		}
		for (const table of [articleNote, articlePerson, articleVersion]) {
			await tx.db.delete(table).where(eq(table.articleId, row.id));
		}
		await tx.db.delete(article).where(eq(article.id, row.id));
		await holdAssetFiles(tx, holderOf(row.id), []);
		await tx.jobs.enqueue(tx, articleDiscardedJob, { articleId: row.id });
		await record(tx, actor, { action: 'discard-article', ...inLedger(row), data: { slug: row.slug } });
		return { discarded: 'article' };
	});
}
