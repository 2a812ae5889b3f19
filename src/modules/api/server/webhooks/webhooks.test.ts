import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, system } from '#core/access/index.ts';
import { day, hour, minute, second } from '#core/clock/index.ts';
import { record, sealLedger } from '#core/ledger/index.ts';
import { isPublicAddress } from '#core/outbound/index.ts';
import { decide, withdraw } from '#modules/calls/server/index.ts';
import { makeApplication, makeCall, organiser, person, secretary, edition } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { eventOf, payloadOf } from '../../webhook-events.ts';
import { idleJobs } from '../testing.ts';
import { urlProblem } from './addresses.ts';
import { deliverWebhooks, pauseAfter, sweepWebhooks } from './deliver.ts';
import { followLedger } from './follow.ts';
import * as manage from './manage.ts';
import { post } from './post.ts';
import { failingWebhooks, webhooksOf, webhookWithLog } from './queries.ts';
import { signatureOf } from './signature.ts';

const ctx = await testContext({ jobs: idleJobs });
const desk = { id: edition, subject: { within: { edition } } };
const origin = 'https://orrery.example';

/** A real receiver: notes what arrives and answers what it is told to. */
interface Arrived {
	headers: IncomingMessage['headers'];
	body: string;
}
let arrived: Arrived[] = [];
let answers: (number | 'silence')[] = [];
const receiver = createServer(async (request, response) => {
	let body = '';
	for await (const part of request) body += String(part);
	arrived.push({ headers: request.headers, body });
	const status = answers.shift() ?? 204;
	if (status === 'silence') return;
	response
		.writeHead(status, { location: 'http://127.0.0.1:9/elsewhere' })
		.end(status === 204 ? '' : 'said the receiver');
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
afterAll(() => {
	receiver.closeAllConnections();
	receiver.close();
});

const call = await makeCall(ctx);
const author = person('author');
await followLedger(ctx, origin);

beforeEach(async () => {
	await follow();
	await ctx.byHand('delete from webhook_endpoint');
	arrived = [];
	answers = [];
});

/** What the repeated job does: seals, follows, delivers. */
async function follow(): Promise<void> {
	await sealLedger(ctx);
	while ((await followLedger(ctx, origin)) > 0);
	await deliverWebhooks(ctx);
}
const pass = (time: number) => ctx.setNow(ctx.clock.process.now() + time);
const make = (events: string[], label = 'Test') => manage.makeWebhook(ctx, organiser, desk, { url, label, events });
const log = async (webhook: string) => (await webhookWithLog(ctx, organiser, desk, { webhook })).deliveries;

describe('the signature', () => {
	// The example that the Standard Webhooks libraries are tested with.
	it('is that of the specification', () => {
		const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
		const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
		expect(signatureOf([secret], message)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
		expect(signatureOf([secret, 'whsec_AAAA'], message).split(' ')).toHaveLength(2);
	});
});

describe('an event', () => {
	it('arrives signed and thin, in order, after a receiver that failed first', async () => {
		const { id, secret } = await make(['application.submitted', 'application.withdrawn', 'application.decided']);
		const made = await makeApplication(ctx, call, author, { title: 'A secret title' });
		await decide(ctx, organiser, { application: made.application, outcome: 'talk', note: 'NOTE' });
		await withdraw(ctx, author, { application: made.application });
		answers = [500];
		await follow();
		expect(arrived).toHaveLength(1);
		expect((await log(id)).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
		expect((await log(id)).at(-1)).toMatchObject({
			responseStatus: 500,
			responseText: 'said the receiver',
			attempts: 1,
		});
		await deliverWebhooks(ctx);
		expect(arrived).toHaveLength(1);
		pass(6 * second);
		await deliverWebhooks(ctx);
		expect(arrived.map(({ body }) => JSON.parse(body).type)).toEqual([
			'application.submitted',
			'application.submitted',
			'application.decided',
			'application.withdrawn',
		]);
		const ids = arrived.map(({ headers }) => headers['webhook-id']);
		expect(ids[0]).toBe(ids[1]);
		expect(new Set(ids).size).toBe(3);
		for (const { headers, body } of arrived) {
			const message = { id: String(headers['webhook-id']), timestamp: Number(headers['webhook-timestamp']), body };
			expect(headers['webhook-signature']).toBe(signatureOf([secret], message));
			expect(body).not.toMatch(/secret title|NOTE|Example|author@|talk/);
			expect(JSON.parse(body).data).toMatchObject({
				application: made.application,
				href: `${origin}/api/v1/applications/${made.application}`,
			});
		}
		expect((await log(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
	});

	it('goes to whoever asked for it, of this desk alone', async () => {
		const { id } = await make(['application.withdrawn']);
		await makeApplication(ctx, call, author);
		await record(ctx, system('test'), {
			action: 'withdraw',
			subject: { type: 'application', id: 'elsewhere' },
			scope: 'another-edition',
		});
		await follow();
		expect(await log(id)).toEqual([]);
		expect(arrived).toEqual([]);
	});

	it('is told once though many follow, and not passed over when a transaction commits late', async () => {
		const { id } = await make(['application.submitted']);
		let go = () => {};
		const gate = new Promise<void>((resolve) => {
			go = resolve;
		});
		const late = ctx.db.transaction(async (tx) => {
			await record({ ...ctx, db: tx }, system('test'), {
				action: 'submit',
				subject: { type: 'application', id: 'late' },
				scope: edition,
			});
			await gate;
		});
		const early = await makeApplication(ctx, call, author);
		await follow();
		go();
		await late;
		await sealLedger(ctx);
		await Promise.all([followLedger(ctx, origin), followLedger(ctx, origin), followLedger(ctx, origin)]);
		await follow();
		const told = (await log(id)).map(({ payload }) => JSON.parse(payload).data.application).reverse();
		expect(told).toEqual([early.application, 'late']);
		await Promise.all([deliverWebhooks(ctx), deliverWebhooks(ctx)]);
		expect(arrived).toHaveLength(2);
	});
});

it('knows what of the ledger is told, and what goes out of it', () => {
	const line = (action: string, data = {}, subjectType = 'application') => eventOf({ action, subjectType, data });
	expect(line('take-in')).toBe('application.submitted');
	expect(line('record-payment', { fulfilment: 'f1' })).toBe('fulfilment.done');
	expect(line('fulfilment-lapses', { fulfilment: 'f1' })).toBe('fulfilment.changed');
	expect(line('extend-call', {}, 'call')).toBe('call.moved');
	for (const action of ['score', 'read-named', 'constructor', 'grant']) expect(line(action)).toBeUndefined();
	expect(line('submit', {}, 'person')).toBeUndefined();
	const data = { fulfilment: 'f1', kind: 'payment', paid: 500, reference: 'IBAN', name: 'Ada' };
	const told = { at: 0, seq: 3, subjectType: 'application', subjectId: 'a1', data };
	expect(JSON.parse(payloadOf('fulfilment.done', told, `${origin}/api/v1`))).toEqual({
		type: 'fulfilment.done',
		timestamp: '1970-01-01T00:00:00.000Z',
		data: { fulfilment: 'f1', kind: 'payment', application: 'a1', seq: 3, href: `${origin}/api/v1/applications/a1` },
	});
});

describe('an endpoint', () => {
	it('is paused when nothing was delivered for three days, says so, and goes on where it stopped', async () => {
		const { id } = await make(['application.submitted']);
		await makeApplication(ctx, call, author);
		answers = Array(100).fill(503);
		await follow();
		let tries = 0;
		while ((await webhooksOf(ctx, organiser, desk))[0]?.pausedAt == null) {
			pass(7 * hour);
			tries += 1;
			if (tries > 20) throw new Error('never paused');
			await deliverWebhooks(ctx);
		}
		expect(tries * 7 * hour).toBeGreaterThanOrEqual(3 * day);
		expect(await failingWebhooks(ctx, organiser, desk)).toMatchObject([{ id, label: 'Test' }]);
		expect(await failingWebhooks(ctx, secretary, desk)).toEqual([]);
		const asked = arrived.length;
		await makeApplication(ctx, call, author);
		pass(day);
		await follow();
		expect(arrived).toHaveLength(asked);
		answers = [];
		await manage.resumeWebhook(ctx, organiser, desk, id);
		await manage.replayWebhook(ctx, organiser, desk, { webhook: id });
		await deliverWebhooks(ctx);
		expect((await log(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
		expect(await failingWebhooks(ctx, organiser, desk)).toEqual([]);
	});

	it('gets a new secret without a gap', async () => {
		const { id, secret } = await make(['application.submitted']);
		const next = await manage.rotateWebhook(ctx, organiser, desk, id);
		await manage.testWebhook(ctx, organiser, desk, { webhook: id, origin });
		await deliverWebhooks(ctx);
		pass(day + minute);
		await manage.testWebhook(ctx, organiser, desk, { webhook: id, origin });
		await deliverWebhooks(ctx);
		const signed = arrived.map(({ headers, body }, place) => {
			const message = { id: String(headers['webhook-id']), timestamp: Number(headers['webhook-timestamp']), body };
			return headers['webhook-signature'] === signatureOf(place === 0 ? [next, secret] : [next], message);
		});
		expect(signed).toEqual([true, true]);
		expect(JSON.stringify(await webhooksOf(ctx, organiser, desk))).not.toContain(next);
	});

	it('is paused by hand, keeps its messages, and one message is sent again under its id', async () => {
		const { id } = await make(['application.submitted']);
		await manage.pauseWebhook(ctx, organiser, desk, id);
		await makeApplication(ctx, call, author);
		await follow();
		expect(arrived).toEqual([]);
		await manage.resumeWebhook(ctx, organiser, desk, id);
		await deliverWebhooks(ctx);
		const [sent] = await log(id);
		await manage.replayWebhook(ctx, organiser, desk, { webhook: id, delivery: sent?.id as string });
		await deliverWebhooks(ctx);
		expect(arrived.map(({ headers }) => headers['webhook-id'])).toEqual([sent?.id, sent?.id]);
		pass(31 * day);
		await sweepWebhooks(ctx);
		expect(await log(id)).toEqual([]);
	});

	it('is the organisers’ matter: the server denies everybody else', async () => {
		const { id } = await make(['application.submitted']);
		const stranger = person('stranger');
		const other = { id: 'other-edition', subject: { within: { edition: 'other-edition' } } };
		const elsewhere = person('e', { relation: 'organiser', on: 'edition', id: 'other-edition' });
		const acts: ((actor: Actor, at: typeof desk) => Promise<unknown>)[] = [
			(actor, at) => webhooksOf(ctx, actor, at),
			(actor, at) => webhookWithLog(ctx, actor, at, { webhook: id }),
			(actor, at) => manage.makeWebhook(ctx, actor, at, { url, label: 'x', events: ['application.submitted'] }),
			(actor, at) => manage.rotateWebhook(ctx, actor, at, id),
			(actor, at) => manage.pauseWebhook(ctx, actor, at, id),
			(actor, at) => manage.resumeWebhook(ctx, actor, at, id),
			(actor, at) => manage.testWebhook(ctx, actor, at, { webhook: id, origin }),
			(actor, at) => manage.replayWebhook(ctx, actor, at, { webhook: id }),
			(actor, at) => manage.removeWebhook(ctx, actor, at, id),
		];
		for (const [place, act] of acts.entries()) {
			await expect(act(stranger, desk)).rejects.toMatchObject({ kind: 'not-found' });
			await expect(act(secretary, desk)).rejects.toMatchObject({ kind: 'forbidden' });
			// The organiser of another edition finds nothing of ours, under our desk or his own.
			await expect(act(elsewhere, desk)).rejects.toMatchObject({ kind: 'not-found' });
			if (place !== 0 && place !== 2) await expect(act(elsewhere, other)).rejects.toMatchObject({ kind: 'not-found' });
		}
		expect(await webhooksOf(ctx, elsewhere, other)).toEqual([]);
		expect((await webhooksOf(ctx, organiser, desk)).map((one) => one.id)).toEqual([id]);
	});

	it('is refused with what is wrong', async () => {
		const refused = (change: object) =>
			manage
				.makeWebhook(ctx, organiser, desk, { url, label: 'x', events: ['call.saved'], ...change })
				.catch((refusal) => refusal.problems);
		expect(await refused({ url: 'nothing' })).toEqual([{ path: 'url', code: 'webhook-url-bad' }]);
		expect(await refused({ url: 'http://example.org/' })).toEqual([{ path: 'url', code: 'webhook-url-https' }]);
		expect(await refused({ events: ['all'], label: ' ' })).toEqual([
			{ path: 'label', code: 'webhook-label-missing' },
			{ path: 'events', code: 'webhook-events-missing' },
		]);
	});
});

describe('what leaves the machine', () => {
	it('is nothing in a rehearsal, but to this machine', async () => {
		const { id } = await manage.makeWebhook(ctx, organiser, desk, {
			url: 'https://hooks.example/x',
			label: 'Outside',
			events: ['application.submitted'],
		});
		await manage.testWebhook(ctx, organiser, desk, { webhook: id, origin });
		await deliverWebhooks(ctx);
		expect(await log(id)).toMatchObject([{ state: 'kept', responseStatus: null, fault: null }]);
	});

	it('goes to no address of an inner network, whatever its name says', async () => {
		for (const inner of [
			...[
				'127.0.0.1',
				'10.1.2.3',
				'172.20.0.1',
				'192.168.1.1',
				'169.254.169.254',
				'100.64.0.1',
				'0.0.0.0',
				'224.0.0.1',
			],
			...['::1', '::', 'fe80::1', 'fc00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1', 'x'],
		]) {
			expect(isPublicAddress(inner), inner).toBe(false);
		}
		for (const outer of ['1.1.1.1', '93.184.216.34', '2606:4700::1111'])
			expect(isPublicAddress(outer), outer).toBe(true);
		for (const bad of [
			'https://127.0.0.1/',
			'https://[::1]/',
			'https://localhost/',
			'https://2130706433/',
			'https://0x7f.1/',
		])
			expect(urlProblem(bad, false), bad).toBe('webhook-url-private');
		expect(urlProblem('http://localhost:80/', false)).toBe('webhook-url-https');
		expect(urlProblem('http://localhost:80/', true)).toBeUndefined();
		expect(urlProblem('https://me:pw@example.org/', false)).toBe('webhook-url-bad');
		const rules = { timeout: 2000, loopback: false };
		const port = new URL(url).port;
		// By its number, and by a name that leads there.
		for (const host of ['127.0.0.1', 'localhost']) {
			expect(await post(`http://${host}:${port}/`, {}, '{}', rules)).toEqual({
				status: null,
				text: '',
				fault: 'refused-address',
			});
		}
		expect(arrived).toEqual([]);
	});

	it('follows no redirect, and waits for an answer only so long', async () => {
		answers = [302, 'silence'];
		const rules = { timeout: 300, loopback: true };
		expect(await post(url, {}, '{}', rules)).toEqual({ status: 302, text: 'said the receiver', fault: null });
		expect(await post(url, {}, '{}', rules)).toEqual({ status: null, text: '', fault: 'timeout' });
		expect(await post('http://127.0.0.1:9/', {}, '{}', rules)).toMatchObject({ fault: 'no-connection' });
	});
});

it('waits longer after each failure, six hours at most', () => {
	expect([1, 2, 3, 4, 5, 20].map(pauseAfter)).toEqual([5, 20, 80, 320, 1280, 21600].map((s) => s * second));
});
