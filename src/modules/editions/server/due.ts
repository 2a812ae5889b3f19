import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, actorFor, can, system } from '#core/access/index.ts';
import type { DueHandlers } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { withoutPersons } from './apply-changes.ts';
import { editionDraft } from './desk-tables.ts';
import type { DraftRow } from './draft-rows.ts';
import type { CallsDoor } from './import-bundle.ts';
import { publish } from './publish-drafts.ts';
import { publicationDue } from './schedule-publication.ts';
import { editionSubject } from './subject.ts';
import { edition } from './tables.ts';

/**
 * What editions do at an edition time: drafts are published when they were planned for, in the name of whoever planned it
 * and only if that person may still edit. What cannot be published stays a draft and says why.
 */
export function editionDueHandlers(calls: CallsDoor): DueHandlers {
	return {
		[publicationDue]: async (ctx, item) => {
			const { editionId } = item.payload as { editionId: string };
			// Held before looking, so that what is read is what is published.
			await ctx.db.select({ id: edition.id }).from(edition).where(eq(edition.id, editionId)).for('update');
			const drafts = await ctx.db
				.select()
				.from(editionDraft)
				.where(and(eq(editionDraft.editionId, editionId), eq(editionDraft.publishAt, item.at)))
				.orderBy(editionDraft.key);
			// Everybody answers for his own: what one may no longer publish does not hold up the others.
			const byScheduler = Map.groupBy(drafts, ({ schedulerPersonId }) => schedulerPersonId);
			for (const [scheduler, own] of byScheduler) await publishPlanned(ctx, editionId, scheduler, own, calls);
		},
	};
}

async function publishPlanned(
	ctx: Context,
	editionId: string,
	scheduler: string | null,
	drafts: readonly DraftRow[],
	calls: CallsDoor,
): Promise<void> {
	const keys = drafts.map(({ key }) => key);
	try {
		const actor = await schedulerNow(ctx, editionId, scheduler);
		const accept = drafts.flatMap(({ accepted }) => accepted ?? []);
		await transaction(ctx, (tx) => publish(tx, actor, editionId, keys, { kind: 'scheduled', calls, accept }));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const refused = { code: error.code, at: ctx.clock.edition.now() };
		await ctx.db
			.update(editionDraft)
			.set({ publishAt: null, schedulerPersonId: null, accepted: null, refused })
			.where(and(eq(editionDraft.editionId, editionId), inArray(editionDraft.key, keys)));
		await record(ctx, system('due-list'), {
			action: 'publication-refused',
			subject: { type: 'edition', id: editionId },
			scope: editionId,
			data: { reason: error.code, ...withoutPersons(drafts) },
		});
	}
}

/** Whoever planned it, with the rights of now. @throws Refusal `no-longer-allowed` */
async function schedulerNow(ctx: Context, editionId: string, personId: string | null): Promise<Actor> {
	const refused = new Refusal('forbidden', 'no-longer-allowed');
	if (personId === null) throw refused;
	const actor = await actorFor(ctx, personId, 'command');
	if (can(actor, 'edition.edit', await editionSubject(ctx, editionId), ctx.clock) !== 'yes') throw refused;
	return actor;
}
