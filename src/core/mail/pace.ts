import { sql } from 'drizzle-orm';
import { minute, second } from '#core/clock/instant.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';

/** What is late by less than this leaves without being put in order anew. */
const leeway = 10 * second;
/** And a little more for each that waits: where the server is slower than the pace, a long queue is not written anew all the time. */
const leewayEach = 1;

/**
 * Spreads paced mail anew whose times have gone by while nobody could send (the server stood still, or somebody had held
 * it): otherwise all of it would leave at once. What was tried already keeps its own times.
 * @returns how many mails got another time
 */
export async function keepPace(ctx: Context): Promise<number> {
	const now = ctx.clock.process.now();
	const iso = new Date(now).toISOString();
	const late = new Date(now - leeway).toISOString();
	const rows = await many<{ id: string }>(
		ctx.db,
		sql`with late as (
				select pace from mail where state = 'queued' and pace is not null and attempts = 0
				group by pace having count(*) filter (where next_try_at < ${late}::timestamptz) > 1
				and min(next_try_at) < ${late}::timestamptz - count(*) * ${leewayEach}::int * interval '1 millisecond'
			), spread as (
				select m.id, (row_number() over (partition by m.pace order by m.next_try_at, m.id) - 1) * 60000.0 / m.per_minute as wait
				from mail m join late using (pace) where m.state = 'queued' and m.attempts = 0
			)
			update mail set next_try_at = ${iso}::timestamptz + spread.wait * interval '1 millisecond'
			from spread where mail.id = spread.id and mail.state = 'queued' returning mail.id`,
	);
	return rows.length;
}

/**
 * When the next of a pace may leave: after the last that waits for its first attempt, at once when none does. One that its
 * server has put off for hours holds up nobody. One query. @returns process time
 */
export async function nextOfPace(ctx: Context, pace: { name: string; perMinute: number }): Promise<number> {
	const now = ctx.clock.process.now();
	const [row] = await many<{ at: number | null }>(
		ctx.db,
		sql`select (extract(epoch from max(next_try_at)) * 1000)::float8 as at from mail
			where pace = ${pace.name} and state in ('queued', 'held') and attempts = 0`,
	);
	return row?.at ? Math.max(now, row.at + minute / pace.perMinute) : now;
}
