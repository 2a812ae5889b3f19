import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '#core/clock/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { readLink, takeLink, tryCode, waitingCode } from './codes.ts';
import { mailSignInCode } from './mail-code.ts';
import { attachAddress } from './addresses.ts';
import { sweepIdentity } from './sweep.ts';

const ctx = await testContext();
const origin = 'https://orrery.example';
let network = 0;
/** A network of its own for each test, so that their limits do not meet. */
const freshIp = () => `10.0.${Math.floor(network / 250)}.${(network++ % 250) + 1}`;

async function ask(address: string, ip = freshIp(), extra: object = {}) {
	const mailed = await mailSignInCode(ctx, { address, locale: 'en', ip, origin, ...extra });
	const { rows } = await ctx.byHand(
		'select subject, text, kind, urgent, not_after, person_id from mail where to_address = $1 order by queued_at desc, id limit 50',
		[mailed.address],
	);
	const known = new Set(seen);
	const fresh = rows.find((row) => !known.has(row.text));
	seen.push(fresh.text);
	const code = /(\d{3}) (\d{3})/.exec(fresh.text);
	const link = /\/sign-in\/link\/([0-9a-z]{40})/.exec(fresh.text)?.[1] ?? '';
	return { ...mailed, code: `${code?.[1]}${code?.[2]}`, link, mail: fresh };
}
const seen: string[] = [];
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function refusal(work: Promise<unknown>): Promise<Refusal> {
	const thrown = await work.then(
		() => undefined,
		(error: unknown) => error,
	);
	expect(thrown).toBeInstanceOf(Refusal);
	return thrown as Refusal;
}
const codeProblem = async (work: Promise<unknown>) => (await refusal(work)).problems[0];
const attempt = (window: string | undefined, code: string, ip = freshIp()) =>
	tryCode(ctx, { window, code, ip, purpose: 'sign-in' });

describe('the code', () => {
	test('proves the address, once, in the window that asked', async () => {
		const asked = await ask(' Ada@Sample.Example ', undefined, { next: '/me/profile' });
		expect(asked.address).toBe('ada@sample.example');
		expect(await waitingCode(ctx, asked.window)).toMatchObject({ address: asked.address, triesLeft: 5 });
		expect(await attempt(asked.window, `${asked.code.slice(0, 3)} ${asked.code.slice(3)}`)).toMatchObject({
			address: 'ada@sample.example',
			next: '/me/profile',
		});
		expect(await codeProblem(attempt(asked.window, asked.code))).toMatchObject({ code: 'code-used' });
		expect(await readLink(ctx, asked.link)).toBeUndefined();
		expect(await waitingCode(ctx, asked.window)).toBeUndefined();
	});

	test('is refused in another browser', async () => {
		const victim = await ask('bo@sample.example');
		expect(await codeProblem(attempt(undefined, victim.code))).toMatchObject({ code: 'code-other-window' });
		expect(await codeProblem(attempt(newSecret(), victim.code))).toMatchObject({ code: 'code-other-window' });
		const attacker = await ask('bo@sample.example');
		expect(await codeProblem(attempt(attacker.window, victim.code))).toMatchObject({ code: 'code-wrong' });
		expect(await attempt(victim.window, victim.code)).toMatchObject({ address: 'bo@sample.example' });
	});

	test('stops after five tries, also for the right code and also in parallel', async () => {
		const asked = await ask('cy@sample.example');
		const wrong = await Promise.all(
			Array.from({ length: 20 }, () => codeProblem(attempt(asked.window, other(asked.code)))),
		);
		expect(wrong.filter((problem) => problem?.code === 'code-wrong')).toHaveLength(4);
		expect(wrong.filter((problem) => problem?.code === 'code-used-up')).toHaveLength(16);
		expect(await codeProblem(attempt(asked.window, asked.code))).toMatchObject({ code: 'code-used-up' });
		const { rows } = await ctx.byHand('select tries, used_at from mail_code where address = $1', ['cy@sample.example']);
		expect(rows).toEqual([{ tries: 5, used_at: null }]);
	});

	test('a text that is no code costs no try', async () => {
		const asked = await ask('di@sample.example');
		expect(await codeProblem(attempt(asked.window, '12 34'))).toMatchObject({ path: 'code', code: 'code-form' });
		expect(await waitingCode(ctx, asked.window)).toMatchObject({ triesLeft: 5 });
	});

	test('runs out after ten minutes, with its link', async () => {
		const start = ctx.clock.process.now();
		const asked = await ask('ed@sample.example');
		ctx.setNow(start + 10 * minute - 1);
		expect(await readLink(ctx, asked.link)).toMatchObject({ address: 'ed@sample.example' });
		ctx.setNow(start + 10 * minute);
		expect(await codeProblem(attempt(asked.window, asked.code))).toMatchObject({ code: 'code-expired' });
		expect(await readLink(ctx, asked.link)).toBeUndefined();
		expect(await refusal(takeLink(ctx, asked.link, freshIp()))).toMatchObject({ code: 'link-expired' });
		ctx.setNow(start);
	});

	test('neither code nor secrets stand in the table', async () => {
		const asked = await ask('fy@sample.example');
		const { rows } = await ctx.byHand('select * from mail_code where address = $1', ['fy@sample.example']);
		const text = JSON.stringify(rows);
		for (const secret of [asked.code, asked.window, asked.link]) expect(text).not.toContain(secret);
	});

	test('a new code in the same window sets the old one aside', async () => {
		const first = await ask('gi@sample.example');
		const second = await ask('gi@sample.example', undefined, { oldWindow: first.window });
		expect(await codeProblem(attempt(first.window, first.code))).toMatchObject({ code: 'code-used' });
		expect(await refusal(takeLink(ctx, first.link, freshIp()))).toMatchObject({ code: 'link-expired' });
		expect(await attempt(second.window, second.code)).toMatchObject({ address: 'gi@sample.example' });
	});
});

describe('the link', () => {
	test('read any number of times it changes nothing; used once it is gone, and the code with it', async () => {
		const asked = await ask('ha@sample.example');
		const state = async () =>
			(await ctx.byHand('select * from mail_code where address = $1', ['ha@sample.example'])).rows;
		const before = await state();
		for (let i = 0; i < 3; i += 1)
			expect(await readLink(ctx, asked.link)).toMatchObject({ address: 'ha@sample.example' });
		expect(await state()).toEqual(before);
		const both = await Promise.allSettled([takeLink(ctx, asked.link, freshIp()), takeLink(ctx, asked.link, freshIp())]);
		expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(await codeProblem(attempt(asked.window, asked.code))).toMatchObject({ code: 'code-used' });
	});
});

describe('the limits', () => {
	test('an address gets six codes an hour and fifteen a day, whoever asks; the refusal says when', async () => {
		const start = ctx.clock.process.now();
		for (let i = 0; i < 5; i += 1) await ask('ida@sample.example');
		expect((await refusal(ask('ida@sample.example'))).params.seconds).toBe(60);
		ctx.setNow(start + 2 * minute);
		await ask('ida@sample.example');
		const hourly = await refusal(ask('ida@sample.example'));
		expect(hourly).toMatchObject({ kind: 'too-many', code: 'too-many-codes', status: 429 });
		expect(hourly.params.seconds).toBe(58 * 60);
		let sent = 6;
		for (let h = 1; h < 12; h += 1) {
			ctx.setNow(start + h * (hour + 3 * minute));
			for (let i = 0; i < 3; i += 1) {
				await ask('ida@sample.example').then(
					() => {
						sent += 1;
					},
					() => undefined,
				);
			}
		}
		expect(sent).toBe(15);
		ctx.setNow(start);
	});

	test('one network cannot flood; others are not touched', async () => {
		const ip = '192.0.2.7';
		for (let i = 0; i < 30; i += 1) await ask(`n${i}@sample.example`, ip);
		expect(await refusal(ask('n30@sample.example', ip))).toMatchObject({ kind: 'too-many' });
		await ask('n30@sample.example', '192.0.2.8');
	});

	test('guesses are limited for a network, over all windows', async () => {
		const ip = '192.0.2.9';
		for (let i = 0; i < 60; i += 1) await attempt(newSecret(), '123456', ip).catch(() => undefined);
		expect(await refusal(attempt(newSecret(), '123456', ip))).toMatchObject({
			kind: 'too-many',
			code: 'try-again-later',
		});
	});

	test('the answer is the same for known and unknown addresses', async () => {
		await attachAddress(ctx, 'person-1', 'known@sample.example', { verified: true });
		const known = await ask('known@sample.example');
		const unknown = await ask('unknown@sample.example');
		const shape = (one: typeof known) => ({
			keys: Object.keys(one).sort(),
			subject: one.mail.subject.replace(/\d{3} \d{3}/, '…'),
			text: one.mail.text.replace(/\d{3} \d{3}/, '…').replace(one.link, '…'),
		});
		expect(shape(known)).toEqual(shape(unknown));
		expect(
			Object.keys(await mailSignInCode(ctx, { address: 'known@sample.example', locale: 'zh', ip: freshIp(), origin })),
		).toEqual(['window', 'address', 'expiresAt']);
	});

	test('a bad address is refused at its field', async () => {
		for (const [text, code] of [
			['', 'address-missing'],
			['nobody', 'address-bad'],
			['a@b@c.example', 'address-bad'],
		] as const) {
			expect((await refusal(ask(text))).problems).toEqual([{ path: 'address', code }]);
		}
	});
});

test('what has run out is swept away after a day', async () => {
	const start = ctx.clock.process.now();
	ctx.setNow(start + 2 * day);
	expect(await sweepIdentity(ctx)).toBeGreaterThan(20);
	expect((await ctx.byHand('select count(*)::int as n from mail_code')).rows[0].n).toBe(0);
	ctx.setNow(start);
});
