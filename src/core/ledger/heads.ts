import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/connection.ts';

/** The last hash of a day (UTC, process time). */
export interface LedgerHead {
	day: string;
	seq: number;
	hash: string;
}

/** The newest heads, one a day, latest first: what `/ledger` publishes so that anyone can keep them. */
export async function ledgerHeads(ctx: Context, days = 60): Promise<LedgerHead[]> {
	return many<LedgerHead & Record<string, unknown>>(
		ctx.db,
		sql`select distinct on (day) to_char(sealed_at, 'YYYY-MM-DD') as day, seq::float8 as seq, hash
			from (select *, sealed_at::date as d, to_char(sealed_at, 'YYYY-MM-DD') as day from ledger_seal) s
			order by day desc, seq desc limit ${days}`,
	);
}
