import { eq } from 'drizzle-orm';
import { actorFor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { bulkAct } from '../list-tables.ts';
import { settle } from './settle.ts';

/** So many are settled in one transaction: what is locked by one is free again within a second, and its page moves on. */
const perTransaction = 25;

/**
 * Does a long bulk act, or takes it back, in the name of whoever confirmed it and with the rights that he has by then. A
 * job; done again it goes on where it ended, since each application is settled in the transaction that notes it.
 */
export async function carryOutBulk(ctx: Context, data: JobData): Promise<void> {
	for (let over = false; !over; ) {
		over = await transaction(ctx, async (tx) => {
			const [act] = await tx.db
				.select()
				.from(bulkAct)
				.where(eq(bulkAct.id, String(data.act)))
				.for('update');
			if (act?.state !== 'running' && act?.state !== 'undoing') return true;
			const actor = await actorFor(tx, act.personId, 'command');
			return settle(tx, actor, act, act.state === 'running' ? 'do' : 'undo', perTransaction);
		});
	}
}
