import { and, desc, eq } from 'drizzle-orm';
import { type Actor, demand, personOf } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { loadApplication } from '../load.ts';
import { applicationSubject, scopeOf } from '../subject.ts';
import { applicationMessage } from '../tables.ts';
import { applicationThread } from '../thread-tables.ts';

/**
 * Notes that the messages so far need no answer, or opens them again.
 * @param input.seen the last message that was on the screen: one that came since stays open
 * @throws Refusal `not-found`, `forbidden`; `conflict` (`message-meanwhile`)
 */
export async function settleThread(
	ctx: Context,
	actor: Actor,
	input: { application: string; closed: boolean; seen: number },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demand(tx, actor, 'application.message', applicationSubject(found));
		const [last] = await tx.db
			.select({ position: applicationMessage.position })
			.from(applicationMessage)
			.where(and(eq(applicationMessage.applicationId, found.id)))
			.orderBy(desc(applicationMessage.position))
			.limit(1);
		if (!last) throw notFound();
		if (last.position !== input.seen) throw new Refusal('conflict', 'message-meanwhile');
		const row = {
			closedUpTo: input.closed ? last.position : null,
			closedByPersonId: input.closed ? (personOf(actor) ?? null) : null,
			closedAt: input.closed ? tx.clock.edition.now() : null,
		};
		await tx.db
			.insert(applicationThread)
			.values({ applicationId: found.id, ...row })
			.onConflictDoUpdate({ target: applicationThread.applicationId, set: row });
		await record(tx, actor, {
			action: input.closed ? 'close-messages' : 'reopen-messages',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
		});
	});
}

/** Takes the messages about an application upon oneself, or gives them back. @throws Refusal `not-found`, `forbidden` */
export async function holdThread(
	ctx: Context,
	actor: Actor,
	input: { application: string; hold: boolean },
): Promise<void> {
	await transaction(ctx, async (tx) => {
		const found = await loadApplication(tx, input.application, { lock: true });
		demand(tx, actor, 'application.message', applicationSubject(found));
		const holderPersonId = input.hold ? (personOf(actor) ?? null) : null;
		await tx.db
			.insert(applicationThread)
			.values({ applicationId: found.id, holderPersonId })
			.onConflictDoUpdate({ target: applicationThread.applicationId, set: { holderPersonId } });
		await record(tx, actor, {
			action: input.hold ? 'hold-messages' : 'release-messages',
			subject: { type: 'application', id: found.id },
			scope: scopeOf(found),
		});
	});
}
