import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fixedClock } from '#core/clock/index.ts';
import { transaction } from '#core/context/index.ts';
import { openDatabase } from '#core/database/index.ts';
import { Refusal, invalid } from '#core/refusal/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import {
	bumpRevision,
	clientAddress,
	clientNetwork,
	createMetrics,
	createPageCache,
	revisionOf,
	createRateLimiter,
	isLoopback,
	openRevisions,
	problemDetails,
	scopeWith,
	securityHeaders,
} from './index.ts';

const ctx = await testContext();

describe('whose request it is', () => {
	const from = (forwarded: string | undefined, proxies: number) =>
		clientAddress(
			{
				socket: { remoteAddress: '10.0.0.1' },
				headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
			} as never,
			proxies,
		);

	test('without a proxy nothing that a client writes counts', () => {
		expect(from('1.2.3.4', 0)).toBe('10.0.0.1');
	});

	test('with n proxies the n-th from the right counts; further left anyone may write', () => {
		expect(from('6.6.6.6, 1.2.3.4', 1)).toBe('1.2.3.4');
		expect(from('6.6.6.6, 1.2.3.4, 10.0.0.2', 2)).toBe('1.2.3.4');
		expect(from('1.2.3.4', 2)).toBe('10.0.0.1');
		expect(from(undefined, 1)).toBe('10.0.0.1');
	});

	test('limited together: one IPv4 address, however it is written; an IPv6 /64', () => {
		for (const written of ['1.2.3.4', '::ffff:1.2.3.4', '1.2.3.4:5678']) expect(clientNetwork(written)).toBe('1.2.3.4');
		const one = [
			'2001:db8:0:1::5',
			'2001:db8:0:1:ffff::',
			'2001:0DB8:0:1::',
			'[2001:db8:0:1::5]:443',
			'2001:db8:0:1::5%eth0',
		];
		expect(new Set(one.map(clientNetwork))).toEqual(new Set(['2001:db8:0:1::/64']));
		expect(clientNetwork('2001:db8:0:2::5')).not.toBe(clientNetwork('2001:db8:0:1::5'));
		expect(clientNetwork('::1')).toBe('0:0:0:0::/64');
	});

	test('this machine', () => {
		expect(['::1', '127.0.0.1', '::ffff:127.0.0.1'].map(isLoopback)).toEqual([true, true, true]);
		expect(['10.0.0.1', '::ffff:10.127.0.1', '1.127.0.0', ''].map(isLoopback)).toEqual([false, false, false, false]);
	});
});

describe('the rate limiter', () => {
	test('gives the burst at once, then so many a minute, and says how long to wait', () => {
		let now = 0;
		const limiter = createRateLimiter(() => now, 60, 3);
		expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 0]);
		expect(limiter.take('a')).toBe(1);
		expect(limiter.take('b')).toBe(0);
		now = 999;
		expect(limiter.take('a')).toBe(1);
		now = 1000;
		expect(limiter.take('a')).toBe(0);
		expect(limiter.take('a')).toBe(1);
	});

	test('never gives more than burst + rate × time, whoever asks when', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 200 }), (pauses) => {
				let now = 0;
				const limiter = createRateLimiter(() => now, 30, 5);
				let taken = 0;
				for (const pause of pauses) {
					now += pause;
					if (limiter.take('a') === 0) taken += 1;
				}
				expect(taken).toBeLessThanOrEqual(5 + (now / 60_000) * 30 + 1e-6);
			}),
		);
	});

	test('a clock that is put back locks nobody out, and gives nobody more', () => {
		let now = 7_200_000;
		const limiter = createRateLimiter(() => now, 60, 3);
		expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 0]);
		now = 0;
		expect(limiter.take('a')).toBe(1);
		now = 1000;
		expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 1]);
	});

	test('after the wait that it named there is one', () => {
		let now = 0;
		const limiter = createRateLimiter(() => now, 7, 1);
		limiter.take('a');
		const wait = limiter.take('a');
		now += wait * 1000;
		expect(limiter.take('a')).toBe(0);
	});
});

describe('finished pages', () => {
	const clock = { ...fixedClock(1000), rehearsal: false };
	const numbers = new Map([['e', 1]]);
	const revisions = {
		of: (scope: string) => numbers.get(scope) ?? 0,
		snapshot: () => numbers,
		refresh: async () => {},
	};
	const page = (size: number, more = {}) => ({
		scope: 'e',
		revision: 1,
		until: 9000,
		etag: '"x"',
		contentType: 'text/html',
		headers: {},
		body: Buffer.alloc(size, 'a'),
		...more,
	});

	test('a page is kept until its scope changes', () => {
		const cache = createPageCache(clock, revisions);
		cache.put('/a', page(2000));
		expect(cache.get('/a')?.body.length).toBe(2000);
		expect(cache.get('/a')?.br.length).toBeLessThan(200);
		numbers.set('e', 2);
		expect(cache.get('/a')).toBeUndefined();
		cache.put('/a', page(10));
		expect(cache.get('/a'), 'a page made before the change').toBeUndefined();
		numbers.set('e', 1);
		expect(cache.size()).toBe(0);
	});

	test('a page of several scopes until one of them rises', () => {
		const numbers = new Map([
			['edition', 3],
			['site', 1],
		]);
		const several = { ...revisions, of: (scope: string) => numbers.get(scope) ?? 0 };
		const cache = createPageCache(clock, several);
		cache.put('/', { ...page(10), scope: 'edition site', revision: revisionOf('edition site', several.of) });
		expect(cache.get('/')).toBeDefined();
		numbers.set('site', 2);
		expect(cache.get('/')).toBeUndefined();
	});

	test('or until edition time passes its boundary', () => {
		let now = 8999;
		const cache = createPageCache({ ...clock, edition: { now: () => now } }, revisions);
		cache.put('/a', page(10));
		expect(cache.get('/a')).toBeDefined();
		now = 9000;
		expect(cache.get('/a')).toBeUndefined();
	});

	test('shared caches may keep it no longer than that, a minute at most, and in a rehearsal not at all', () => {
		const cache = createPageCache(clock, revisions);
		expect(cache.maxAge({ until: 1000 + 30_500 })).toBe(30);
		expect(cache.maxAge({ until: 1000 + 999_000 })).toBe(60);
		expect(cache.maxAge({ until: 0 })).toBe(0);
		// The page of a closed edition is kept for an hour, whatever midnight it is.
		expect(cache.maxAge({ until: 1000 + 30_500, settled: true })).toBe(3600);
		// Whoever stands on it may withdraw: nobody keeps it without asking.
		expect(cache.maxAge({ until: 1000 + 30_500, fresh: true })).toBe(0);
		expect(createPageCache(fixedClock(1000), revisions).maxAge({ until: 999_000, settled: true })).toBe(0);
	});

	test('when it is full the oldest go, and replacing one does not fill it', () => {
		const cache = createPageCache(clock, revisions, 3500);
		for (const key of ['/a', '/b', '/c']) cache.put(key, page(500, { contentType: 'image/png' }));
		expect([cache.get('/a'), cache.get('/b')?.body.length, cache.get('/c')?.body.length]).toEqual([
			undefined,
			500,
			500,
		]);
		for (let times = 0; times < 9; times += 1) cache.put('/c', page(500, { contentType: 'image/png' }));
		expect(cache.size()).toBe(2);
	});
});

describe('revisions', () => {
	const second = openDatabase({ connection: ctx.connection, log: ctx.log });
	afterAll(() => second.close());

	async function until(holds: () => boolean): Promise<void> {
		for (let waited = 0; waited < 3000 && !holds(); waited += 10) await sleep(10);
		expect(holds()).toBe(true);
	}

	test('a committed change is known on every connection, a rolled back one on none', async () => {
		const here = await openRevisions(ctx.database);
		const there = await openRevisions(second);
		expect(there.of('e')).toBe(0);
		const before = there.snapshot();
		await transaction(ctx, (inner) => bumpRevision(inner, 'e'));
		await until(() => here.of('e') === 1 && there.of('e') === 1);
		expect(before.get('e'), 'a snapshot does not change').toBeUndefined();
		const rolledBack = transaction(ctx, async (inner) => {
			await bumpRevision(inner, 'e');
			throw new Error('no');
		});
		await expect(rolledBack).rejects.toThrow('no');
		await here.refresh();
		expect(here.of('e')).toBe(1);
	});

	test('many changes at once end at the last number everywhere', async () => {
		const there = await openRevisions(second);
		await Promise.all(Array.from({ length: 30 }, () => transaction(ctx, (inner) => bumpRevision(inner, 'many'))));
		await until(() => there.of('many') === 30);
		await sleep(100);
		expect(there.of('many')).toBe(30);
	});

	test('a slow reading that is overtaken does not bring old numbers back', async () => {
		const answers: ((rows: { scope: string; number: number }[]) => void)[] = [];
		const slow = {
			db: { select: () => ({ from: () => new Promise((resolve) => answers.push(resolve)) }) },
			listen: async () => undefined,
		} as never;
		const opening = openRevisions(slow);
		await sleep(0);
		answers[0]?.([{ scope: 'e', number: 1 }]);
		const revisions = await opening;
		const first = revisions.refresh();
		const last = revisions.refresh();
		answers[2]?.([{ scope: 'e', number: 3 }]);
		await last;
		answers[1]?.([{ scope: 'e', number: 2 }]);
		await first;
		expect(revisions.of('e')).toBe(3);
	});
});

test('a page depends on its own scopes and on those of what frames it, each once', () => {
	expect(scopeWith('site news', 'edition')).toBe('site news edition');
	expect(scopeWith('edition news', 'edition', undefined)).toBe('edition news');
	const numbers: Record<string, number> = { site: 3, edition: 5 };
	expect(revisionOf(scopeWith('edition site', 'edition'), (scope) => numbers[scope] ?? 0)).toBe(8);
});

test('a refusal as problem details: a sentence for each field, in the language of whoever asks', () => {
	const say = (code: string, params: Record<string, string | number>) => `${code} ${JSON.stringify(params)}`;
	const refusal = invalid([
		{ path: 'authors.0.orcid', code: 'bad-orcid' },
		{ path: 'abstract', code: 'too-few-words', params: { min: 250 } },
	]);
	expect(problemDetails(refusal, say)).toEqual({
		type: 'urn:orrery:problem:invalid-input',
		title: 'invalid-input {}',
		status: 400,
		code: 'invalid-input',
		errors: [
			{ path: 'authors.0.orcid', code: 'bad-orcid', message: 'bad-orcid {}' },
			{ path: 'abstract', code: 'too-few-words', message: 'too-few-words {"min":250}' },
		],
	});
	expect(problemDetails(new Refusal('closed', 'window-closed', { params: { at: 5 } }), say)).not.toHaveProperty(
		'errors',
	);
});

test('headers: strict always, a promise of https only over https', () => {
	expect(securityHeaders(false)).not.toHaveProperty('strict-transport-security');
	expect(securityHeaders(true)['strict-transport-security']).toMatch(/max-age=\d{8}/);
	expect(securityHeaders(false)['x-content-type-options']).toBe('nosniff');
});

test('metrics count requests by kind and class of status, and read gauges when asked', async () => {
	const metrics = createMetrics();
	let value = 1;
	metrics.gauge('orrery_test', 'a test', () => value);
	metrics.request('page', 404, 0.02);
	metrics.request('page', 403, 0.02);
	value = 7;
	const text = await metrics.text();
	expect(text).toContain('orrery_http_requests_total{kind="page",status="4xx"} 2');
	expect(text).toMatch(/^orrery_test 7$/m);
});
