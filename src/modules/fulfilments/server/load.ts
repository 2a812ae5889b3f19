import { eq, sql } from 'drizzle-orm';
import { type Action, type Actor, can, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { type LedgerEvent, record } from '#core/ledger/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { type ApplicationHead, applicationHeads, callSubject } from '#modules/calls/server/index.ts';
import { fulfilment } from './tables.ts';

export type FulfilmentRow = typeof fulfilment.$inferSelect;

export interface LoadedFulfilment {
	row: FulfilmentRow;
	head: ApplicationHead;
}

/**
 * One fulfilment with its application, for whoever may do this. Payments are also the liaison's; to him nothing else
 * exists. @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function openFulfilment(
	ctx: Context,
	actor: Actor,
	action: Extract<Action, 'fulfilment.read' | 'fulfilment.record' | 'payment.record' | 'certificate.revoke'>,
	id: string,
	options: { lock?: boolean } = {},
): Promise<LoadedFulfilment> {
	const query = ctx.db.select().from(fulfilment).where(eq(fulfilment.id, id));
	const [row] = await (options.lock ? query.for('update') : query);
	const head = row && (await applicationHeads(ctx, [row.applicationId])).get(row.applicationId);
	if (!row || !head) throw notFound();
	const { within } = callSubject(head);
	// In the application too: who has a stake in it is no desk to it.
	const subject = { within: { ...within, application: head.id } };
	const isPayment = row.kind === 'payment';
	if (action === 'fulfilment.read' && isPayment && can(actor, 'payment.record', subject, ctx.clock) === 'yes') {
		return { row, head };
	}
	if (action === 'payment.record' && !isPayment) throw notFound();
	demand(ctx, actor, action, subject);
	return { row, head };
}

/** Refuses what was changed since it was read, and what does not hold any more. @throws Refusal `conflict` */
export function demandOpen(row: FulfilmentRow, seen: number | undefined): void {
	if (seen !== undefined && seen !== row.revision) throw new Refusal('conflict', 'changed-meanwhile');
	if (row.state === 'cancelled') throw new Refusal('conflict', 'cancelled');
}

/** Changes a row that was locked, and says so in the ledger. */
export async function change(
	tx: Context,
	actor: Actor,
	row: FulfilmentRow,
	set: Partial<typeof fulfilment.$inferInsert>,
	event: { action: string; data?: LedgerEvent['data'] },
): Promise<void> {
	await tx.db
		.update(fulfilment)
		.set({ ...set, revision: sql`${fulfilment.revision} + 1` })
		.where(eq(fulfilment.id, row.id));
	await record(tx, actor, {
		action: event.action,
		subject: { type: 'application', id: row.applicationId },
		scope: row.deskId,
		data: { fulfilment: row.id, rule: row.rule, kind: row.kind, ...event.data },
	});
}
