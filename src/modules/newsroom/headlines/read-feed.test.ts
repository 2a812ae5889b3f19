import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FeedError, type FeedItem } from './feed.ts';
import { readFeedDate } from './feed-date.ts';
import { plainText } from './plain-text.ts';
import { type FeedFacts, readFeed } from './read-feed.ts';

const now = Date.UTC(2023, 9, 20);
const facts: FeedFacts = {
	contentType: 'application/xml',
	address: 'https://weekly.example/feeds/all.xml',
	now,
	language: 'en',
	names: ['Space Weekly'],
};
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, more: Partial<FeedFacts> = {}) => readFeed(bytes(text), { ...facts, ...more });
const rss = (...items: string[]) =>
	`<?xml version="1.0"?><rss version="2.0"><channel><title>Space Weekly</title>${items.map((one) => `<item>${one}</item>`).join('')}</channel></rss>`;
const faultOf = (work: () => unknown) => {
	try {
		work();
	} catch (error) {
		return error instanceof FeedError ? error.fault : error;
	}
	return undefined;
};
const [title, link] = ['<title>A</title>', '<link>https://weekly.example/a</link>'];

describe('the four formats', () => {
	test('RSS 2.0', () => {
		const feed = read(
			rss(
				`<title>Probe lands - Space Weekly</title><link>https://weekly.example/probe?utm_source=rss&amp;id=7</link>
				<guid isPermaLink="false">probe-7</guid><pubDate>Wed, 18 Oct 2023 10:00:00 +0200</pubDate>
				<description><![CDATA[<p>Sydney, Australia (SPX) Oct 18, 2023 A probe <b>landed</b> &amp; sent pictures.</p><p>The post Probe lands appeared first on Space Weekly.</p>]]></description>`,
				`<title>Older</title><guid>https://weekly.example/older</guid><pubDate>Tue, 17 Oct 2023 09:00:00 GMT</pubDate>`,
			),
		);
		expect(feed).toMatchObject({ format: 'rss', title: 'Space Weekly', unusable: 0 });
		expect(feed.items).toEqual([
			{
				key: 'guid probe-7',
				guid: 'probe-7',
				link: 'https://weekly.example/probe?id=7',
				canonical: 'weekly.example/probe?id=7',
				title: 'Probe lands',
				teaser: 'A probe landed & sent pictures.',
				place: 'Sydney, Australia',
				at: Date.UTC(2023, 9, 18, 8),
			},
			expect.objectContaining({ link: 'https://weekly.example/older', teaser: '', place: '' }),
		]);
	});

	test('RSS 1.0 (RDF), with Dublin Core', () => {
		const feed =
			read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
			<channel rdf:about="https://weekly.example/"><title>Weekly</title></channel>
			<item rdf:about="https://weekly.example/r"><title>R</title><link>https://weekly.example/r</link>
			<dc:date>2023-10-18T10:00:00+02:00</dc:date><dc:coverage>Huzhou</dc:coverage></item></rdf:RDF>`);
		expect(feed).toMatchObject({ format: 'rdf', title: 'Weekly' });
		expect(feed.items[0]).toMatchObject({ title: 'R', place: 'Huzhou', at: Date.UTC(2023, 9, 18, 8) });
	});

	test('Atom, with a prefix, a base, relative links and titles in XHTML', () => {
		const feed = read(`<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://agency.example/news/">
			<a:title>Agency</a:title>
			<a:entry><a:id>tag:agency.example,2023:1</a:id><a:title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Lift <em>off</em></div></a:title>
			<a:link rel="self" href="https://agency.example/self"/><a:link href="lift-off.html"/>
			<a:updated>2023-10-18T10:00:00Z</a:updated><a:summary type="html">&lt;p&gt;It &amp;lt;flew&amp;gt;.&lt;/p&gt;</a:summary></a:entry></a:feed>`);
		expect(feed).toMatchObject({ format: 'atom', title: 'Agency' });
		expect(feed.items[0]).toMatchObject({
			title: 'Lift off',
			link: 'https://agency.example/news/lift-off.html',
			teaser: 'It <flew>.',
			guid: 'tag:agency.example,2023:1',
		});
	});

	test('JSON Feed', () => {
		const feed = read(
			JSON.stringify({
				version: 'https://jsonfeed.org/version/1.1',
				title: 'J',
				items: [
					{ id: 1, url: '/one', title: 'a < b & c', content_html: '<p>Text<script>alert(1)</script></p>' },
					{ id: 2, external_url: 'https://other.example/2', title: 'Two', content_text: 'If x <b then y' },
					null,
					{ id: 3, title: 'No link' },
				],
			}),
		);
		expect(feed).toMatchObject({ format: 'json', unusable: 1 });
		expect(feed.items.map(({ title, link, teaser }) => [title, link, teaser])).toEqual([
			['a < b & c', 'https://weekly.example/one', 'Text'],
			['Two', 'https://other.example/2', 'If x <b then y'],
		]);
	});
});

describe('what is broken', () => {
	test('is read where one can tell what was meant', () => {
		const feed = read(
			`\n\ufeff <?xml version="1.0"?><rss><channel><item><title>Law & order &nbsp;&eacute; &copy;\u0007</title><link>https://x.example/?a=1&b=2</link></item></channel></rss>`,
		);
		expect(feed.items[0]).toMatchObject({ title: 'Law & order é ©', link: 'https://x.example/?a=1&b=2' });
	});

	test('is refused where one can’t', () => {
		expect(faultOf(() => read('<rss><channel><item></channel></rss>'))).toBe('broken-xml');
		expect(faultOf(() => read('<!doctype html><html><body><p>Not here<br></body></html>'))).toBe('not-a-feed');
		expect(faultOf(() => read('<html><body/></html>'))).toBe('not-a-feed');
		expect(faultOf(() => read(''))).toBe('not-a-feed');
		expect(faultOf(() => read('{"version": "https://jsonfeed.org'))).toBe('broken-json');
		expect(faultOf(() => read('{"items": []}'))).toBe('not-a-feed');
		expect(faultOf(() => read(rss('<title>No link</title>')))).toBe('nothing-usable');
		expect(read(rss()).items).toEqual([]);
	});
});

describe('what is hostile', () => {
	test('entities of its own are refused, however they are written', () => {
		const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
		const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">${laughs}]>${rss(`<title>&l9;</title>${link}`)}`;
		expect(faultOf(() => read(bomb))).toBe('entities');
		const file = `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title>${link}</item></channel></rss>`;
		expect(faultOf(() => read(file))).toBe('entities');
		const old = read(
			`<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1/rss.dtd"><rss><channel><item>${title}${link}</item></channel></rss>`,
		);
		expect(old.items).toHaveLength(1);
	});

	test('no script, tag or handler gets through, and nothing that turns text round', () => {
		const feed = read(
			rss(
				`<title><![CDATA[<script>alert(1)</script>Safe <img src=x onerror=alert(1)> title]]></title>${link}<description>&lt;iframe src="javascript:alert(1)"&gt;in&lt;/iframe&gt;&amp;lt;b onclick=x&amp;gt;Bold&amp;lt;/b&amp;gt; &lt;style&gt;p{}&lt;/style&gt;text&lt;!-- secret --&gt;</description>`,
				`<title>Price \u202e000,1\u202c\u200b now</title><link>https://weekly.example/b</link>`,
			),
		);
		expect(feed.items.map(({ title, teaser }) => [title, teaser])).toEqual([
			['Safe title', 'Bold text'],
			['Price 000,1 now', ''],
		]);
	});

	test.each([
		'javascript:alert(1)',
		'data:text/html,x',
		'file:///etc/passwd',
		'https://a:b@x.example/',
		'vbscript:x',
		'mailto:a@x.example',
		'https://',
	])('a link that leads to no page is no headline: %s', (href) => {
		expect(faultOf(() => read(rss(`${title}<link>${href}</link>`)))).toBe('nothing-usable');
	});

	test('ids that all are the same, and entries that are there twice', () => {
		const one = (n: string, id = '1') =>
			`<title>Number ${n} of the series</title><link>https://weekly.example/${n}</link><guid isPermaLink="false">${id}</guid>`;
		const feed = read(rss(one('7'), one('8'), one('7'), one('9', 'own')));
		expect(feed.items.map(({ key }) => key)).toEqual(['link weekly.example/7', 'link weekly.example/8', 'guid own']);
	});

	test('dates in the future are none, and stand in no order', () => {
		const dated = (path: string, date: string) =>
			`<title>${path}</title><link>/${path}</link><pubDate>${date}</pubDate>`;
		const feed = read(
			rss(
				dated('late', 'Fri, 01 Jan 2038 00:00:00 GMT'),
				dated('odd', 'yesterday'),
				dated('old', '2020-01-01'),
				dated('new', '2023-10-19 08:00:00'),
			),
		);
		expect(feed.items.map(({ title, at }) => [title, at])).toEqual([
			['late', null],
			['odd', null],
			['new', Date.UTC(2023, 9, 19, 8)],
			['old', Date.UTC(2020, 0, 1)],
		]);
	});

	test('a million bytes of anything take no time', () => {
		const million = 1_000_000;
		const open = (text: string) => text.repeat(Math.floor(million / text.length));
		const began = performance.now();
		for (const text of [
			'<a>',
			'<![CDATA[',
			'<!--',
			'&',
			'&amp;lt;script',
			'<script>',
			'a - ',
			'<rss',
			'（',
			' The post ',
		]) {
			faultOf(() => read(rss(`<title>${open(text)}</title>${link}`)));
			faultOf(() => read(open(text)));
			faultOf(() =>
				read(rss(`${title}${link}<description><![CDATA[${open(text).replaceAll(']]>', '')}]]></description>`)),
			);
		}
		expect(performance.now() - began).toBeLessThan(8000);
	});

	test('whatever is thrown at it, what comes out is plain, short and leads to a page', () => {
		const nasty = fc.array(
			fc.constantFrom(
				'<',
				'>',
				'&',
				';',
				'<script>',
				'</script>',
				'&lt;',
				'&#60;',
				'&amp;',
				'x',
				' ',
				'<b ',
				'"',
				'空',
				'<!--',
				'-->',
				'\u202e',
			),
		);
		fc.assert(
			fc.property(nasty, (parts) => {
				const said = plainText(parts.join(''));
				expect(said).not.toMatch(/[\u202e\n]/);
				const html = parts.join('').replaceAll(']]>', '');
				let items: FeedItem[] = [];
				faultOf(() => {
					({ items } = read(
						rss(`<title><![CDATA[t ${html}]]></title>${link}<description><![CDATA[${html}]]></description>`),
					));
				});
				for (const item of items) {
					expect(item.title.length).toBeLessThanOrEqual(400);
					expect(Array.from(item.teaser).length).toBeLessThanOrEqual(300);
					expect(item.link).toMatch(/^https?:\/\//);
				}
			}),
		);
	});
});

describe('charsets', () => {
	// 'GBK' of the words below, made with iconv; Node encodes UTF-8 only.
	const gbk = (parts: (string | number[])[]) =>
		Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
	const moon = [0xcc, 0xbd, 0xd4, 0xc2]; // 探月
	const rare = [0x81, 0x30, 0x84, 0x36]; // GB 18030, four bytes
	const chinese = (encoding: string) =>
		gbk([
			`<?xml version="1.0" encoding="${encoding}"?><rss><channel><item><title>`,
			moon,
			'</title><link>https://x.example/</link><pubDate>2023-10-18 10:00:00</pubDate></item></channel></rss>',
		]);
	const of = (body: Uint8Array, contentType = 'text/xml') =>
		readFeed(body, { ...facts, contentType, language: 'zh' }).items[0];

	test('GB 2312, GBK and GB 18030, whatever the server says; local time is China’s', () => {
		for (const encoding of ['gb2312', 'GBK', 'gb18030']) expect(of(chinese(encoding))?.title).toBe('探月');
		expect(of(chinese('gb2312'), 'text/xml; charset=ISO-8859-1')?.title).toBe('探月');
		expect(of(chinese('utf-8'), 'text/xml; charset=gbk')?.title).toBe('探月');
		expect(of(chinese('gb2312'))?.at).toBe(Date.UTC(2023, 9, 18, 2));
		const four = gbk([
			'<?xml version="1.0" encoding="gb2312"?><rss><channel><item><title>',
			rare,
			'</title><link>https://x.example/</link></item></channel></rss>',
		]);
		expect(of(four)?.title).toHaveLength(1);
	});

	test('UTF-8 that says it is something else, UTF-16, and bytes that are nothing', () => {
		const text = rss(`<title>航天é</title>${link}`);
		expect(of(bytes(text.replace('"1.0"', '"1.0" encoding="gb2312"')))?.title).toBe('航天é');
		expect(of(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))?.title).toBe('航天é');
		const latin = Buffer.from(text.replace('航天', '').replace('"1.0"', '"1.0" encoding="ISO-8859-1"'), 'latin1');
		expect(of(latin)?.title).toBe('é');
		expect(faultOf(() => of(Buffer.from([0x3c, 0xff, 0xfe, 0xfd, 0x80])))).toBe('bad-charset');
		expect(faultOf(() => of(chinese('utf-8')))).toBe('bad-charset');
	});
});

test('datelines as agencies write them', () => {
	const placeOf = (teaser: string, language = 'en') => {
		const [item] = read(rss(`${title}${link}<description>${teaser}</description>`), { language }).items;
		return [item?.place, item?.teaser];
	};
	expect(placeOf('BEIJING, Oct. 18 (Xinhua) -- China launched.')).toEqual(['BEIJING', 'China launched.']);
	expect(placeOf('CAPE CANAVERAL, Fla. (AP) — It flew.')).toEqual(['CAPE CANAVERAL, Fla.', 'It flew.']);
	expect(placeOf('新华社湖州10月18日电（记者某某）大会开幕。', 'zh')).toEqual(['湖州', '大会开幕。']);
	expect(placeOf('中新网湖州10月18日电 大会开幕。', 'zh')).toEqual(['湖州', '大会开幕。']);
	expect(placeOf('A probe landed on Oct 18, 2023.')).toEqual(['', 'A probe landed on Oct 18, 2023.']);
});

test('dates as feeds write them', () => {
	const at = Date.UTC(2023, 9, 18, 8);
	for (const text of [
		'Wed, 18 Oct 2023 08:00:00 GMT',
		'18 Oct 23 08:00 UT',
		'Wed, 18 Oct 2023 04:00:00 EDT',
		'2023-10-18T16:00:00.123+08:00',
		'2023/10/18 08:00',
		'Wednesday, 18-Oct-2023 08:00:00 Z',
	])
		expect(readFeedDate(text)).toBe(at);
	expect(readFeedDate('Wed, 18 Oct 2023 16:00:00 CST', '+0800')).toBe(at);
	expect(readFeedDate('Wed, 18 Oct 2023 02:00:00 CST')).toBe(at);
	for (const text of ['', 'now', '2023-13-01', '18 Foo 2023', '0000']) expect(readFeedDate(text)).toBeUndefined();
});
