import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { escapeXml } from '#core/text/index.ts';
import { hex } from './colour.ts';
import { atomFeed, type Feed } from './feed.ts';
import { robotsText } from './robots.ts';
import { sitemap, sitemapIndex } from './sitemap.ts';
import { breadcrumbData, eventData, type EventFacts, jsonLd } from './structured-data.ts';

const origin = 'https://ipspace.example';
const root = (text: string) => parseXml(text).root as XmlElement;
const children = (element: XmlElement, name?: string) =>
	element.children.filter(
		(child): child is XmlElement => child.type === 'element' && (!name || (child as XmlElement).name === name),
	);
const textOf = (element: XmlElement, name: string) => children(element, name)[0]?.text;

describe('texts and colours', () => {
	test('what XML cannot hold is left out, the rest comes back as it was', () => {
		const hostile = `<a href="x">&amp;'\u0000\u0008\ufffe\ud800 汉字 😀\n`;
		expect(root(`<t a="${escapeXml(hostile)}">${escapeXml(hostile)}</t>`).text).toBe(`<a href="x">&amp;' 汉字 😀\n`);
	});
	test('colours of the design system in sRGB', () => {
		expect([hex(0, 0, 0), hex(1, 0, 0)]).toEqual(['#000000', '#ffffff']);
		// sRGB red and blue, by their published places in OKLCH.
		expect(hex(0.62796, 0.25768, 29.234)).toBe('#ff0000');
		expect(hex(0.45201, 0.31321, 264.052)).toBe('#0000ff');
	});
});

describe('sitemaps', () => {
	const pages = [{ path: '/e', changed: Date.UTC(2021, 9, 10, 1, 2, 3, 456) }, { path: '/e/tracks' }];
	test('each page stands in both languages, and each names both', () => {
		const urls = children(root(sitemap(origin, pages)), 'url');
		expect(urls.map((url) => textOf(url, 'loc'))).toEqual(
			['/e', '/zh/e', '/e/tracks', '/zh/e/tracks'].map((path) => origin + path),
		);
		for (const [at, url] of urls.entries()) {
			const twins = children(url, 'xhtml:link').map(({ attributes }) => [attributes.hreflang, attributes.href]);
			const path = at < 2 ? '/e' : '/e/tracks';
			expect(twins).toEqual([
				['en', `${origin}${path}`],
				['zh', `${origin}/zh${path}`],
				['x-default', `${origin}${path}`],
			]);
			expect(textOf(url, 'lastmod')).toBe(at < 2 ? '2021-10-10T01:02:03Z' : undefined);
		}
	});
	test('the index names every sitemap', () => {
		const locs = children(root(sitemapIndex(origin, ['/a.xml', '/e/sitemap.xml'])), 'sitemap');
		expect(locs.map((one) => textOf(one, 'loc'))).toEqual([`${origin}/a.xml`, `${origin}/e/sitemap.xml`]);
	});
});

describe('robots', () => {
	test('may read a real site but for what belongs to somebody, and nothing of a rehearsal', () => {
		const lines = robotsText(origin, false).split('\n');
		for (const path of ['/desk', '/zh/desk', '/me', '/zh/me', '/sign-in', '/files/', '/verify/', '/zh/*/calls/*/apply'])
			expect(lines).toContain(`Disallow: ${path}`);
		expect(lines).toContain(`Sitemap: ${origin}/sitemap.xml`);
		expect(lines).not.toContain('Disallow: /');
		expect(robotsText(origin, true)).toBe('User-agent: *\nDisallow: /\n');
	});
});

describe('the feed', () => {
	const feed: Feed = {
		locale: 'zh',
		origin,
		slug: 'e',
		short: 'E <2021>',
		author: '研讨会 & 朋友',
		id: 'urn:uuid:1',
		updated: Date.UTC(2021, 9, 10),
		entries: [
			{
				id: 'urn:uuid:3',
				at: Date.UTC(2021, 9, 12),
				lines: [
					{ text: '摘要截止：改为<i>', path: '/e/dates' },
					{ text: '二', path: '/e' },
				],
			},
			{ id: 'urn:uuid:2', at: Date.UTC(2021, 9, 10), lines: [] },
		],
	};
	test('says what RFC 4287 asks for', () => {
		const atom = root(atomFeed(feed));
		expect([atom.name, atom.attributes.xmlns, atom.attributes['xml:lang']]).toEqual([
			'feed',
			'http://www.w3.org/2005/Atom',
			'zh-Hans',
		]);
		for (const name of ['id', 'title', 'updated', 'author']) expect(children(atom, name), name).toHaveLength(1);
		expect(textOf(atom, 'updated')).toBe('2021-10-12T00:00:00Z');
		const self = children(atom, 'link').find(({ attributes }) => attributes.rel === 'self');
		expect(self?.attributes.href).toBe(`${origin}/zh/e/feed.xml`);
		const entries = children(atom, 'entry');
		expect(entries.map((entry) => textOf(entry, 'id'))).toEqual(['urn:uuid:3', 'urn:uuid:2']);
		for (const entry of entries) {
			for (const name of ['id', 'title', 'updated']) expect(children(entry, name), name).toHaveLength(1);
			expect(children(entry, 'content').length + children(entry, 'summary').length).toBe(1);
		}
		expect(textOf(entries[0] as XmlElement, 'title')).toBe('摘要截止：改为<i>等 2 项更新');
		// HTML inside, escaped once for HTML and once more for XML.
		expect(textOf(entries[0] as XmlElement, 'content')).toBe(
			`<ul><li><a href="${origin}/zh/e/dates">摘要截止：改为&lt;i&gt;</a></li><li><a href="${origin}/zh/e">二</a></li></ul>`,
		);
	});
});

describe('structured data', () => {
	const facts: EventFacts = {
		locale: 'en',
		origin,
		slug: 'e',
		name: 'A Symposium',
		short: 'E 2021',
		summary: '',
		starts: '2021-11-18',
		ends: '2021-11-20',
		zone: 'Asia/Shanghai',
		mode: 'hybrid',
		languages: ['en', 'zh'],
		places: [],
		organisers: [{ name: 'Host', url: null }],
		sponsors: [],
		series: { name: 'Symposia', alternateName: 'S' },
	};
	test('a hybrid event in no known place has a virtual one, both languages, and sells nothing', () => {
		const event = eventData(facts);
		expect(event).toMatchObject({
			'@type': 'Event',
			startDate: '2021-11-18',
			endDate: '2021-11-20',
			eventSchedule: { scheduleTimezone: 'Asia/Shanghai' },
			eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
			location: [{ '@type': 'VirtualLocation', url: `${origin}/e` }],
			organizer: [{ '@type': 'Organization', name: 'Host' }],
			inLanguage: ['en', 'zh-Hans'],
		});
		for (const name of ['offers', 'sponsor', 'description', 'performer']) expect(event).not.toHaveProperty(name);
	});
	test('a place on site is named where it is known, and only there', () => {
		expect(eventData({ ...facts, mode: 'on-site' })).not.toHaveProperty('location');
		const placed = eventData({ ...facts, mode: 'on-site', places: [{ name: 'Hall', city: 'Beijing' }] });
		expect(placed.location).toEqual([
			{ '@type': 'Place', name: 'Hall', address: { '@type': 'PostalAddress', addressLocality: 'Beijing' } },
		]);
	});
	test('crumbs lead from the home page down', () => {
		const crumbs = breadcrumbData('zh', origin, [
			{ name: 'E', path: '/e' },
			{ name: '专题', path: '/e/tracks' },
		]);
		expect(JSON.parse(jsonLd(crumbs))['@graph'][0].itemListElement).toEqual([
			{ '@type': 'ListItem', position: 1, name: 'E', item: `${origin}/zh/e` },
			{ '@type': 'ListItem', position: 2, name: '专题', item: `${origin}/zh/e/tracks` },
		]);
	});
});
