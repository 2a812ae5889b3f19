import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadChineseCutter } from './chinese.ts';
import {
	englishStem,
	folded,
	languageOfText,
	loadSegmentation,
	plainSegmentation,
	type Segmentation,
} from './index.ts';

const engines: Record<string, Segmentation> = { plain: plainSegmentation() };
beforeAll(async () => {
	engines.dictionary = await loadSegmentation();
});

const terms = (text: string, engine = 'dictionary') => engines[engine]?.words(text).map(({ term }) => term);

test('the dictionary is there, and knows the words of our field', () => {
	expect(engines.dictionary?.engine).toBe('jieba');
	expect(terms('国家航天局宣布，联合欧洲空间局发射气候变化监测卫星星座。')).toEqual([
		'国家航天局',
		'宣布',
		'联合',
		'欧洲空间局',
		'发射',
		'气候变化',
		'监测',
		'卫星星座',
	]);
	expect(terms('空间碎片减缓与外空条约')).toEqual(['空间碎片', '减缓', '与', '外空条约']);
});

test('where the native part is missing the words are those of Unicode, and the log says so', async () => {
	const lines: string[] = [];
	const cutter = await loadChineseCutter({ warn: (event) => lines.push(event) }, () =>
		Promise.reject(new Error('none')),
	);
	expect(cutter.name).toBe('intl');
	expect(cutter.cut('国家航天局').join('')).toBe('国家航天局');
	expect(lines).toEqual(['segmentation.dictionary-missing']);
});

test('without the dictionary the words are shorter and still complete', () => {
	expect(terms('国家航天局宣布。', 'plain')?.join('')).toBe('国家航天局宣布');
});

test.each([
	['launches launched launching launch', 'launch'],
	['policies policy Policy’s', 'policy'],
	['financing financed finances finance', 'financ'],
	['satellites satellite SATELLITE’S', 'satellit'],
	['planned planning plan plans', 'plan'],
	['gases gas', 'gas'],
	['raises raised raising raise', 'raise'],
	['procured procures procuring procure', 'procur'],
	['rated rates rate', 'rate'],
	['traded trade trading', 'trade'],
	['plane planes', 'plane'],
])('one stem: %s', (words, stem) => {
	expect(new Set(terms(words))).toEqual(new Set([stem]));
});

test.each(['news', 'analysis', 'during', 'Beijing', 'status', 'spring', 'Mars', 'need'])(
	'not shortened: %s',
	(word) => {
		expect(terms(word)).toEqual([word.toLowerCase()]);
	},
);

test('accents, width, ligatures and apostrophes are folded', () => {
	expect(folded('Agência ＮＡＳＡ ﬁnance Straße Łódź Ørsted')).toBe('agencia nasa finance strasse lodz orsted');
	expect(englishStem("nasa's")).toBe('nasa');
});

test('mixed scripts: each run by its own rule, places exact', () => {
	const text = 'SpaceX与中国商业航天：2023年融资1,200.5万美元（+15%）🚀！';
	const words = engines.dictionary?.words(text) ?? [];
	expect(words.map(({ term }) => term)).toEqual([
		'spacex',
		'与',
		'中国',
		'商业航天',
		'2023',
		'年',
		'融资',
		'1200.5',
		'万美元',
		'15',
	]);
	for (const word of words) expect(text.slice(word.start, word.end)).toBe(word.text);
});

test('a search finds words within long words', () => {
	const found = engines.dictionary?.searchWords('气候变化与国家航天局 Launching satellites') ?? [];
	for (const one of ['气候', '变化', '气候变化', '航天', '国家航天局', 'launch', 'satellit'])
		expect(found).toContain(one);
});

test('whatever the text: in order, verbatim, nothing of the Chinese lost, the same again', () => {
	const text = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 120 }),
		fc
			.array(
				fc.constantFrom('国家', '航天局', '气候', 'SpaceX', '’s', '12', '.', ',5', '𠮷', 'カメラ', '🚀', 'é', ' '),
				{ maxLength: 40 },
			)
			.map((parts) => parts.join('')),
	);
	fc.assert(
		fc.property(text, fc.constantFrom('plain', 'dictionary'), (source, engine) => {
			const words = engines[engine]?.words(source) ?? [];
			let at = 0;
			for (const word of words) {
				expect(word.start).toBeGreaterThanOrEqual(at);
				expect(source.slice(word.start, word.end)).toBe(word.text);
				at = word.end;
			}
			const hanOf = (some: string) => some.replace(/[^\p{Script=Han}]/gu, '');
			expect(hanOf(words.map((word) => word.text).join(''))).toBe(hanOf(source));
			expect(engines[engine]?.words(source)).toEqual(words);
		}),
		{ numRuns: 200 },
	);
});

test.each([
	['Chinese without a stop', '空间站'.repeat(33_000)],
	['one word', 'a’b'.repeat(33_000)],
	['figures', '1,2.3'.repeat(20_000)],
	['punctuation', '.,!?…—'.repeat(17_000)],
	['emoji', '👩🏽‍🚀'.repeat(14_000)],
	['rare characters', '𠮷'.repeat(50_000)],
])('100 kB of %s take no time to speak of', (_, text) => {
	const begun = performance.now();
	engines.dictionary?.words(text);
	engines.dictionary?.searchWords(text);
	expect(performance.now() - begun).toBeLessThan(3000);
});

test.each([
	['The symposium opened in Huzhou (湖州).', 'en'],
	['SpaceX 与 NASA 签署合作协议，发射三颗卫星。', 'zh'],
	['', 'en'],
	['🚀 12', 'en'],
])('the language of %j is %s', (text, locale) => {
	expect(languageOfText(text)).toBe(locale);
});
