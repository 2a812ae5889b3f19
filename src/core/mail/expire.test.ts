import { expect, test } from 'vitest';
import { testContext } from '../../../tests/setup/context.ts';
import { expireMail } from './expire.ts';

const ctx = await testContext();
/** More than one statement could write into the log row by row: it takes 65,535 parameters, and a row has six. */
const crowd = 12_000;

test('a newsletter that no server took for days is given up as a whole, each mail with its entry in the log', async () => {
	const now = new Date(ctx.clock.process.now()).toISOString();
	await ctx.byHand(
		`insert into mail (id, message_id, idempotency_key, kind, to_address, to_name, "from", subject, text, html, locale, attachments,
				state, urgent, not_before, not_after, attempts, next_try_at, queued_at_edition, queued_at)
			select n::text, n::text, n::text, 'digest', n || '@people.example', '', '{}', '', '', '', 'en', '[]',
				case when n = 1 then 'held' else 'queued' end, false, $1, case when n > 2 then $1::timestamptz end, n % 3, $1, $1, $1
			from generate_series(1, $2) as n`,
		[now, crowd],
	);
	expect(await expireMail(ctx)).toBe(crowd - 2);
	const { rows } = await ctx.byHand('select state, count(*)::int as n from mail group by 1 order by 1');
	expect(rows).toEqual([
		{ state: 'failed', n: crowd - 2 },
		{ state: 'held', n: 1 },
		{ state: 'queued', n: 1 },
	]);
	const log = await ctx.byHand(
		`select count(distinct d.id)::int as n, count(*) filter (where d.attempt = m.attempts and d.outcome = 'expired')::int as right
			from mail_delivery d join mail m on m.id = d.mail_id`,
	);
	expect(log.rows).toEqual([{ n: crowd - 2, right: crowd - 2 }]);
	expect(await expireMail(ctx)).toBe(0);
});
