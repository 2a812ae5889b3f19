import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { locales, localePath } from '../../src/core/i18n/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { orrery } from '../setup/journey/command-line.ts';
import { pdfText } from '../setup/journey/pdf.ts';
import { signInByLink } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/* What goes out of an edition beside its pages, as it comes from the running server. */

const server = await startServer();
afterAll(() => server.dispose());
const { origin } = server;
const edition = '/ipspace-2021';

const get = (path: string, headers: Record<string, string> = {}) =>
	fetch(new URL(path, origin), { headers, redirect: 'manual' });
async function text(path: string): Promise<string> {
	const response = await get(path);
	expect(response.status, path).toBe(200);
	return response.text();
}
async function bytes(path: string): Promise<{ etag: string; type: string; body: Buffer }> {
	const response = await get(path);
	expect(response.status, path).toBe(200);
	const { headers } = response;
	return {
		etag: headers.get('etag') ?? '',
		type: headers.get('content-type') ?? '',
		body: Buffer.from(await response.arrayBuffer()),
	};
}
const all = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map((match) => match[1] as string);
const squeezed = (words: string) => words.replace(/\s+/g, '');

describe.each(locales)('in %s', (locale) => {
	const at = (path: string) => localePath(locale, edition + path);

	test('leaflet and poster are kept: the same bytes for all who ask at once, 304 for who has them', async () => {
		for (const [path, word] of [
			['/leaflet.pdf', { en: 'Topic areas', zh: '征文方向' }],
			['/call-for-papers.pdf', { en: 'Call for papers', zh: '征文通知' }],
		] as const) {
			const answers = await Promise.all(Array.from({ length: 6 }, () => bytes(at(path))));
			const [first] = answers as [(typeof answers)[number]];
			for (const answer of answers) expect(answer.body.equals(first.body)).toBe(true);
			expect(first.type).toBe('application/pdf');
			expect((await get(at(path), { 'if-none-match': first.etag })).status).toBe(304);
			const printed = squeezed(pdfText(first.body)).toUpperCase();
			const law = { en: 'Green Space Propulsion Opportunities and Prospects', zh: '绿色空间推进的机遇与前景' };
			for (const words of [
				word[locale],
				law[locale],
				{ en: 'Chinese Society of Astronautics', zh: '中国宇航学会' }[locale],
			])
				expect(printed).toContain(squeezed(words).toUpperCase());
		}
	});

	test('the head of the home page names a card, a feed and the event, and all of them are there', async () => {
		const page = await text(at(''));
		const meta = (name: string) =>
			all(page, new RegExp(`<meta (?:property|itemprop)="${name}" content="([^"]*)"`, 'g'))[0];
		const card = await bytes(meta('og:image') as string);
		expect([card.type, card.body.readUInt32BE(16), card.body.readUInt32BE(20)]).toEqual(['image/png', 1200, 630]);
		const [first] = all(page.slice(page.indexOf('<body')), /<img[^>]*src="([^"]+)"/g);
		expect(first).toBe(at('/card-square.png'));
		expect(meta('image')).toBe(origin + at('/card-square.png'));
		const square = await bytes(first as string);
		expect(square.body.readUInt32BE(16)).toBeGreaterThanOrEqual(300);
		expect(meta('og:locale')).toBe({ en: 'en_GB', zh: 'zh_CN' }[locale]);
		const [feed] = all(page, /<link rel="alternate" type="application\/atom\+xml"[^>]*href="([^"]+)"/g);
		expect(await text(feed as string)).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
		const [json] = all(page, /<script type="application\/ld\+json">(.*?)<\/script>/gs);
		const [event] = JSON.parse(json as string)['@graph'];
		expect(event).toMatchObject({ '@type': 'Event', startDate: '2021-11-18', endDate: '2021-11-20' });
		expect(event.organizer).toHaveLength(6);
		expect(event.organizer[0].name).toBe({ en: 'Chinese Society of Astronautics', zh: '中国宇航学会' }[locale]);
	});

	test('templates come as files of their programs', async () => {
		for (const kind of ['manuscript', 'extended-abstract']) {
			const word = await bytes(at(`/templates/${kind}.docx`));
			expect(word.type).toContain('wordprocessingml');
			expect(word.body.subarray(0, 2).toString('latin1')).toBe('PK');
			expect(await text(at(`/templates/${kind}.tex`))).toContain('\\documentclass');
			expect(await text(at(`/templates/${kind}.typ`))).toContain(
				'10 November 2021'.replace(/.*/, (day) => (locale === 'en' ? day : '2021年11月10日')),
			);
		}
		expect((await get(at('/templates/other.docx'))).status).toBe(404);
	});
});

test('the sitemap lists every public page that a reader can come to, and each of them is one', async () => {
	expect(await text('/robots.txt')).toBe('User-agent: *\nDisallow: /\n');
	const maps = all(await text('/sitemap.xml'), /<loc>([^<]+)<\/loc>/g);
	expect(maps).toContain(`${origin}${edition}/sitemap.xml`);
	const listed = new Set((await Promise.all(maps.map(text))).flatMap((map) => all(map, /<loc>([^<]+)<\/loc>/g)));

	const found = new Set<string>();
	const queue = [...listed, origin + edition];
	const asked = new Set(queue);
	for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
		const response = await get(url);
		const page = await response.text();
		if (listed.has(url)) expect(response.status, url).toBe(200);
		const [canonical] = all(page, /<link rel="canonical" href="([^"]+)"/g);
		if (listed.has(url)) expect(canonical, url).toBe(url);
		// A page that says where it stands is a public one.
		if (canonical) found.add(canonical);
		for (const href of all(page, /<a [^>]*href="([^"#?]+)/g)) {
			const next = new URL(href, url);
			const isPage =
				next.origin === origin && !/\.[a-z]+$|\/(desk|me|sign-in|sign-out|mailbox)(\/|$)|\/apply$/.test(next.pathname);
			if (isPage && !asked.has(next.href)) {
				asked.add(next.href);
				queue.push(next.href);
			}
		}
	}
	expect(listed.size).toBeGreaterThan(40);
	expect([...found].filter((url) => !listed.has(url))).toEqual([]);
});

test('a date that is published anew is in print, in the feed, and changes what depends on it alone', async () => {
	const before = await Promise.all([`${edition}/leaflet.pdf`, '/robots.txt'].map(bytes));
	const folder = mkdtempSync(join(tmpdir(), 'orrery-edition-'));
	try {
		cpSync(inProject('editions', 'ipspace-2021'), folder, { recursive: true });
		const file = join(folder, 'dates.yaml');
		const dates = readFileSync(file, 'utf8');
		writeFileSync(file, dates.replace('2021-12-04T24:00', '2021-12-06T24:00'));
		expect(readFileSync(file, 'utf8')).not.toBe(dates);
		await orrery(server, 'edition', 'import', folder);
		await expect.poll(() => bytes(`${edition}/leaflet.pdf`).then(({ etag }) => etag)).not.toBe(before[0]?.etag);
		expect(pdfText((await bytes(`${edition}/leaflet.pdf`)).body)).toContain('6 December 2021');
		expect(await text(`${edition}/feed.xml`)).toContain('Revisions and corrections: now 6 December 2021, 23:59');
		expect(await text(localePath('zh', `${edition}/feed.xml`))).toContain('改为2021年12月6日');
		expect((await bytes('/robots.txt')).etag).toBe(before[1]?.etag);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test('the feed is an Atom feed to a parser that is not ours', async () => {
	const feed = await text(`${edition}/feed.xml`);
	execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: feed });
});

describe('news', () => {
	const feeds = ['/news', '/news/topics/calls', '/news/editions/ipspace-2021'].flatMap((path) =>
		locales.map((locale) => localePath(locale, path)),
	);

	test('the feeds of everything, a topic and an edition are valid, say the same, and are not sent twice', async () => {
		for (const base of feeds) {
			const atom = await bytes(`${base}/feed.xml`);
			const grammar = inProject('tests/fixtures/atom.rng');
			execFileSync('xmllint', ['--noout', '--nonet', '--relaxng', grammar, '-'], { input: atom.body });
			expect((await get(`${base}/feed.xml`, { 'if-none-match': atom.etag })).status).toBe(304);
			const ids = all(atom.body.toString(), /<entry>\n<id>(urn:uuid:[0-9a-f-]{36})<\/id>/g);
			expect(ids.length).toBeGreaterThan(0);
			const rss = await text(`${base}/feed.rss`);
			execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: rss });
			expect(all(rss, /<guid isPermaLink="false">([^<]+)</g)).toEqual(ids);
			const json = JSON.parse(await text(`${base}/feed.json`));
			expect(json.items.map(({ id }: { id: string }) => id)).toEqual(ids);
			for (const { url, content_html } of json.items) {
				expect((await get(url)).status, url).toBe(200);
				for (const address of all(content_html, / (?:src|href)="([^"]+)"/g))
					expect(address).toMatch(/^https?:|^mailto:/);
			}
		}
	});

	test('an article that is to come is nowhere: page, lists, feeds, sitemaps, search', async () => {
		// The rehearsal stands in October, and this is planned for November.
		const path = '/news/ipspace-2021-closes';
		expect((await get(path)).status).toBe(404);
		expect((await get(`${path}/pictures/thin-air/000000000000.png`)).status).toBe(404);
		for (const one of [
			'/news',
			'/news/archive',
			'/news/feed.xml',
			'/news/feed.json',
			'/news/sitemap.xml',
			'/news-sitemap.xml',
			edition,
		])
			expect(await text(one), one).not.toContain('ipspace-2021-closes');
		expect(await text('/search?q=%22a+million+watched%22')).not.toContain('ipspace-2021-closes');
		expect((await get('/news/archive/2021-11')).status).toBe(404);
	});

	test('addresses that somebody makes up are not there, and none is kept', async () => {
		const made = ['/news/topics/made-up', '/news/editions/made-up', '/news/archive/1999-01', '/news/archive/2021-13'];
		for (const path of [
			...made,
			'/news/page/1634000000000-1',
			'/news/page/x',
			'/news/feed.txt',
			'/news/topics/made-up/feed.xml',
		]) {
			const { status, headers } = await get(path);
			expect([status, headers.get('cache-control')], path).toEqual([404, 'no-store']);
		}
	});

	test('a search finds pages and news in its language, takes whatever is typed, and is kept by nobody', async () => {
		const found = async (typed: string, locale: 'en' | 'zh' = 'en') => {
			const response = await get(localePath(locale, `/search?q=${encodeURIComponent(typed)}`));
			expect([response.status, response.headers.get('cache-control')], typed).toEqual([200, 'no-store']);
			expect(response.headers.get('set-cookie')).toBeNull();
			return response.text();
		};
		expect(await found('accreditation')).toContain('href="/news/media-accreditation-opens"');
		expect(await found('propulsion')).toContain('href="/ipspace-2021/tracks/T4"');
		expect(await found('绿色空间推进', 'zh')).toContain('href="/zh/ipspace-2021/tracks/T4"');
		for (const typed of [
			"'; drop table article; --",
			'<script>alert(1)</script>',
			'\\',
			'"',
			'!!',
			':*',
			'%',
			'𠀀',
			'a'.repeat(3000),
		])
			expect(await found(typed), typed).not.toContain('<script>alert');
	});

	test('what is retracted says so with 410 at its address, and is nowhere else from that moment', async () => {
		const path = '/news/media-accreditation-opens';
		const everywhere = ['/news', '/news/feed.xml', '/news/feed.json', '/search?q=accreditation', edition];
		expect(await text('/search?q=accreditation')).toContain(path);
		const link = Object.entries(server.links).find(([who]) => who.startsWith('organiser'))?.[1] ?? '';
		const organiser = await signInByLink(server, 'organiser', link);
		const desk = await (await organiser.ask('/desk/newsroom')).text();
		const pages = [...new Set(all(desk, /\/desk\/newsroom\/([0-9a-z]{12,})/g))].map(
			(id) => `/desk/newsroom/${id}/publish`,
		);
		const named = await Promise.all(
			pages.map(async (page) => (await (await organiser.ask(page)).text()).includes(path)),
		);
		const body = new URLSearchParams({ 'reason.en': 'It named the wrong hall.', 'reason.zh': '会场有误。' });
		const done = await organiser.ask(`${pages[named.indexOf(true)]}?/retract`, { method: 'POST', body });
		expect(done.status).toBe(303);
		// A process hears of a change within a moment, by the database.
		await expect.poll(async () => (await get(path)).status).toBe(410);
		for (const [locale, reason] of [
			['en', 'It named the wrong hall.'],
			['zh', '会场有误。'],
		] as const) {
			const response = await get(localePath(locale, path));
			expect([response.status, response.headers.get('cache-control')]).toEqual([410, 'no-store']);
			const page = await response.text();
			expect(page).toContain(reason);
			expect(page).toContain('<meta name="robots" content="noindex"');
			expect(page).not.toMatch(/rel="canonical"|application is a form|ld\+json/);
		}
		for (const one of everywhere) expect(await text(one), one).not.toContain('media-accreditation-opens');
	});
});
