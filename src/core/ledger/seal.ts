import { inArray, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/connection.ts';
import { type ChainedEvent, chainHash, genesis } from './digest.ts';
import { ledgerPending, ledgerSeal } from './tables.ts';

const sealLock = 720_180_920;

/**
 * Chains what was committed since the last time. Only one process seals at a time; the others skip.
 * @returns how many events were sealed (0 also when another process is at it)
 */
export async function sealLedger(ctx: Context, most = 2000): Promise<number> {
	return ctx.db.transaction(async (tx) => {
		const lock = await many<{ mine: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${sealLock}) as mine`);
		if (!lock[0]?.mine) return 0;
		const last = await many<{ seq: number; hash: string }>(
			tx,
			sql`select seq::float8 as seq, hash from ledger_seal order by seq desc limit 1`,
		);
		// Ids are given out before commit, so an event with a smaller id may appear after a later one was sealed: the
		// list of pending ones knows, the greatest id does not.
		const events = await many<ChainedEvent & Record<string, unknown>>(
			tx,
			sql`select e.id::float8 as id, (extract(epoch from e.at) * 1000)::float8 as at, e.actor, e.action,
				e.subject_type as "subjectType", e.subject_id as "subjectId", e.scope, e.data, e.detail_digest as "detailDigest"
				from ledger_pending p join ledger_event e on e.id = p.event_id order by p.event_id limit ${most}`,
		);
		if (events.length === 0) return 0;
		let seq = last[0]?.seq ?? 0;
		let hash = last[0]?.hash ?? genesis;
		const sealedAt = ctx.clock.process.now();
		const rows = events.map((event) => {
			seq += 1;
			hash = chainHash(hash, seq, { ...event, at: Math.round(event.at) });
			return { seq, eventId: event.id, hash, sealedAt };
		});
		await tx.insert(ledgerSeal).values(rows);
		const sealed = events.map((event) => event.id);
		await tx.delete(ledgerPending).where(inArray(ledgerPending.eventId, sealed));
		return rows.length;
	});
}
