import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Instant, schedule } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { editionDraft } from './desk-tables.ts';
import { holdEdition } from './edition-lock.ts';
import { editionSubject } from './subject.ts';

/** The due-list's name for drafts that are to be published at a time. */
export const publicationDue = 'publish-drafts';

/**
 * Plans when drafts are published by themselves (edition time), or takes them off the plan (`at: null`). What is planned
 * for the same time is published together. Whoever plans must still be allowed to edit when the time comes; what a moved
 * window brings about then (`accept`, as in `publishDrafts`) has to be said beforehand.
 * @throws Refusal `invalid` `not-in-future`; `not-found` when one of the drafts is gone
 */
export async function schedulePublication(
	ctx: Context,
	actor: Actor,
	editionId: string,
	{ keys, at, accept = [] }: { keys: readonly string[]; at: Instant | null; accept?: readonly string[] },
): Promise<void> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	const personId = personOf(actor);
	if (personId === undefined) throw new Refusal('forbidden', 'not-yours-to-do');
	if (at !== null && at <= ctx.clock.edition.now()) throw invalid([{ path: 'at', code: 'not-in-future' }]);
	await transaction(ctx, async (tx) => {
		await holdEdition(tx, editionId, 'share');
		const planned = await tx.db
			.update(editionDraft)
			.set({
				publishAt: at,
				schedulerPersonId: at === null ? null : personId,
				accepted: at === null ? null : [...accept],
				refused: null,
			})
			.where(and(eq(editionDraft.editionId, editionId), inArray(editionDraft.key, [...keys])))
			.returning({ key: editionDraft.key });
		if (planned.length < new Set(keys).size) throw notFound('no-such-draft');
		if (at === null) return;
		await schedule(tx, { at, kind: publicationDue, subject: `${editionId}:${at}`, payload: { editionId } });
	});
}
