import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { day, hour, minute } from '#core/clock/index.ts';
import { inProject } from '#core/paths/index.ts';
import { createRevisionMemory } from '#core/http/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../../tests/setup/queries.ts';
import { createArticle } from '../create-article.ts';
import { publishArticle } from '../publish-article.ts';
import { articlePublishedJob } from '../release.ts';
import { newsroomGround, person, wholeDraft } from '../testing.ts';
import { headlineSource } from '../headline-tables.ts';
import { fetchFeed } from './fetch-feed.ts';
import * as headlines from './index.ts';
import { keepFeed } from './keep-feed.ts';

const now = Date.UTC(2021, 9, 20, 1);
const ctx = await testContext({ at: now, jobs: { [articlePublishedJob]: async () => undefined } });
const { organisation, edition } = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'edition', id: edition });
const author = await person(ctx, 'Author');
const reviewer = await person(ctx, 'Reviewer', { name: 'reviewer', type: 'edition', id: edition });

/** A real server: what it answers at a path, and how often it was asked there. */
type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer };
let answers: Record<string, Answer> = {};
let asked: string[] = [];
const server = createServer((request, response) => {
	asked.push(request.url ?? '');
	const answer = answers[request.url ?? ''] ?? { status: 404 };
	if (answer.headers?.etag && request.headers['if-none-match'] === answer.headers.etag) {
		return void response.writeHead(304).end();
	}
	response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

interface Entry {
	title: string;
	path?: string;
	at?: number;
	teaser?: string;
}
const feedOf = (...entries: Entry[]) =>
	`<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>${entries
		.map(
			({ title, path, at, teaser }, i) =>
				`<item><title>${title}</title><link>https://agency.example/${path ?? `${title.replace(/\W/g, '')}-${i}`}</link>${at === undefined ? '' : `<pubDate>${new Date(at).toUTCString()}</pubDate>`}<description>${teaser ?? ''}</description></item>`,
		)
		.join('')}</channel></rss>`;
const source = (path: string, more: Record<string, unknown> = {}) => ({
	name: { en: `Agency ${path}`, zh: `通讯社${path}` },
	feed: origin + path,
	language: 'en',
	shown: 5,
	teasers: true,
	...more,
});
const shown = async (more: Partial<headlines.HeadlineFilter> = {}) =>
	(await headlines.publicHeadlines(ctx, { locale: 'en', limit: 20, ...more })).headlines.map(({ title }) => title);
const revision = async () => {
	const { rows } = await ctx.byHand(`select number from public_revision where scope = 'headlines'`);
	return Number(rows[0]?.number ?? 0);
};
const refusal = async (work: Promise<unknown>) => {
	const error = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (!(error instanceof Refusal)) throw error ?? new Error('not refused');
	return error.problems[0]?.code ?? error.code;
};
const one = async (id: string) => (await headlines.sourceWithHeadlines(ctx, editor, id)).source;

beforeEach(async () => {
	await ctx.byHand('delete from headline_source');
	answers = {};
	asked = [];
	ctx.setNow(now);
	ctx.config.rehearsalFeeds = 'local';
});

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
	}, 30_000);

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

describe('what is shown', () => {
	test('is each thing once, never our own, and nothing that was hidden', async () => {
		const { articleId } = await createArticle(ctx, editor, {
			organisation,
			edition,
			slug: 'own-article',
			content: wholeDraft('Our report on nine tracks and a hall'),
		});
		await publishArticle(ctx, editor, { articleId, revision: 1 });
		const same = 'Agencies agree on common rules for debris in low orbits';
		answers['/a'] = {
			body: feedOf(
				{ title: same, at: now - hour },
				{ title: 'Our report on nine tracks and a hall', path: 'copy' },
			).replace(
				'</channel>',
				'<item><title>Ours by its address</title><link>http://orrery.test/zh/news/own-article?utm_source=x</link></item></channel>',
			),
		};
		answers['/b'] = {
			body: feedOf({ title: `${same.toUpperCase()}`, at: now - 2 * hour }, { title: 'A second thing' }),
		};
		const a = await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.makeSource(ctx, editor, source('/b', { language: 'en' }));
		await headlines.workHeadlines(ctx);
		expect((await shown()).sort()).toEqual(['A second thing', same]);
		const { headlines: list } = await headlines.sourceWithHeadlines(ctx, editor, a);
		const found = list.find(({ title }) => title === same)?.id ?? '';
		await headlines.hideHeadline(ctx, editor, { source: a, headline: found, hidden: true });
		expect(await shown()).toEqual(['A second thing']);
		// It stays hidden when its source tells it again, or no longer.
		answers['/a'] = { body: feedOf({ title: 'Quite another thing' }) };
		ctx.setNow(now + hour);
		await headlines.workHeadlines(ctx);
		expect((await shown()).sort()).toEqual(['A second thing', 'Quite another thing']);
		await headlines.hideHeadline(ctx, editor, { source: a, headline: found, hidden: false });
		expect(await shown()).toContain(same.toUpperCase());
	});

	test('has bare titles where that is wanted, and stands below articles on its topics', async () => {
		answers['/a'] = { body: feedOf({ title: 'With words', teaser: 'Some words.' }) };
		answers['/b'] = { body: feedOf({ title: 'For debris only' }) };
		await headlines.makeSource(ctx, editor, source('/a', { teasers: false }));
		await headlines.makeSource(ctx, editor, source('/b', { topics: ['debris'] }));
		await headlines.workHeadlines(ctx);
		const page = await headlines.publicHeadlines(ctx, { locale: 'en', limit: 5, topics: ['climate'] });
		expect(page.headlines.map(({ title, teaser }) => [title, teaser])).toEqual([['With words', '']]);
		expect((await shown({ topics: ['debris', 'x'] })).sort()).toEqual(['For debris only', 'With words']);
		expect(await shown({ limit: 1 })).toHaveLength(1);
	});

	test('costs the same for one headline and for fifty, here and at the desk', async () => {
		await expectSameCost(
			ctx,
			async (length) => {
				await ctx.byHand('delete from headline_source');
				for (let i = 0; i < Math.min(length, 10); i += 1) {
					const entries = Array.from({ length: Math.ceil(length / 10) }, (_, n) => ({
						title: `Thing ${i}-${n} of ${length}`,
					}));
					answers[`/${i}`] = { body: feedOf(...entries) };
					await headlines.makeSource(ctx, editor, source(`/${i}`, { shown: 10 }));
				}
				await headlines.workHeadlines(ctx);
			},
			async () => {
				const { headlines: list } = await headlines.publicHeadlines(ctx, { locale: 'en', limit: 100 });
				const { sources } = await headlines.headlineSources(ctx, editor);
				return Math.min(
					list.length,
					sources.reduce((sum, { count }) => sum + count, 0),
				);
			},
			12,
		);
	}, 30_000);
});

describe('trying', () => {
	test('shows what would be shown, and keeps nothing', async () => {
		answers['/a'] = { body: feedOf({ title: 'First', teaser: 'Words.' }, { title: 'Second' }, { title: 'Third' }) };
		expect(await headlines.trySource(ctx, editor, source('/a', { shown: 2 }))).toMatchObject({
			kind: 'feed',
			title: 'Feed',
			format: 'rss',
			items: 3,
			headlines: [{ title: 'First', teaser: 'Words.' }, { title: 'Second' }],
		});
		expect((await headlines.headlineSources(ctx, editor)).sources).toEqual([]);
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		await headlines.askNow(ctx, editor, id);
		expect(await shown()).toEqual(['First', 'Second', 'Third']);
		expect(await refusal(headlines.askNow(ctx, editor, id))).toBe('asked-just-now');
	});

	test('and asking leave the machine in a rehearsal only when the operator says so', async () => {
		ctx.config.rehearsalFeeds = 'none';
		answers['/a'] = { body: feedOf({ title: 'Never read' }) };
		const id = await headlines.makeSource(ctx, editor, source('/a'));
		expect(await headlines.workHeadlines(ctx)).toBe(0);
		expect(await refusal(headlines.trySource(ctx, editor, source('/a')))).toBe('feeds-off');
		expect(await refusal(headlines.askNow(ctx, editor, id))).toBe('feeds-off');
		expect(asked).toEqual([]);
		// Where the net is meant, this machine is not.
		ctx.config.rehearsalFeeds = 'public';
		expect(await headlines.trySource(ctx, editor, source('/a'))).toEqual({ kind: 'fault', fault: 'refused-address' });
		expect(asked).toEqual([]);
	});
});

describe('samples', () => {
	test('of the project are shown and marked, without what they tell twice, and never asked for', async () => {
		const file = inProject('news', 'headlines.yaml');
		await headlines.plantHeadlines(ctx, file);
		await headlines.plantHeadlines(ctx, file);
		const page = await headlines.publicHeadlines(ctx, { locale: 'en', limit: 12 });
		expect(page.headlines.length).toBeGreaterThan(5);
		expect(page.headlines.every(({ sample, link }) => sample && /^https:\/\/[a-z]+\.example\//.test(link))).toBe(true);
		expect(page.headlines.filter(({ title }) => title.startsWith('Student satellite wakes'))).toHaveLength(1);
		const chinese = await headlines.publicHeadlines(ctx, { locale: 'zh', limit: 12 });
		expect(chinese.headlines[0]?.language).toBe('zh');
		const { sources } = await headlines.headlineSources(ctx, editor);
		expect(sources).toHaveLength(3);
		expect(await headlines.workHeadlines(ctx)).toBe(0);
		expect(await refusal(headlines.askNow(ctx, editor, sources[0]?.id ?? ''))).toBe('sample-source');
		ctx.setNow(now + 100 * day);
		expect((await headlines.publicHeadlines(ctx, { locale: 'en', limit: 12 })).headlines).toHaveLength(
			page.headlines.length,
		);
		const real = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
		await expect(headlines.plantHeadlines(real, file)).rejects.toThrow('rehearsal');
	});
});

test('who may not look after headlines learns nothing of them, and changes none', async () => {
	answers['/a'] = { body: feedOf({ title: 'Public' }) };
	const id = await headlines.makeSource(ctx, editor, source('/a'));
	await headlines.workHeadlines(ctx);
	const { headlines: list } = await headlines.sourceWithHeadlines(ctx, editor, id);
	const hide = { source: id, headline: list[0]?.id ?? '', hidden: true };
	asked = [];
	for (const [actor, code] of [
		[visitor, 'sign-in-first'],
		[author, 'not-found'],
		[reviewer, 'not-yours-to-do'],
	] as const) {
		expect(await refusal(headlines.headlineSources(ctx, actor))).toBe(code);
		expect(await refusal(headlines.sourceWithHeadlines(ctx, actor, id))).toBe(code);
		expect(await refusal(headlines.makeSource(ctx, actor, source('/b')))).toBe(code);
		expect(await refusal(headlines.changeSource(ctx, actor, id, source('/b')))).toBe(code);
		expect(await refusal(headlines.removeSource(ctx, actor, id))).toBe(code);
		expect(await refusal(headlines.hideHeadline(ctx, actor, hide))).toBe(code);
		expect(await refusal(headlines.trySource(ctx, actor, source('/a')))).toBe(code);
		expect(await refusal(headlines.askNow(ctx, actor, id))).toBe(code);
	}
	expect(asked).toEqual([]);
	expect(await shown()).toEqual(['Public']);
	expect(await refusal(headlines.sourceWithHeadlines(ctx, editor, 'nobody'))).toBe('not-found');
	expect(await refusal(headlines.hideHeadline(ctx, system('test'), { ...hide, source: 'other' }))).toBe('not-found');
	const { rows } = await ctx.byHand(`select action from ledger_event where subject_id = $1`, [id]);
	expect(rows).toEqual([{ action: 'make-headline-source' }]);
});
