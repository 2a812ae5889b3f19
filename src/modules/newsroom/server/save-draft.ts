import { type Actor, personOf } from '#core/access/index.ts';
import type { Instant } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { invalid } from '#core/refusal/index.ts';
import { heldAssetFiles } from '#modules/editions/server/index.ts';
import { same } from '#modules/editions/merge.ts';
import type { ArticleDraft } from '../draft.ts';
import { articleFor, demandSeen, demandState } from './article-row.ts';
import { holderOf, keepDraft } from './keep-draft.ts';
import { type DraftInput, readDraft } from './read-draft.ts';

export interface SavedDraft {
	revision: number;
	at: Instant;
	/** Whether anything was new. */
	changed: boolean;
}

/**
 * Keeps what was written at an article, finished or not; what readers see stays as it is. Without `content.pictures` the
 * pictures stay too (they are uploaded one by one, see `addPicture`).
 * @param input.revision the revision of the draft that the writer has seen
 * @throws ArticleChanged with the newer draft, when somebody saved something else meanwhile; Refusal `not-found`,
 *   `forbidden`; `conflict` `article-retracted`; `invalid` as `readDraft`, `unknown-file`
 */
export async function saveDraft(
	ctx: Context,
	actor: Actor,
	input: { articleId: string; revision: number; content: DraftInput },
): Promise<SavedDraft> {
	return transaction(ctx, async (tx) => {
		const row = await articleFor(tx, actor, 'article.write', input.articleId, { hold: true });
		demandState(row, 'draft', 'in-review', 'scheduled', 'published');
		const draft = readDraft(input.content, row.draft.pictures);
		// The same text twice is no conflict, whichever came first: nothing is lost.
		if (same(draft, row.draft)) return { revision: row.draftRevision, at: row.draftAt, changed: false };
		demandSeen(row, input.revision);
		await demandOwnFiles(tx, row.id, draft);
		const revision = await keepDraft(tx, row, draft, personOf(actor));
		return { revision, at: ctx.clock.edition.now(), changed: true };
	});
}

/** Nobody names a file into an article that was not given to it: a digest that one knows is no right to the file. */
async function demandOwnFiles(ctx: Context, articleId: string, draft: ArticleDraft): Promise<void> {
	if (draft.pictures.length === 0) return;
	const held = await heldAssetFiles(ctx, holderOf(articleId));
	const problems = draft.pictures.flatMap(({ content }, i) =>
		same(held.get(content.digest), content) ? [] : [{ path: `pictures.${i}`, code: 'unknown-file' }],
	);
	if (problems.length > 0) throw invalid(problems);
}
