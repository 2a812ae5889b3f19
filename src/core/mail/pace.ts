import { sql } from 'drizzle-orm';
import { second } from '#core/clock/instant.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';

/** What is late by less than this leaves without being put in order anew. */
const leeway = 10 * second;

/**
 * Spreads paced mail anew whose times have gone by while nobody could send (the server stood still, or somebody had held
 * it): otherwise all of it would leave at once. What was tried already keeps its own times.
 * @returns how many mails got another time
 */
export async function keepPace(ctx: Context): Promise<number> {
	const now = ctx.clock.process.now();
	const late = new Date(now - leeway).toISOString();
	const rows = await many<{ id: string }>(
		ctx.db,
		sql`with late as (
				select pace from mail where state = 'queued' and pace is not null and attempts = 0 and next_try_at < ${late}::timestamptz
				group by pace having count(*) > 1
			), spread as (
				select m.id, (row_number() over (partition by m.pace order by m.next_try_at, m.id) - 1) * 60000.0 / m.per_minute as wait
				from mail m join late using (pace) where m.state = 'queued' and m.attempts = 0
			)
			update mail set next_try_at = ${new Date(now).toISOString()}::timestamptz + spread.wait * interval '1 millisecond'
			from spread where mail.id = spread.id and mail.state = 'queued' returning mail.id`,
	);
	return rows.length;
}
