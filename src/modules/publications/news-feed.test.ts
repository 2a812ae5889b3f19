import { execFileSync } from 'node:child_process';
import { parseXml } from '@rgrove/parse-xml';
import { describe, expect, test } from 'vitest';
import { inProject } from '#core/paths/index.ts';
import { articleData } from './article-data.ts';
import { newsAtom } from './news-atom.ts';
import { type NewsFeed, zonedTime } from './news-feed.ts';
import { newsJsonFeed } from './news-json-feed.ts';
import { newsRss } from './news-rss.ts';
import { newsSitemap } from './news-sitemap.ts';
import { sitemap } from './sitemap.ts';

const at = Date.UTC(2021, 10, 20, 10, 30);
/** Words that end an element, a comment, a section, a string. */
const hostile = `]]> <script>alert("1")</script> & ' -- \u0000\ud800 \u001b ]]&gt; é 空间`;

const item = {
	id: 'urn:uuid:5f0c2e0a-7a86-8c3a-9d6e-0f7a2c3b4d5e',
	path: '/news/closing-report',
	title: 'Three days, fourteen tracks',
	standfirst: 'What was said, and what remains.',
	html: '<p>Text with <a href="https://orrery.example/news">a link</a>.</p>',
	published: at,
	changed: at + 3_600_000,
	authors: ['Ann Sample', 'Bo Sample'],
	publisher: 'A Society',
	topics: [{ slug: 'debris', name: 'Space debris' }],
	image: { url: 'https://orrery.example/news/closing-report/pictures/hall/0123456789ab-960.jpg' },
	rights: 'SPX',
	inBoth: true,
};
const feed: NewsFeed = {
	locale: 'en',
	origin: 'https://orrery.example',
	path: '/news',
	inBoth: true,
	title: 'News',
	subtitle: 'Everything, the newest first.',
	publisher: 'A Society',
	id: 'urn:uuid:0a0c2e0a-7a86-8c3a-9d6e-0f7a2c3b4d5e',
	updated: at + 3_600_000,
	items: [item],
};
const feeds: [name: string, feed: NewsFeed][] = [
	['whole', feed],
	['in Chinese', { ...feed, locale: 'zh', title: '新闻', items: [{ ...item, title: '三天', topics: [] }] }],
	['empty', { ...feed, items: [] }],
	[
		'by nobody, without more',
		{ ...feed, inBoth: false, items: [{ ...item, authors: [], rights: undefined, image: undefined }] },
	],
	[
		'hostile',
		{
			...feed,
			title: hostile,
			subtitle: hostile,
			publisher: hostile,
			items: [
				{
					...item,
					title: hostile,
					standfirst: hostile,
					html: hostile,
					authors: [hostile],
					rights: hostile,
					topics: [{ slug: 'x', name: hostile }],
				},
			],
		},
	],
];

describe.each(feeds)('a feed that is %s', (_, one) => {
	test('is Atom by the grammar of RFC 4287', () => {
		execFileSync('xmllint', ['--noout', '--nonet', '--relaxng', inProject('tests/fixtures/atom.rng'), '-'], {
			input: newsAtom(one),
		});
	});

	test('is RSS to a parser that is not ours: one channel, its items with address, id and date', () => {
		const root = parseXml(newsRss(one)).root;
		const channel = root?.children.find((child) => 'name' in child && child.name === 'channel') as typeof root;
		const names = channel?.children.flatMap((child) => ('name' in child ? [child.name] : [])) ?? [];
		expect(names.slice(0, 6)).toEqual(['title', 'link', 'description', 'language', 'lastBuildDate', 'atom:link']);
		expect(names.filter((name) => name === 'item')).toHaveLength(one.items.length);
	});

	test('is a JSON Feed with what it must have', () => {
		const json = JSON.parse(newsJsonFeed(one));
		expect(json).toMatchObject({
			version: 'https://jsonfeed.org/version/1.1',
			title: one.title,
			feed_url: `https://orrery.example${one.locale === 'zh' ? '/zh' : ''}/news/feed.json`,
		});
		expect(json.items).toHaveLength(one.items.length);
		for (const entry of json.items) {
			expect(entry).toMatchObject({
				id: item.id,
				content_html: one.items[0]?.html,
				date_published: '2021-11-20T10:30:00Z',
			});
			expect(entry.url).toBe(`https://orrery.example${one.locale === 'zh' ? '/zh' : ''}/news/closing-report`);
		}
	});
});

test('the three formats say the same of an article', () => {
	const [atom, rss, json] = [newsAtom(feed), newsRss(feed), newsJsonFeed(feed)];
	for (const text of [atom, rss, json]) {
		for (const words of [
			item.id,
			item.title,
			item.standfirst,
			'https://orrery.example/news/closing-report',
			'Ann Sample',
			'Space debris',
		])
			expect(text).toContain(words);
	}
	expect(atom).toContain('<updated>2021-11-20T11:30:00Z</updated>');
	expect(rss).toContain('<pubDate>Sat, 20 Nov 2021 10:30:00 GMT</pubDate>');
	expect(atom).toContain('hreflang="zh-Hans" href="https://orrery.example/zh/news/feed.xml"');
	expect(newsAtom({ ...feed, inBoth: false })).not.toContain('zh-Hans');
});

test('an instant is said with the offset of its zone', () => {
	expect(zonedTime(at, 'Asia/Shanghai')).toBe('2021-11-20T18:30:00+08:00');
	expect(zonedTime(at, 'America/New_York')).toBe('2021-11-20T05:30:00-05:00');
	expect(zonedTime(at, 'Asia/Kolkata')).toBe('2021-11-20T16:00:00+05:30');
	expect(zonedTime(at, 'UTC')).toBe('2021-11-20T10:30:00+00:00');
});

describe('sitemaps', () => {
	test('of news: sound whatever a title says, and without any', () => {
		const one = {
			path: '/news/a',
			locale: 'zh' as const,
			title: hostile,
			published: zonedTime(at, 'UTC'),
			publisher: hostile,
		};
		for (const list of [[], [one]]) {
			const xml = newsSitemap('https://orrery.example', list);
			execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: xml });
			expect(xml.match(/<loc>/g)?.length ?? 0).toBe(list.length);
		}
		expect(newsSitemap('https://orrery.example', [one])).toContain('<news:language>zh-cn</news:language>');
	});

	test('an article that stands in one language alone has no twin', () => {
		const xml = sitemap('https://orrery.example', [{ path: '/news/nur', locales: ['zh'] }]);
		expect(xml.match(/<loc>([^<]+)/g)).toEqual(['<loc>https://orrery.example/zh/news/nur']);
		expect(xml).not.toContain('hreflang="en"');
		expect(xml).toContain('hreflang="x-default" href="https://orrery.example/zh/news/nur"');
	});
});

describe('the article for search engines', () => {
	const facts = {
		locale: 'en' as const,
		origin: 'https://orrery.example',
		path: '/news/closing-report',
		title: item.title,
		standfirst: item.standfirst,
		zone: 'Asia/Shanghai',
		published: at,
		changed: at,
		words: 900,
		authors: [{ name: 'Ann Sample', role: 'Editor' }],
		publisher: { name: 'A Society' },
		topics: ['Space debris'],
		corrections: [{ text: 'It was Friday.', at }],
		sources: [],
		site: 'IPSPACE',
	};

	test('which of the two languages is the translation', () => {
		const other = { locale: 'zh' as const, title: '三天' };
		const twin = { '@id': 'https://orrery.example/zh/news/closing-report#article', inLanguage: 'zh-Hans' };
		expect(articleData({ ...facts, other, translated: 'other' })).toMatchObject({ workTranslation: twin });
		expect(articleData({ ...facts, other, translated: 'this' })).toMatchObject({ translationOfWork: twin });
		expect(JSON.stringify(articleData(facts))).not.toContain('/zh/');
	});

	test('times with their zone, corrections with their day, no author made up', () => {
		const data = articleData({ ...facts, authors: [] });
		expect(data).toMatchObject({
			datePublished: '2021-11-20T18:30:00+08:00',
			author: [{ '@type': 'Organization', name: 'A Society' }],
			correction: [{ '@type': 'CorrectionComment', text: 'It was Friday.' }],
		});
	});

	/** What schema.org 30.0 lets each of our types say, as far as we say it. */
	const vocabulary: Record<string, string> = {
		NewsArticle:
			'about articleSection author citation copyrightNotice correction dateModified dateline datePublished description headline image inLanguage isAccessibleForFree isPartOf keywords mainEntityOfPage publisher translationOfWork url wordCount workTranslation',
		ImageObject: 'caption contentUrl copyrightNotice creditText height license url width',
		QuantitativeValue: 'unitCode value',
		Person: 'jobTitle name url',
		Organization: 'name url',
		CorrectionComment: 'datePublished text',
		CreativeWork: 'name url',
		Event: 'name',
		WebSite: 'name url',
	};
	const faults = (value: unknown, at: string): string[] => {
		if (Array.isArray(value)) return value.flatMap((one, place) => faults(one, `${at}[${place}]`));
		if (typeof value !== 'object' || value === null) return [];
		const { '@type': type, ...rest } = value as Record<string, unknown>;
		const known = vocabulary[String(type)]?.split(' ');
		if (!known) return [`${at}: ${String(type)}`];
		const own = Object.keys(rest).filter((key) => !key.startsWith('@') && !known.includes(key));
		return [
			...own.map((key) => `${at}.${key}`),
			...Object.entries(rest).flatMap(([key, one]) => faults(one, `${at}.${key}`)),
		];
	};

	test('says nothing that its vocabulary has no word for', () => {
		const image = { url: 'https://orrery.example/a.jpg', width: 1600, height: 900, caption: 'A', credit: 'B' };
		const whole = {
			...facts,
			...{
				dateline: 'Sydney',
				rights: 'SPX',
				other: { locale: 'zh' as const, title: '三天' },
				translated: 'other' as const,
			},
			sources: [{ name: 'Report', url: 'https://example.org/' }],
			edition: { slug: 'ipspace-2021', name: 'IPSPACE' },
		};
		expect(faults(articleData({ ...whole, image: { ...image, licence: 'CC0 1.0' } }), '')).toEqual([]);
		expect(faults(articleData({ ...whole, image: { ...image, licence: 'https://example.org/l' } }), '')).toEqual([]);
		expect(faults({ '@type': 'NewsArticle', headlein: 'x' }, '')).toEqual(['.headlein']);
	});
});
