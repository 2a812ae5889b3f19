import { eq, inArray } from 'drizzle-orm';
import { actorFor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { bulkJob } from '../job-names.ts';
import { bulkAct } from '../list-tables.ts';
import { settle } from './settle.ts';

/** So many are settled in one transaction: what is locked by one is free again within a second, and its page moves on. */
const perTransaction = 25;
/** Decisions are noted together: in as many statements for these as for one. */
const decidedAtOnce = 250;

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
			const what = act.state === 'running' ? 'do' : 'undo';
			const together = act.action.kind === 'decide' && what === 'do';
			return settle(tx, actor, act, what, together ? decidedAtOnce : perTransaction);
		});
	}
}

/** Takes up again what a killed process left half done, at once, without waiting until its job is missed. @returns how many acts */
export async function resumeBulkActs(ctx: Context): Promise<number> {
	const unfinished = await ctx.db
		.select({ act: bulkAct.id })
		.from(bulkAct)
		.where(inArray(bulkAct.state, ['running', 'undoing']));
	await ctx.jobs.enqueueAll(ctx, bulkJob, unfinished);
	return unfinished.length;
}
