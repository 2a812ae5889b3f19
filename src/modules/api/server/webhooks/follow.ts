import { asc, eq, gt, inArray, max } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { apiBase } from '../../api-base.ts';
import { eventOf, payloadOf } from '../../webhook-events.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { newId } from '#core/ids/index.ts';
import { ledgerEvent, ledgerSeal } from '#core/ledger/tables.ts';
import { webhookCursor, webhookDelivery, webhookEndpoint } from '../tables.ts';

const followLock = 720_180_927;
const most = 500;

/**
 * Makes messages of what happened since the last time: one for each endpoint of the desk that asked for such events. It
 * follows the numbers of the chain, which have no gaps and are given after the commit, so nothing is passed over.
 * @returns how many events were looked at (0 also while another process is at it)
 */
export async function followLedger(ctx: Context, origin: string): Promise<number> {
	return transaction(ctx, async (tx) => {
		const [lock] = await many<{ mine: boolean }>(tx.db, sql`select pg_try_advisory_xact_lock(${followLock}) as mine`);
		if (!lock?.mine) return 0;
		const [cursor] = await tx.db.select().from(webhookCursor).where(eq(webhookCursor.id, 1));
		if (!cursor) {
			// Nothing is told of what happened before anybody could listen.
			const [last] = await tx.db.select({ seq: max(ledgerSeal.seq) }).from(ledgerSeal);
			await tx.db.insert(webhookCursor).values({ id: 1, seq: last?.seq ?? 0 });
			return 0;
		}
		const lines = await tx.db
			.select({
				seq: ledgerSeal.seq,
				at: ledgerEvent.at,
				action: ledgerEvent.action,
				subjectType: ledgerEvent.subjectType,
				subjectId: ledgerEvent.subjectId,
				scope: ledgerEvent.scope,
				data: ledgerEvent.data,
			})
			.from(ledgerSeal)
			.innerJoin(ledgerEvent, eq(ledgerEvent.id, ledgerSeal.eventId))
			.where(gt(ledgerSeal.seq, cursor.seq))
			.orderBy(asc(ledgerSeal.seq))
			.limit(most);
		const last = lines.at(-1);
		if (!last) return 0;
		const told = lines.flatMap((line) => {
			const event = eventOf(line);
			return event && line.scope !== null ? [{ ...line, event, scope: line.scope }] : [];
		});
		const desks = [...new Set(told.map(({ scope }) => scope))];
		const endpoints =
			desks.length === 0
				? []
				: await tx.db.select().from(webhookEndpoint).where(inArray(webhookEndpoint.deskId, desks));
		const now = tx.clock.process.now();
		const messages = told.flatMap((line) =>
			endpoints
				.filter(({ deskId, events }) => deskId === line.scope && events.includes(line.event))
				.map(({ id }) => ({
					id: `msg_${newId()}`,
					endpointId: id,
					seq: line.seq,
					event: line.event,
					payload: payloadOf(line.event, line, origin + apiBase),
					state: 'waiting' as const,
					createdAt: now,
					nextAt: now,
				})),
		);
		if (messages.length > 0) await tx.db.insert(webhookDelivery).values(messages).onConflictDoNothing();
		await tx.db.update(webhookCursor).set({ seq: last.seq }).where(eq(webhookCursor.id, 1));
		return lines.length;
	});
}
