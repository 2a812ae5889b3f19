import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { tokenDigest } from './load-draft.ts';
import { requirePerson } from './subject.ts';
import { draft } from './tables.ts';

/**
 * Gives all drafts of a visitor's cookie to the person he turned out to be. From then on the cookie opens them no more,
 * so that a shared computer keeps nothing.
 * @returns the drafts that were claimed
 */
export async function claimDrafts(ctx: Context, actor: Actor, token: string): Promise<string[]> {
	const personId = requirePerson(actor);
	const claimed = await ctx.db
		.update(draft)
		.set({ personId, tokenDigest: null })
		.where(and(eq(draft.tokenDigest, tokenDigest(token)), isNull(draft.personId)))
		.returning({ id: draft.id });
	return claimed.map((row) => row.id);
}
