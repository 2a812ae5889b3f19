import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/connection.ts';
import { type ChainedEvent, chainHash, detailDigest, genesis } from './digest.ts';

/** What is wrong with the ledger, and where first. */
export type LedgerVerdict =
	| { good: true; events: number; unsealed: number; head: string }
	| {
			good: false;
			/** Place in the chain and id of the event that is first found broken. */
			seq: number;
			eventId: number | null;
			problem: 'changed' | 'missing' | 'gap' | 'detail-changed' | 'head-not-found';
	  };

type SealedRow = ChainedEvent & {
	seq: number;
	sealedEventId: number;
	hash: string;
	detail: unknown;
	salt: string | null;
} & Record<string, unknown>;

/**
 * Recomputes the whole chain, in batches.
 * @param head a published head (64 hexadecimal characters): the chain must contain it, so a ledger that was rewritten
 *   from the start is found out by anyone who kept one
 */
export async function verifyLedger(ctx: Context, head?: string): Promise<LedgerVerdict> {
	let seq = 0;
	let hash = genesis;
	let headSeen = head === undefined || head === genesis;
	for (;;) {
		const rows = await batchAfter(ctx, seq);
		for (const row of rows) {
			if (row.seq !== seq + 1) return { good: false, seq: seq + 1, eventId: null, problem: 'gap' };
			if (row.id === null) return { good: false, seq: row.seq, eventId: row.sealedEventId, problem: 'missing' };
			const expected = chainHash(hash, row.seq, { ...row, at: Math.round(row.at) });
			if (expected !== row.hash) return { good: false, seq: row.seq, eventId: row.id, problem: 'changed' };
			if (row.salt !== null && detailDigest(row.detail, row.salt) !== row.detailDigest) {
				return { good: false, seq: row.seq, eventId: row.id, problem: 'detail-changed' };
			}
			seq = row.seq;
			hash = row.hash;
			if (hash === head) headSeen = true;
		}
		if (rows.length === 0) break;
	}
	if (!headSeen) return { good: false, seq, eventId: null, problem: 'head-not-found' };
	const [left] = await many<{ n: number }>(ctx.db, sql`select count(*)::int as n from ledger_pending`);
	return { good: true, events: seq, unsealed: left?.n ?? 0, head: hash };
}

function batchAfter(ctx: Context, seq: number): Promise<SealedRow[]> {
	return many<SealedRow>(
		ctx.db,
		sql`select s.seq::float8 as seq, s.event_id::float8 as "sealedEventId", s.hash, e.id::float8 as id,
			(extract(epoch from e.at) * 1000)::float8 as at, e.actor, e.action, e.subject_type as "subjectType",
			e.subject_id as "subjectId", e.scope, e.data, e.detail_digest as "detailDigest", d.detail, d.salt
			from ledger_seal s left join ledger_event e on e.id = s.event_id left join ledger_detail d on d.event_id = e.id
			where s.seq > ${seq} order by s.seq limit 5000`,
	);
}
