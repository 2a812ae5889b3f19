import { expect, test } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { askAgainHandlers } from './ask-again.ts';
import { confirmSignature, releaseStatement, saveStatementDraft, statementJobHandlers } from './index.ts';
import { askAgainJob } from './job-names.ts';
import { goodForm, lettersTo, openTime, releasedForTest, signForTest, texts } from './testing.ts';

const ctx = await testContext({ at: openTime, jobs: statementJobHandlers });

test('of many who are asked again ten letters leave in a second, however many batches they are', async () => {
	const { id, slug, organiser } = await releasedForTest(ctx, 'asked-again');
	await signForTest(ctx, slug, goodForm(1));
	await ctx.byHand(
		`insert into signature select (jsonb_populate_record(s, jsonb_build_object(
				'id', 'copy-' || n, 'position', s.position + n, 'email', n || '@copies.example', 'email_key', n || '@copies.example'))).*
			from signature s, generate_series(1, 449) as n where s.statement_id = $1`,
		[id],
	);
	const changed = { ...texts, en: { ...texts.en, body: 'We ask that data be sold.' } };
	const revision = await saveStatementDraft(ctx, organiser, { statement: id, texts: changed, remark: '', revision: 1 });
	await releaseStatement(ctx, organiser, { statement: id, revision, note: { en: 'Sold.', zh: '出售。' } });
	// As outside a rehearsal, where mail leaves.
	const live = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
	const ask = askAgainHandlers[askAgainJob] as NonNullable<(typeof askAgainHandlers)[string]>;
	const { rows: signed } = await ctx.byHand('select position::int as at from signature order by position');
	for (const after of [0, signed[199].at, signed[399].at]) await ask(live, { statement: id, version: 2, after });
	const { rows } = await ctx.byHand(
		`select (extract(epoch from next_try_at) * 1000)::float8 as at from mail where idempotency_key like 'statement-again:%' order by 1`,
	);
	expect(rows).toHaveLength(450);
	const times = rows.map(({ at }) => at - ctx.clock.process.now());
	expect([times[0], times[199], times[200], times[449]]).toEqual([0, 19_900, 20_000, 44_900]);
});

test('who confirms an earlier version after the others were asked is asked too, and nobody twice', async () => {
	const { id, slug, organiser } = await releasedForTest(ctx, 'asked-late');
	await signForTest(ctx, slug, goodForm(1000));
	const late = goodForm(1001);
	const { secret } = await signForTest(ctx, slug, late, { confirm: false });
	const changed = { ...texts, en: { ...texts.en, body: 'We ask that data be lent.' } };
	const revision = await saveStatementDraft(ctx, organiser, { statement: id, texts: changed, remark: '', revision: 1 });
	await releaseStatement(ctx, organiser, { statement: id, revision, note: { en: 'Lent.', zh: '出借。' } });
	await ctx.runJobs();
	await confirmSignature(ctx, visitor, { secret: secret as string, locale: 'en' });
	const asked = async (email: string) =>
		(await lettersTo(ctx, email)).filter(({ text }) => text.includes('Version 2 says'));
	expect(await asked(late.email)).toMatchObject([{ text: expect.stringContaining('Lent.') }]);
	// A job that is done a second time asks nobody anew, and makes no links that no letter holds.
	const links = async () => (await ctx.byHand('select count(*)::int as n from signature_link')).rows[0].n;
	const before = await links();
	const ask = askAgainHandlers[askAgainJob] as NonNullable<(typeof askAgainHandlers)[string]>;
	await ask(ctx, { statement: id, version: 2, after: 0 });
	expect(await asked(late.email)).toHaveLength(1);
	expect(await links()).toBe(before);
	// Who signs what is public now is not asked.
	const present = goodForm(1002);
	await signForTest(ctx, slug, present);
	expect(await asked(present.email)).toEqual([]);
});
