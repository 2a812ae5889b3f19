import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { processNow, realClock } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { type Delivery, holdMail, type NewMail, outboxPage, queueMail, resolveMail, startDelivery } from './index.ts';
import { type Behaviour, reply, startTestServer } from './test-server.ts';

const ctx = await testContext();
const actor = system('test');

function realAt(smtpUrl: string | undefined): Context {
	return {
		...ctx,
		config: { ...ctx.config, smtpUrl, mailFrom: 'IPSPACE 秘书处 <noreply@ipspace.example>' },
		clock: realClock(),
	};
}

const place = { scope: 'e', subject: { within: { edition: 'e' } } };
const wanted = (key: string, more: Partial<NewMail> = {}): NewMail => ({
	key,
	kind: 'letter',
	scope: 'e',
	to: { name: '', address: `${key}@people.example` },
	locale: 'en',
	subject: `Subject ${key}`,
	text: 'text',
	html: '<p>html</p>',
	...more,
});

let running: { server: Awaited<ReturnType<typeof startTestServer>>; real: Context; delivery?: Delivery } | undefined;

async function begin(behaviour: Behaviour = {}, url?: string) {
	await ctx.byHand('delete from mail');
	const server = await startTestServer(behaviour);
	const real = realAt(url ?? server.url);
	running = { server, real };
	return {
		server,
		real,
		start: async (connections = 1) => {
			const delivery = await startDelivery(real, { connections });
			if (running) running.delivery = delivery;
			return delivery;
		},
	};
}

afterEach(async () => {
	await running?.delivery?.stop(1000);
	await running?.server.close();
	running = undefined;
});

async function until(what: string, check: () => Promise<boolean> | boolean) {
	for (let tries = 0; tries < 300; tries += 1) {
		if (await check()) return;
		await sleep(30);
	}
	throw new Error(`did not happen: ${what}`);
}

async function stateOf(
	key: string,
): Promise<{ state: string; answer: string | null; attempts: number; next_try_at: Date }> {
	const { rows } = await ctx.byHand(
		'select state, answer, attempts, next_try_at from mail where idempotency_key = $1',
		[key],
	);
	return rows[0];
}

describe('a mail over the wire', () => {
	test('has its headers in UTF-8, both texts, the attachment, and leaves once', async () => {
		const { server, real, start } = await begin();
		const pdf = new Uint8Array(200_000).map((_, n) => (n * 7919) % 251);
		const { digest, bytes } = await ctx.files.put(pdf);
		const { messageId } = await queueMail(
			real,
			wanted('full', {
				to: { name: '张样例', address: 'zhang@people.example' },
				replyTo: { name: '', address: 'office@ipspace.example' },
				locale: 'zh',
				subject: '关于您的摘要《尘埃与光：一个足够长、需要折行的题目，用来检验编码是否正确》的录用通知',
				text: '尊敬的作者：\n.一行以点开头\n..两个点\n',
				html: '<p>尊敬的作者：</p>',
				attachments: [{ digest, bytes, name: '录用通知.pdf', mediaType: 'application/pdf' }],
			}),
		);
		await start();
		await until('sent', async () => (await stateOf('full')).state === 'sent');
		expect(server.received).toHaveLength(1);
		const raw = server.received[0]?.raw ?? '';
		expect(raw.split('\r\n\r\n')[0]).toMatch(/^[\x20-\x7e\r\n]*$/);
		const [email] = await server.parsed();
		expect(email).toMatchObject({
			messageId,
			from: { name: 'IPSPACE 秘书处', address: 'noreply@ipspace.example' },
			to: [{ name: '张样例', address: 'zhang@people.example' }],
			replyTo: [{ address: 'office@ipspace.example' }],
			subject: '关于您的摘要《尘埃与光：一个足够长、需要折行的题目，用来检验编码是否正确》的录用通知',
		});
		expect(email?.text?.trim()).toBe('尊敬的作者：\n.一行以点开头\n..两个点');
		expect(email?.html).toContain('尊敬的作者');
		expect(email?.attachments[0]).toMatchObject({ filename: '录用通知.pdf', mimeType: 'application/pdf' });
		expect(Buffer.compare(Buffer.from(email?.attachments[0]?.content as ArrayBuffer), pdf)).toBe(0);
		expect(Math.abs(Date.parse(email?.date ?? '') - processNow())).toBeLessThan(30_000);
		const { items } = await outboxPage(real, actor, place, { list: 'sent' });
		expect(items[0]?.deliveries).toMatchObject([{ outcome: 'sent', attempt: 1 }]);
		expect(items[0]?.answer).toContain('250');
	});

	test('waits for its time, goes urgent first, and not when held', async () => {
		const { server, real, start } = await begin();
		await queueMail(real, wanted('later', { notBefore: processNow() + 800 }));
		await queueMail(real, wanted('tomorrow', { notBefore: processNow() + 86_400_000 }));
		const held = await queueMail(real, wanted('held'));
		await holdMail(real, actor, place, { ids: [held.id] });
		await queueMail(real, wanted('letter'));
		await queueMail(real, wanted('code', { urgent: true }));
		await queueMail(real, wanted('stale-code', { urgent: true, notAfter: processNow() - 1 }));
		await start();
		await until('three sent', () => server.received.length === 3);
		expect(server.received.map((mail) => mail.to.split('@')[0])).toEqual(['code', 'letter', 'later']);
		expect((await stateOf('stale-code')).state).toBe('failed');
		expect((await stateOf('held')).state).toBe('held');
		expect((await stateOf('tomorrow')).state).toBe('queued');
	});

	test('is sent at once when it is queued while a worker idles, by as many connections as there are', async () => {
		const { server, real, start } = await begin({ onRecipient: () => sleep(40) });
		await start(3);
		await Promise.all(Array.from({ length: 30 }, (_, n) => queueMail(real, wanted(`b${n}`))));
		await until('all sent', () => server.received.length === 30);
		expect(new Set(server.received.map((mail) => mail.to)).size).toBe(30);
		expect(server.open.most).toBe(3);
		expect(server.open.sessions).toBe(3);
	});
});

describe('refusals', () => {
	test('4xx is tried again later, 5xx is not, wherever they come', async () => {
		const { server, real, start } = await begin({
			onRecipient(to) {
				if (to.startsWith('grey')) throw reply(451, 'come back later');
				if (to.startsWith('gone')) throw reply(550, 'no such user');
			},
			onMessage(to) {
				if (to.startsWith('full')) throw reply(452, 'disk full');
				if (to.startsWith('spam')) throw reply(554, 'we do not like it');
				return undefined;
			},
		});
		for (const key of ['grey', 'gone', 'full', 'spam', 'fine']) await queueMail(real, wanted(key));
		await start();
		await until('fine sent', async () => (await stateOf('fine')).state === 'sent');
		for (const [key, state, answer] of [
			['grey', 'queued', 'come back later'],
			['gone', 'failed', 'no such user'],
			['full', 'queued', 'disk full'],
			['spam', 'failed', 'we do not like it'],
		] as const) {
			// What came of it is written beside the next mail.
			await until(`${key} ended`, async () => (await stateOf(key)).state !== 'sending');
			const row = await stateOf(key);
			expect([key, row.state]).toEqual([key, state]);
			expect(row.answer).toContain(answer);
			if (state === 'queued') expect(row.next_try_at.getTime()).toBeGreaterThan(processNow() + 30_000);
		}
		expect(server.received.map((mail) => mail.to)).toEqual(['fine@people.example']);
		// Its time has come: the same Message-ID.
		await ctx.byHand(
			`update mail set next_try_at = queued_at, to_address = 'cured@people.example' where idempotency_key = 'grey'`,
		);
		await queueMail(real, wanted('wake'));
		await until('cured', async () => (await stateOf('grey')).state === 'sent');
		expect(await stateOf('grey')).toMatchObject({ attempts: 2 });
	});

	test('a server that wants a password holds nothing against the mail', async () => {
		const { real, start } = await begin({
			onMail() {
				throw reply(530, 'sign in first');
			},
		});
		await queueMail(real, wanted('patient'));
		await start();
		await until(
			'the fault is shown',
			async () => (await outboxPage(real, actor, place, { list: 'waiting' })).fault !== null,
		);
		expect((await stateOf('patient')).state).toBe('queued');
		expect((await outboxPage(real, actor, place, { list: 'waiting' })).fault?.answer).toContain('sign in first');
	});

	test('a server that is not there: the mail waits untouched, then goes', async () => {
		const { server, start } = await begin({}, 'smtp://127.0.0.1:1');
		const { real } = running as NonNullable<typeof running>;
		await queueMail(real, wanted('waits'));
		const delivery = await start();
		await until(
			'the fault is shown',
			async () => (await outboxPage(real, actor, place, { list: 'waiting' })).fault !== null,
		);
		expect(await stateOf('waits')).toMatchObject({ state: 'queued', attempts: 0 });
		await delivery.stop(1000);
		const second = await startDelivery(realAt(server.url), { connections: 1 });
		await until('sent', async () => (await stateOf('waits')).state === 'sent');
		await second.stop(1000);
	});

	test('a missing attachment fails the mail before anything is said to the server', async () => {
		const { server, real, start } = await begin();
		await queueMail(
			real,
			wanted('broken', { attachments: [{ digest: 'a'.repeat(64), bytes: 1, name: 'a', mediaType: 'a/b' }] }),
		);
		await queueMail(real, wanted('whole'));
		await start();
		await until('the other one sent', async () => (await stateOf('whole')).state === 'sent');
		expect(await stateOf('broken')).toMatchObject({ state: 'failed' });
		expect(server.received).toHaveLength(1);
	});
});

describe('silence', () => {
	test('after the message is uncertain and never resent; a person decides', async () => {
		let silent = true;
		const { server, real, start } = await begin({
			onMessage: () => (silent ? new Promise(() => undefined) : undefined),
		});
		const { id } = await queueMail(real, wanted('doubt'));
		const first = await start();
		await until('handed over', async () => (await ctx.byHand('select handed_at from mail')).rows[0].handed_at !== null);
		await sleep(50);
		await first.stop(100);
		expect((await stateOf('doubt')).state).toBe('uncertain');
		silent = false;
		await start();
		await queueMail(real, wanted('next'));
		await until('next sent', async () => (await stateOf('next')).state === 'sent');
		expect((await stateOf('doubt')).state).toBe('uncertain');
		await resolveMail(real, actor, place, id, 'again');
		await until('sent again', async () => (await stateOf('doubt')).state === 'sent');
		expect(server.received.map((mail) => mail.to)).toEqual(['next@people.example', 'doubt@people.example']);
	});

	test('before the message is not: it goes again by itself', async () => {
		let silent = true;
		const { server, real, start } = await begin({
			onRecipient: () => (silent ? new Promise(() => undefined) : undefined),
		});
		await queueMail(real, wanted('early'));
		const first = await start();
		await until('sending', async () => (await stateOf('early')).state === 'sending');
		await first.stop(100);
		expect(await stateOf('early')).toMatchObject({ state: 'queued' });
		silent = false;
		await ctx.byHand('update mail set next_try_at = queued_at');
		await start();
		await until('sent', async () => (await stateOf('early')).state === 'sent');
		expect(server.received).toHaveLength(1);
	});

	test('of a sibling that lives is its own affair: a worker that starts leaves its mail alone', async () => {
		let answer: () => void = () => undefined;
		const { server, real, start } = await begin({
			onMessage: () =>
				new Promise((resolve) => {
					answer = () => resolve(undefined);
				}),
		});
		await queueMail(real, wanted('busy'));
		await start();
		await until('handed over', async () => (await ctx.byHand('select handed_at from mail')).rows[0].handed_at !== null);
		const sibling = await startDelivery(real, { connections: 1 });
		expect((await stateOf('busy')).state).toBe('sending');
		expect((await ctx.byHand('select count(*)::int as n from mail_sender')).rows[0].n).toBeGreaterThan(0);
		await until('the message', () => server.read.length === 1);
		answer();
		await until('sent', async () => (await stateOf('busy')).state === 'sent');
		await sibling.stop(1000);
		expect((await ctx.byHand('select outcome from mail_delivery')).rows).toEqual([{ outcome: 'sent' }]);
	});

	test('a worker that lost its database session claims nothing, and tells the truth late', async () => {
		let answer: () => void = () => undefined;
		const { server, real, start } = await begin({
			onMessage: (to) =>
				to.startsWith('slow')
					? new Promise((resolve) => {
							answer = () => resolve(undefined);
						})
					: undefined,
		});
		await queueMail(real, wanted('slow'));
		await start();
		await until('handed over', async () => (await ctx.byHand('select handed_at from mail')).rows[0].handed_at !== null);
		await ctx.byHand(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 720181`);
		await until(
			'the lock is gone',
			async () =>
				(await ctx.byHand(`select 1 from pg_locks where locktype = 'advisory' and classid = 720181`)).rowCount === 0,
		);
		const sibling = await startDelivery(real, { connections: 1 });
		expect((await stateOf('slow')).state).toBe('uncertain');
		answer();
		await until('the truth', async () => (await stateOf('slow')).state === 'sent');
		await queueMail(real, wanted('after'));
		await until('after sent', async () => (await stateOf('after')).state === 'sent');
		await sibling.stop(1000);
		expect(server.received.map((mail) => mail.to.split('@')[0])).toEqual(['slow', 'after']);
	});
});

test('a rehearsal sends nothing, whatever SMTP_URL says', async () => {
	const { server } = await begin();
	const rehearsal = { ...ctx, config: { ...ctx.config, smtpUrl: server.url } };
	await queueMail(rehearsal, wanted('kept'));
	// Even a row that says it is queued stays where it is.
	await ctx.byHand(
		`insert into mail select (jsonb_populate_record(m, '{"id": "x", "message_id": "<x>", "idempotency_key": "x", "state": "queued"}')).* from mail m`,
	);
	const delivery = await startDelivery(rehearsal, { connections: 2 });
	await queueMail(rehearsal, wanted('kept-too'));
	await sleep(500);
	await delivery.stop();
	expect(server.open.sessions).toBe(0);
	expect((await stateOf('kept')).state).toBe('kept');
	expect((await stateOf('x')).state).toBe('queued');
});
