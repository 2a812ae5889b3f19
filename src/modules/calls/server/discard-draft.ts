import { eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { type DraftKey, demandDraft, findDraft } from './load-draft.ts';
import { draft } from './tables.ts';

/** Throws a draft away. An application whose change it was stays as it is. */
export async function discardDraft(ctx: Context, actor: Actor, input: DraftKey): Promise<void> {
	const found = demandDraft(ctx, actor, input, await findDraft(ctx, input.draft));
	await ctx.db.delete(draft).where(eq(draft.id, found.id));
}
