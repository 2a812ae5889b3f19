import { beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../../tests/setup/context.ts';
import {
	type SearchDocument,
	type SearchSources,
	ensureSearch,
	rebuildSearch,
	refreshSearch,
	search,
	searchChanged,
} from './index.ts';

const ctx = await testContext();

const day = Date.UTC(2021, 10, 18);
const shelf = new Map<string, SearchDocument[]>();
const hidden = new Set<string>();
const sources: SearchSources = {
	book: {
		subjects: async () => [...shelf.keys()].filter((id) => !hidden.has(id)),
		documents: async (_, id) => (hidden.has(id) ? [] : (shelf.get(id) ?? [])),
		stillPublic: async (_, ids) => new Set(ids.filter((id) => !hidden.has(id))),
	},
};
const en = (path: string, title: string, body: string): SearchDocument => ({
	locale: 'en',
	kind: 'article',
	path,
	title,
	body,
	at: day,
});
const zh = (path: string, title: string, body: string): SearchDocument => ({
	locale: 'zh',
	kind: 'article',
	path,
	title,
	body,
	at: day,
});
const found = async (typed: string, locale: 'en' | 'zh' = 'en', page = 1) =>
	(await search(ctx, sources, { typed, locale, page })).hits.map(({ path }) => path);
const put = async (id: string, ...documents: SearchDocument[]) => {
	shelf.set(id, documents);
	await searchChanged(ctx, 'book', id);
	await refreshSearch(ctx, sources);
};

beforeAll(async () => {
	await put(
		'debris',
		en(
			'/news/debris',
			'Who cleans up after satellites?',
			'Studies of space debris say that dead satellites stay for decades. CZ-5B came down.',
		),
		zh('/news/debris', '谁来清理废弃卫星？', '国家航天局表示，空间碎片将长期存在，应对气候变化也需要卫星。'),
	);
	await put(
		'farm',
		en('/news/farm', 'Seeing harvests from orbit', 'A satellite sees drought first. Technologies for farmers.'),
	);
	await put('town', zh('/news/town', '湖州会议闭幕', '与会代表通过了关于空间技术应对气候变化的倡议书。潘某某主持。'));
});

describe('what is found', () => {
	test('English words in any of their forms, the title before the text', async () => {
		expect(await found('satellite')).toEqual(['/news/debris', '/news/farm']);
		expect(await found('study technology')).toEqual([]);
		expect(await found('technology')).toEqual(['/news/farm']);
		expect(await found('STUDY debris')).toEqual(['/news/debris']);
	});

	test('Chinese words, parts of words, and names that no dictionary has', async () => {
		expect(await found('气候变化', 'zh')).toHaveLength(2);
		expect(await found('航天局', 'zh')).toEqual(['/news/debris']);
		expect(await found('国家航天', 'zh')).toEqual(['/news/debris']);
		expect(await found('潘某某', 'zh')).toEqual(['/news/town']);
		expect(await found('湖', 'zh')).toEqual(['/news/town']);
		expect(await found('倡议书 湖州', 'zh')).toEqual(['/news/town']);
		expect(await found('清理 湖州', 'zh')).toEqual([]);
	});

	test('words side by side, words left out, a designation with figures', async () => {
		expect(await found('"space debris"')).toEqual(['/news/debris']);
		expect(await found('"debris space"')).toEqual([]);
		expect(await found('satellite -debris')).toEqual(['/news/farm']);
		expect(await found('卫星 -湖州', 'zh')).toEqual(['/news/debris']);
		expect(await found('CZ-5B')).toEqual(['/news/debris']);
		expect(await found('ＣＺ－５Ｂ')).toEqual(['/news/debris']);
	});

	test('the other language is counted, not shown', async () => {
		const { total, elsewhere, hits } = await search(ctx, sources, { typed: '气候变化', locale: 'en' });
		expect([total, elsewhere, hits]).toEqual([0, 2, []]);
	});

	test('a piece of the text with marks', async () => {
		const [hit] = (await search(ctx, sources, { typed: 'studies decades', locale: 'en' })).hits;
		expect(hit?.text.filter((piece) => piece.hit).map(({ text }) => text)).toEqual(['Studies', 'decades']);
		expect(hit?.at).toBe(day);
		const [town] = (await search(ctx, sources, { typed: '倡议书', locale: 'zh' })).hits;
		expect(town?.text.filter((piece) => piece.hit)).toEqual([{ text: '倡议书', hit: true }]);
	});
});

describe('whatever is typed', () => {
	const hostile = [
		'',
		' ',
		'-',
		'--',
		'"',
		'"""',
		'!',
		'!!',
		'&',
		'|',
		'()',
		':*',
		"'",
		"''",
		"a'b",
		'a:*',
		'<->',
		'a <-> b',
		'\\',
		'\\\\',
		'%',
		'_',
		'\u0000',
		'the',
		'the of and',
		"'; drop table search_document; --",
		'$1',
		'${x}',
		'<script>alert(1)</script>',
		'星:*',
		"星'",
		'-星',
		'-satellite',
		'🛰️',
		'\ud800',
		'a'.repeat(5000),
		'星'.repeat(5000),
		'(((((',
		'&&&&',
		'a & !b | c',
		'..',
		'../../etc/passwd',
		'ﬁ',
		'\u202e',
		'"unclosed phrase',
		'"星',
		Array.from({ length: 500 }, (_, i) => `w${i}`).join(' '),
	];
	test.each(hostile)('%j is words or nothing', async (typed) => {
		for (const locale of ['en', 'zh'] as const) {
			const { hits } = await search(ctx, sources, { typed, locale });
			expect(hits.length).toBeLessThanOrEqual(20);
		}
	});

	test('nothing to look for finds nothing, rather than everything', async () => {
		for (const typed of ['', '-satellite', 'the', '"" -x']) expect(await found(typed), typed).toEqual([]);
	});

	test('no page beyond the last, none before the first', async () => {
		for (const page of [0, -1, 26, 1e9]) expect(await found('satellite', 'en', page)).toEqual([]);
	});
});

describe('what may not be found', () => {
	test('what was retracted is gone from that moment, before anybody reads anew', async () => {
		await put('secret', en('/news/secret', 'Zanzibar paper', 'The zanzibar paper.'));
		expect(await found('zanzibar')).toEqual(['/news/secret']);
		hidden.add('secret');
		// Its source is asked again for every page of hits.
		expect(await found('zanzibar')).toEqual([]);
		hidden.delete('secret');
		await searchChanged(ctx, 'book', 'secret');
		expect(await found('zanzibar')).toEqual([]);
		await refreshSearch(ctx, sources);
		expect(await found('zanzibar')).toEqual(['/news/secret']);
		hidden.add('secret');
		await searchChanged(ctx, 'book', 'secret');
		await refreshSearch(ctx, sources);
		const { rows } = await ctx.byHand(`select count(*)::int as n from search_document where subject = 'secret'`);
		expect(rows[0].n).toBe(0);
		hidden.delete('secret');
		shelf.delete('secret');
	});

	test('what came in a transaction that failed', async () => {
		await expect(
			ctx.db.transaction(async (tx) => {
				await searchChanged({ ...ctx, db: tx }, 'book', 'debris');
				throw new Error('no');
			}),
		).rejects.toThrow('no');
		expect(await found('debris')).toEqual(['/news/debris']);
	});
});

describe('the index', () => {
	test('is made anew as a whole, and loses what nobody knows', async () => {
		await ctx.byHand(`update search_document set subject = 'gone' where subject = 'farm'`);
		expect(await rebuildSearch(ctx, sources)).toEqual({ subjects: 3, documents: 4 });
		expect(await found('satellite')).toEqual(['/news/debris', '/news/farm']);
		const { rows } = await ctx.byHand(`select count(*)::int as n from search_document where subject = 'gone'`);
		expect(rows[0].n).toBe(0);
	});

	test('is filled at the start where it is empty or of other rules, and left alone otherwise', async () => {
		await ensureSearch(ctx, sources);
		expect((await refreshSearch(ctx, sources)).subjects).toBe(0);
		await ctx.byHand('update search_document set version = 0');
		await ensureSearch(ctx, sources);
		expect((await refreshSearch(ctx, sources)).subjects).toBe(3);
		await ctx.byHand('delete from search_document');
		await ensureSearch(ctx, sources);
		await refreshSearch(ctx, sources);
		expect(await found('satellite')).toHaveLength(2);
	});

	test('one thing that cannot be read leaves the others readable, and is tried again', async () => {
		const broken: SearchSources = {
			book: {
				...(sources.book as NonNullable<typeof sources.book>),
				documents: async () => {
					throw new Error('unreadable');
				},
			},
		};
		await searchChanged(ctx, 'book', 'farm');
		await refreshSearch(ctx, broken);
		expect(await found('satellite')).toEqual(['/news/debris']);
		expect((await refreshSearch(ctx, sources)).subjects).toBe(0);
		ctx.setNow(ctx.clock.process.now() + 3 * 60_000);
		expect((await refreshSearch(ctx, sources)).subjects).toBe(1);
		expect(await found('satellite')).toEqual(['/news/debris', '/news/farm']);
	});

	test('takes the longest text there can be', async () => {
		const random = Array.from({ length: 100_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join(
			'',
		);
		await put(
			'long',
			zh('/news/long', '长文', random),
			en('/news/long', 'Long', Array.from({ length: 20_000 }, (_, i) => `w${i}`).join(' ')),
		);
		expect(await found('长文', 'zh')).toEqual(['/news/long']);
	});
});

test('a page of one hit and a page of twenty cost the same', async () => {
	const one = await ctx.countStatements(() => found('harvests'));
	for (let i = 0; i < 30; i += 1) shelf.set(`many-${i}`, [en(`/news/many-${i}`, 'Harvests', 'harvests and more')]);
	await rebuildSearch(ctx, sources);
	const many = await ctx.countStatements(async () => expect(await found('harvests')).toHaveLength(20));
	expect(many).toBe(one);
	expect(await found('harvests', 'en', 2)).toHaveLength(11);
});
