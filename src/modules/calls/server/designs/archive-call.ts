import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { takesApplications, windowState } from '../../window.ts';
import { callSubject, scopeOf } from '../subject.ts';
import { call, callWindow } from '../tables.ts';

/**
 * Puts a call that takes no applications aside in its desk's list, or back. Nothing else of it changes.
 * @throws Refusal `not-found`, `forbidden`; `conflict` `call-takes-applications`
 */
export async function archiveCall(
	ctx: Context,
	actor: Actor,
	input: { call: string; archived: boolean },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const [found] = await tx.db
			.select({ call, window: callWindow })
			.from(call)
			.innerJoin(callWindow, eq(callWindow.callId, call.id))
			.where(eq(call.id, input.call))
			.for('update', { of: call });
		if (!found) throw notFound();
		const { id: callId, editionId, organisationId, archivedAt } = found.call;
		const place = { callId, editionId, organisationId };
		demand(tx, actor, 'call.edit', callSubject(place));
		if ((archivedAt !== null) === input.archived) return;
		const now = tx.clock.edition.now();
		if (input.archived && takesApplications(windowState(found.window, now))) {
			throw new Refusal('conflict', 'call-takes-applications');
		}
		await tx.db
			.update(call)
			.set({ archivedAt: input.archived ? now : null })
			.where(eq(call.id, callId));
		await record(tx, actor, {
			action: input.archived ? 'archive-call' : 'unarchive-call',
			subject: { type: 'call', id: callId },
			scope: scopeOf(place),
			data: {},
		});
	});
}
