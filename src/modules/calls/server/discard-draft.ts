import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { dropDraft } from './drop-draft.ts';
import { type DraftKey, demandDraft, findDraft } from './load-draft.ts';

/** Throws a draft away. An application whose change it was stays as it is. */
export async function discardDraft(ctx: Context, actor: Actor, input: DraftKey): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = demandDraft(tx, actor, input, await findDraft(tx, input.draft, { lock: true }));
		await dropDraft(tx, found.id);
	});
}
