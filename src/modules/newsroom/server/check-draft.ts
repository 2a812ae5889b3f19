import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { ArticleFinding } from '../complete.ts';
import { articleFor } from './article-row.ts';
import { type DraftInput, readDraft } from './read-draft.ts';
import { findingsOf } from './surroundings.ts';

/**
 * What stands against publishing a draft as it is being typed, and what its writer should know; nothing is kept. At most
 * five queries.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` as `saveDraft`
 */
export async function checkDraft(
	ctx: Context,
	actor: Actor,
	{ articleId, draft }: { articleId: string; draft: DraftInput },
): Promise<ArticleFinding[]> {
	const row = await articleFor(ctx, actor, 'article.read', articleId);
	return findingsOf(ctx, { ...row, draft: readDraft(draft, row.draft.pictures) });
}
