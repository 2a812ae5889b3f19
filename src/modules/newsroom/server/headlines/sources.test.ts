import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { day, hour, minute } from '#core/clock/index.ts';
import { createRevisionMemory } from '#core/http/index.ts';
import { headlineSource } from '../headline-tables.ts';
import { fetchFeed } from './fetch-feed.ts';
import * as headlines from './index.ts';
import { keepFeed } from './keep-feed.ts';
import { type Answer, feedOf, headlineDesk, now, refusal } from './testing.ts';

const { ctx, editor, answers, asked, source, shown, revision, one } = await headlineDesk();

describe('a source', () => {
	test('is asked, kept, and shown; asked again only for what changed', async () => {
		answers['/a'] = {
			headers: { etag: '"1"' },
			body: feedOf(
				{
					title: 'Probe lands',
					at: now - hour,
					teaser: 'Sydney, Australia (SPX) Oct 20, 2021 It &lt;b&gt;landed&lt;/b&gt;.',
				},
				{ title: 'Older news', at: now - day },
			),
		};
		const id = await headlines.makeSource(ctx, editor, source('/a', { credit: { en: '© Agency' } }));
		expect(await headlines.workHeadlines(ctx)).toBe(1);
		const page = await headlines.publicHeadlines(ctx, { locale: 'en', limit: 10 });
		expect(page).toEqual({
			credits: [{ en: '© Agency' }],
			headlines: [
				expect.objectContaining({
					title: 'Probe lands',
					teaser: 'It landed.',
					place: 'Sydney, Australia',
					link: 'https://agency.example/Probelands-0',
					at: now - hour,
					language: 'en',
					source: { name: { en: 'Agency /a', zh: '通讯社/a' }, attribution: null },
					sample: false,
				}),
				expect.objectContaining({ title: 'Older news', teaser: '' }),
			],
		});
		expect(JSON.stringify(page)).not.toContain('guid');
		const before = await revision();
		expect(await headlines.workHeadlines(ctx)).toBe(0);
		ctx.setNow(now + 40 * minute);
		expect(await headlines.workHeadlines(ctx)).toBe(1);
		expect(await one(id)).toMatchObject({ succeededAt: now + 40 * minute, fault: null, count: 2 });
		// The same under another ETag changes no page either.
		answers['/a'] = { ...answers['/a'], headers: { etag: '"2"' } };
		ctx.setNow(now + 80 * minute);
		await headlines.workHeadlines(ctx);
		expect(await revision()).toBe(before);
		answers['/a'] = { headers: { etag: '"3"' }, body: feedOf({ title: 'Newest' }) };
		ctx.setNow(now + 2 * hour);
		await headlines.workHeadlines(ctx);
		expect(await shown()).toEqual(['Newest']);
		expect(await revision()).toBe(before + 1);
		expect(asked).toHaveLength(4);
	});

	test('whose headlines stay the same for days is shown all the while, by a process that remembers them', async () => {
		answers['/a'] = { headers: { etag: '"1"' }, body: feedOf({ title: 'Still true', at: now - hour }) };
		await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.workHeadlines(ctx);
		const unchanged = new Map<string, number>();
		const revisions = { of: () => 0, snapshot: () => unchanged, refresh: async () => undefined };
		const serving = { ...ctx, remember: createRevisionMemory(revisions).remember };
		const titles = async () =>
			(await headlines.publicHeadlines(serving, { locale: 'en', limit: 20 })).headlines.map(({ title }) => title);
		expect(await titles()).toEqual(['Still true']);
		for (let at = now; at < now + 5 * day; at += hour) {
			ctx.setNow(at);
			await headlines.workHeadlines(ctx);
		}
		expect(await titles()).toEqual(['Still true']);
	});

	test('that fails keeps what it had until that is stale, is asked less and less, and says why', async () => {
		answers['/a'] = { body: feedOf({ title: 'Still here', at: now - hour }) };
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.workHeadlines(ctx);
		answers['/a'] = { status: 503 };
		const [times, bumps]: [number[], number] = [[], await revision()];
		for (let at = now; at < now + 4 * day; at += 5 * minute) {
			ctx.setNow(at);
			if ((await headlines.workHeadlines(ctx)) > 0) times.push(at - now);
		}
		expect(times.length).toBeGreaterThan(8);
		expect(times.length).toBeLessThan(20);
		expect(await one(id)).toMatchObject({ fault: 'server-fault', faultStatus: 503, isShown: false, succeededAt: now });
		expect(await shown()).toEqual([]);
		expect(await revision()).toBe(bumps + 1);
		ctx.setNow(now + 3 * day - minute);
		expect(await shown()).toEqual(['Still here']);
		answers['/a'] = { body: feedOf({ title: 'Still here', at: now - hour }) };
		ctx.setNow(now + 6 * day);
		await headlines.workHeadlines(ctx);
		expect(await shown()).toEqual(['Still here']);
		expect(await revision()).toBe(bumps + 2);
	});

	test.each([
		[
			'redirect to the metadata of a cloud',
			{ status: 302, headers: { location: 'http://169.254.169.254/latest/' } },
			'refused-address',
		],
		[
			'redirect out of this machine',
			{ status: 302, headers: { location: 'https://agency.example/' } },
			'refused-address',
		],
		['a bomb', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(5_000_000)) }, 'too-large'],
		['a page', { body: '<!doctype html><title>Not found</title>' }, 'not-a-feed'],
		['entities', { body: '<!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>' }, 'entities'],
		['gone', { status: 410 }, 'gone'],
		[
			'only javascript',
			{ body: feedOf({ title: 'x' }).replace(/<link>.*<\/link>/, '<link>javascript:alert(1)</link>') },
			'nothing-usable',
		],
	] as [string, Answer, string][])('that is hostile or broken is left: %s', async (_name, answer, fault) => {
		answers['/a'] = answer;
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.workHeadlines(ctx);
		expect(await one(id)).toMatchObject({ fault, failures: 1, count: 0 });
		expect(await headlines.trySource(ctx, editor, source('/a'))).toMatchObject({ kind: 'fault', fault });
		expect(await shown()).toEqual([]);
	});

	test('is asked by one process at a time, and none waits for another', async () => {
		for (const path of ['/a', '/b', '/c', '/d', '/e', '/f']) {
			answers[path] = { body: feedOf({ title: `Of ${path}` }) };
			await headlines.makeSource(ctx, editor, source(path));
		}
		const counts = await Promise.all([headlines.workHeadlines(ctx), headlines.workHeadlines(ctx)]);
		expect(counts.reduce((a, b) => a + b)).toBe(6);
		expect([...asked].sort()).toEqual(['/a', '/b', '/c', '/d', '/e', '/f']);
	});

	test('changed to another feed forgets the old one; switched off or removed it is shown no more', async () => {
		answers['/a'] = { body: feedOf({ title: 'Of the first' }) };
		answers['/b'] = { body: feedOf({ title: 'Of the second' }) };
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.workHeadlines(ctx);
		await headlines.changeSource(ctx, editor, id, source('/b'));
		expect(await shown()).toEqual([]);
		await headlines.workHeadlines(ctx);
		expect(await shown()).toEqual(['Of the second']);
		await headlines.changeSource(ctx, editor, id, source('/b', { active: false }));
		expect(await shown()).toEqual([]);
		ctx.setNow(now + day);
		expect(await headlines.workHeadlines(ctx)).toBe(0);
		await headlines.removeSource(ctx, editor, id);
		expect((await headlines.headlineSources(ctx, editor)).sources).toEqual([]);
		expect((await ctx.byHand('select 1 from headline')).rowCount).toBe(0);
	});

	test('changed or removed while it is asked keeps nothing of the feed that was asked', async () => {
		answers['/a'] = { headers: { etag: '"old"' }, body: feedOf({ title: 'Of the first' }) };
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		const [before] = await ctx.db.select().from(headlineSource);
		if (!before) throw new Error('no source');
		const fetched = await fetchFeed(ctx, { feed: before.feed, language: 'en', names: [] });
		expect(fetched).toMatchObject({ kind: 'feed', feed: { items: [{ title: 'Of the first' }] } });
		await headlines.changeSource(ctx, editor, id, source('/b'));
		const [changed] = await ctx.db.select().from(headlineSource);
		const bumps = await revision();
		await keepFeed(ctx, before, fetched, 0.5);
		expect(await ctx.db.select().from(headlineSource)).toEqual([changed]);
		expect(await shown()).toEqual([]);
		await headlines.removeSource(ctx, editor, id);
		await keepFeed(ctx, before, fetched, 0.5);
		expect((await ctx.byHand('select 1 from headline')).rowCount).toBe(0);
		expect(await revision()).toBe(bumps + 1);
	});

	test('that tells NUL is kept without it; one that can not be kept counts as failed, and is asked later', async () => {
		const items = [
			{ id: 'one\0', url: 'https://agency.example/on%00e?of=%00two', title: 'Of NUL' },
			{ id: '\0', url: 'https://agency.example/three', title: 'Nothing but NUL' },
		];
		const body = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Feed', items });
		answers['/a'] = { headers: { 'content-type': 'application/feed+json' }, body };
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.workHeadlines(ctx);
		const { rows } = await ctx.byHand('select guid, canonical from headline order by title desc');
		expect(rows).toEqual([
			{ guid: 'one', canonical: 'agency.example/one?of=two' },
			{ guid: null, canonical: 'agency.example/three' },
		]);
		await ctx.byHand(`alter table headline add constraint unkept check (title <> 'Refused')`);
		try {
			answers['/a'] = { body: feedOf({ title: 'Refused' }) };
			ctx.setNow(now + hour);
			expect(await headlines.workHeadlines(ctx)).toBe(1);
			expect(await one(id)).toMatchObject({ failures: 1, count: 2, succeededAt: now });
			// Its lease is over, and it is not asked at once again.
			ctx.setNow(now + hour + 20 * minute);
			expect(await headlines.workHeadlines(ctx)).toBe(0);
			ctx.setNow(now + 2 * hour);
			expect(await headlines.workHeadlines(ctx)).toBe(1);
			expect(await one(id)).toMatchObject({ failures: 2 });
		} finally {
			await ctx.byHand('alter table headline drop constraint unkept');
		}
	});

	test('is refused field by field', async () => {
		const make = (more: Record<string, unknown>) => refusal(headlines.makeSource(ctx, editor, source('/a', more)));
		expect(await make({ feed: 'javascript:alert(1)' })).toBe('no-web-address');
		expect(await make({ feed: 'file:///etc/passwd' })).toBe('no-web-address');
		expect(await make({ name: { en: 'Only', zh: ' ' } })).toBe('required');
		expect(await make({ topics: ['No Slug'] })).toBe('no-slug');
		expect(await make({ shown: 50 })).toBe('wrong');
		await headlines.makeSource(ctx, editor, source('/a'));
		expect(await make({})).toBe('feed-taken');
	});
});
