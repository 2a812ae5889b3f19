import { sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';

/** So many are given up in one statement: a newsletter that no server took for days is a hundred thousand. */
const batch = 2000;

/** Gives up mails whose use has run out before they could be sent. One statement for each two thousand. @returns how many */
export async function expireMail(ctx: Context): Promise<number> {
	const now = new Date(ctx.clock.process.now()).toISOString();
	for (let all = 0; ; ) {
		const entries = Array.from({ length: batch }, newId);
		const { rowCount } = await ctx.db.execute(sql`
			with late as (
				select id from mail where state = 'queued' and not_after <= ${now}::timestamptz limit ${batch} for update skip locked
			), gone as (
				update mail set state = 'failed', answer = '' from late where mail.id = late.id returning mail.id, mail.attempts
			)
			insert into mail_delivery (id, mail_id, attempt, at, outcome, answer)
			select (${sql.param(entries)}::text[])[row_number() over ()], id, attempts, ${now}::timestamptz, 'expired', '' from gone`);
		all += rowCount ?? 0;
		if ((rowCount ?? 0) < batch) return all;
	}
}
