import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { draftRows } from './draft-rows.ts';
import { holdEdition } from './edition-lock.ts';
import { removeDrafts } from './publish-drafts.ts';
import { editionSubject } from './subject.ts';

/** Throws drafts away; what is published stays. Drafts that are gone already are none. @returns how many went */
export async function discardDrafts(
	ctx: Context,
	actor: Actor,
	editionId: string,
	keys: readonly string[],
): Promise<number> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	return transaction(ctx, async (tx) => {
		await holdEdition(tx, editionId, 'update');
		const drafts = await draftRows(tx, editionId, keys);
		await removeDrafts(tx, editionId, drafts);
		return drafts.length;
	});
}
