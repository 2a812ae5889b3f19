import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { handIn } from './hand-in.ts';
import { type DraftKey, demandDraft, findDraft } from './load-draft.ts';
import { earlierReceipt, type Receipt } from './receipts.ts';
import { requirePerson } from './subject.ts';

/**
 * Hands a draft in: an application, or a new version of one. The version is immutable, a receipt goes out by mail, and
 * the draft is gone. Submitting the same draft again gives the same receipt.
 * @throws Refusal `signed-out`; `not-found`; `closed` (`window-not-open`, `window-closed`: the draft stays); `invalid`
 *   with every problem at its field; `conflict` (`wrong-state`)
 */
export async function submit(
	ctx: Context,
	actor: Actor,
	input: DraftKey & { late?: string | null | undefined },
): Promise<Receipt> {
	const personId = requirePerson(actor);
	return transaction(ctx, async (tx) => {
		const found = await findDraft(tx, input.draft, { lock: true });
		if (!found) return earlierReceipt(tx, personId, input.draft);
		demandDraft(tx, actor, input, found);
		return handIn(tx, actor, personId, { ...found, late: input.late });
	});
}
