import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { processNow, realClock } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { expireMail } from './expire.ts';
import { forgetMails, queueMail, startDelivery } from './index.ts';
import { startTestServer } from './test-server.ts';

const ctx = await testContext();
const queue = (key: string, address: string, kind: string) =>
	queueMail(ctx, {
		key,
		kind,
		to: { name: '', address },
		locale: 'en',
		subject: key,
		text: key,
		html: key,
	});
const put = (key: string, state: string) =>
	ctx.byHand('update mail set state = $2 where idempotency_key = $1', [key, state]);
const left = async () =>
	(await ctx.byHand('select idempotency_key as key from mail order by 1')).rows.map(({ key }) => key);

test('only the kinds that are named, to that address or by that key', async () => {
	for (const state of ['queued', 'held', 'sending', 'sent', 'failed', 'uncertain', 'kept']) {
		await queue(`a:${state}`, 'a@people.example', 'digest');
		await put(`a:${state}`, state);
	}
	await queue('a:code', 'a@people.example', 'code');
	await queue('b:queued', 'b@people.example', 'digest');
	const all = await left();
	await expect(forgetMails(ctx, { kinds: ['digest'] })).rejects.toThrow('which mails');
	expect(await forgetMails(ctx, { kinds: [], to: 'a@people.example' })).toBe(0);
	expect(await forgetMails(ctx, { kinds: ['digest'], keys: [] })).toBe(0);
	expect(await forgetMails(ctx, { kinds: ['digest'], keys: ['a:code'] })).toBe(0);
	expect(await forgetMails(ctx, { kinds: ['digest'], keys: ['a:sent'], to: 'b@people.example' })).toBe(0);
	expect(await left()).toEqual(all);
	await queue('a:handed', 'a@people.example', 'digest');
	await ctx.byHand(`update mail set state = 'sending', handed_at = queued_at where idempotency_key = 'a:handed'`);
	expect(await forgetMails(ctx, { kinds: ['digest'], to: 'a@people.example', waitingOnly: true })).toBe(3);
	const waits = ['a:queued', 'a:held', 'a:sending'];
	expect(await left()).toEqual([...all.filter((key) => !waits.includes(key)), 'a:handed'].sort());
	expect(await forgetMails(ctx, { kinds: ['digest', 'code'], keys: ['a:code', 'a:handed'] })).toBe(2);
	expect(await forgetMails(ctx, { kinds: ['digest'], to: 'a@people.example' })).toBe(4);
	expect(await left()).toEqual(['b:queued']);
});

describe('a mail in the hands of a connection', () => {
	/** Delivers two mails, the first to somebody who is forgotten while the server has it. */
	async function forgottenMeanwhile(
		at: 'onRecipient' | 'onMessage',
		{ waitingOnly = false, putOff = false }: { waitingOnly?: boolean; putOff?: boolean } = {},
	) {
		await ctx.byHand('delete from mail');
		let reached = () => {};
		const there = new Promise<void>((resolve) => {
			reached = resolve;
		});
		let go = () => {};
		const gone = new Promise<void>((resolve) => {
			go = resolve;
		});
		const server = await startTestServer({
			[at]: async (to: string) => {
				if (!to.startsWith('forgotten')) return undefined;
				reached();
				await gone;
				if (putOff) throw Object.assign(new Error('come back later'), { responseCode: 451 });
				return undefined;
			},
		});
		const now = { now: processNow };
		const clock = { ...ctx.clock, edition: now, process: now, rehearsal: false };
		const real: Context = { ...ctx, clock, config: { ...ctx.config, smtpUrl: server.url } };
		const mailTo = (key: string) =>
			queueMail(real, {
				key,
				kind: 'digest',
				to: { name: '', address: `${key}@people.example` },
				locale: 'en',
				subject: key,
				text: key,
				html: key,
			});
		await mailTo('forgotten');
		const delivery = await startDelivery(real, { connections: 1 });
		try {
			await there;
			await mailTo('next');
			const forgotten = await forgetMails(real, {
				to: 'forgotten@people.example',
				kinds: ['digest'],
				waitingOnly,
			});
			go();
			for (let tries = 0; tries < 200 && !server.received.some(({ to }) => to.startsWith('next')); tries += 1) {
				await sleep(30);
			}
			await delivery.stop(2000);
			const kept = await ctx.byHand(
				'select count(*)::int as n from mail_delivery d left join mail m on m.id = d.mail_id where m.idempotency_key is distinct from $1',
				['next'],
			);
			return {
				forgotten,
				received: server.received.map(({ to }) => to),
				left: await left(),
				deliveries: kept.rows[0].n,
			};
		} finally {
			go();
			await delivery.stop(2000);
			await server.close();
		}
	}

	test('whose end has gone out leaves, and nothing of it is kept', async () => {
		expect(await forgottenMeanwhile('onMessage')).toEqual({
			forgotten: 1,
			received: ['forgotten@people.example', 'next@people.example'],
			left: ['next'],
			deliveries: 0,
		});
	});

	test('whose end has not gone out is never ended; the next one goes its way', async () => {
		expect(await forgottenMeanwhile('onRecipient')).toEqual({
			forgotten: 1,
			received: ['next@people.example'],
			left: ['next'],
			deliveries: 0,
		});
	});

	test('is not tried again where only what waits is taken back: who wants no more gets none', async () => {
		expect(await forgottenMeanwhile('onRecipient', { waitingOnly: true })).toEqual({
			forgotten: 1,
			received: ['next@people.example'],
			left: ['next'],
			deliveries: 0,
		});
		expect(await forgottenMeanwhile('onMessage', { waitingOnly: true, putOff: true })).toMatchObject({
			forgotten: 0,
			received: ['next@people.example'],
			left: ['forgotten', 'next'],
		});
		// When its time comes again, its use has run out.
		await ctx.byHand(`update mail set next_try_at = queued_at where state = 'queued'`);
		await expireMail({ ...ctx, clock: realClock() });
		const { rows } = await ctx.byHand('select idempotency_key as key, state from mail order by 1');
		expect(rows).toEqual([
			{ key: 'forgotten', state: 'failed' },
			{ key: 'next', state: 'sent' },
		]);
	});
});
