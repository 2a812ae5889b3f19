import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Locale } from '#core/i18n/index.ts';
import { loadSegmentation, plainSegmentation, type Segmentation } from '#core/segmentation/index.ts';
import { analyse } from './analyse.ts';
import type { ArchiveArticle, ArticleToAnalyse, TextAnalysis } from './analysis.ts';
import { concepts } from './concepts/index.ts';
import { readerProfiles } from './profiles.ts';
import { contract, contractChinese, recipe, recipeChinese } from './testing-articles.ts';

const engines: { dictionary?: Segmentation } = {};
beforeAll(async () => {
	engines.dictionary = await loadSegmentation();
});
const analysed = (article: ArticleToAnalyse, archive: ArchiveArticle[] = []): TextAnalysis =>
	analyse(article, engines.dictionary as Segmentation, archive);
const sentence = (analysis: TextAnalysis, number: number) => analysis.text.sentences[number - 1]?.text ?? '';

test.each([
	['English', contract],
	['Chinese', contractChinese],
])('%s: every reader is told how relevant it is, why, and in which sentences', (_, article) => {
	const analysis = analysed(article);
	expect(analysis).toMatchObject({ method: 'text', version: '2', engine: 'jieba', locale: article.locale });
	expect(analysis.readers.map(({ reader }) => reader)).toEqual(['industry', 'finance', 'policy']);
	for (const reader of analysis.readers) {
		expect(reader.relevance).toBeGreaterThanOrEqual(4);
		expect(reader.relevance).toBeLessThanOrEqual(10);
		expect(reader.hits.length).toBeGreaterThan(2);
		expect(reader.hits.length).toBeLessThanOrEqual(reader.concepts);
		expect(reader.summary.length).toBeGreaterThan(0);
		expect(reader.summary.length).toBeLessThanOrEqual(3);
		for (const hit of reader.hits) {
			const cited = hit.sentences.map((number) => sentence(analysis, number)).join('\n');
			expect(hit.words.some((word) => cited.includes(word))).toBe(true);
		}
	}
});

test('no concept hit: relevance 0, no evidence, no summary for the reader, no question', () => {
	for (const article of [recipe, recipeChinese]) {
		const analysis = analysed(article);
		expect(analysis.short).toBe(true);
		for (const reader of analysis.readers) {
			expect(reader).toMatchObject({ relevance: 0, evidence: 'none', hits: [], summary: [] });
		}
		expect(analysis.questions).toEqual([]);
	}
});

test('a short text is of low evidence, and said to be short', () => {
	const analysis = analysed({ ...contract, body: 'The satellite will be launched on a rocket.' });
	expect(analysis.short).toBe(true);
	expect(analysis.readers.map(({ evidence }) => evidence)).not.toContain('good');
});

test('dateline, captions, credits, headings and the name behind a quotation are no sentences', () => {
	const { text } = analysed(contract);
	for (const words of ['OSLO', 'Sample Wire', 'A satellite in a hall', 'What was bought', 'Photo:', 'Ada Example']) {
		expect(text.text).not.toContain(words);
	}
	expect(text.sentences[0]).toMatchObject({ number: 1, part: 'title', text: contract.title });
	expect(text.sentences.find(({ part }) => part === 'quotation')?.text).toBe('We will deliver on time.');
	expect(analysed(contractChinese).text.text).not.toMatch(/本报讯|图片来源/);
});

test('whom the directory knows is read by his name, without the mark by which he is linked', () => {
	const { text } = analysed({
		...contract,
		body: 'The order came from [Ada *B*](person:ada-example), the ministry said.',
	});
	expect(text.sentences.at(-1)?.text).toBe('The order came from Ada *B*, the ministry said.');
});

test('summaries are sentences of the body in their order, word for word, and none gives advice', () => {
	for (const article of [contract, contractChinese]) {
		const analysis = analysed(article);
		for (const numbers of [analysis.summary, ...analysis.readers.map(({ summary }) => summary)]) {
			expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
			for (const number of numbers) {
				expect(analysis.text.sentences[number - 1]?.part).toBe('body');
				expect(sentence(analysis, number)).not.toMatch(/buy the shares|买入/);
			}
		}
	}
});

test('readers differ: a contract is for industry, a treaty for policy, results for finance, and none for a telescope', () => {
	const of = (title: string, body: string, locale: Locale = 'en') =>
		Object.fromEntries(
			analysed({ ...recipe, locale, title, standfirst: title, body }).readers.map(({ reader, relevance }) => [
				reader,
				relevance,
			]),
		) as Record<string, number>;
	const results = of(
		'Quarterly results',
		'Revenue and net profit rose, the dividend was raised and shares gained. Analysts lifted their earnings forecast; net debt fell and cash flow was positive.',
	);
	const treaty = of(
		'New treaty',
		'Delegations of forty member states agreed on a treaty. Governments have to ratify the convention; the United Nations and parliaments will review the regulation of licences.',
	);
	const star = of(
		'年轻恒星',
		'天文学家用望远镜发现一颗年轻恒星，位于三百光年外的星云中。黑洞与星系的论文已经发表。',
		'zh',
	);
	expect(results.finance).toBeGreaterThan(results.policy as number);
	expect(results.finance).toBeGreaterThan(5);
	expect(treaty.policy).toBeGreaterThan(treaty.finance as number);
	expect(treaty.policy).toBeGreaterThan(5);
	for (const value of Object.values(star)) expect(value).toBeLessThan(2);
});

const pieces: Record<Locale, string[]> = {
	en: [
		'The satellite',
		' will cost $5 million',
		' by 2030',
		'. ',
		', ',
		' 18 per cent',
		'\n\n',
		'Dr. Roe said',
		' “no”',
		' treaty',
		'# ',
		'![x](asset:y)',
		'> ',
		'—',
		'🚀',
		'rocket ',
		'国会',
		' may ',
		'?',
	],
	zh: [
		'卫星',
		'将花费五百万元',
		'在2030年',
		'。',
		'，',
		'百分之十八',
		'\n\n',
		'李明表示，',
		'“不”',
		'条约',
		'# ',
		'![x](asset:y)',
		'> ',
		'——',
		'🚀',
		'火箭',
		'NASA ',
		'可能',
		'？',
	],
};

test('whatever the article: the same twice, numbers in bounds, texts verbatim', () => {
	const locale = fc.constantFrom<Locale>('en', 'zh');
	const article = locale.chain((chosen) => {
		const text = fc
			.array(fc.oneof(fc.constantFrom(...pieces[chosen]), fc.string({ unit: 'grapheme', maxLength: 8 })), {
				maxLength: 40,
			})
			.map((some) => some.join(''));
		return fc
			.tuple(text, text, text)
			.map(([title, standfirst, body]) => ({ ...recipe, locale: chosen, title, standfirst, body }));
	});
	fc.assert(
		fc.property(article, fc.boolean(), (one, plain) => {
			const segmentation = plain ? plainSegmentation() : (engines.dictionary as Segmentation);
			const analysis = analyse(one, segmentation);
			expect(analyse(one, segmentation)).toEqual(analysis);
			expect(JSON.parse(JSON.stringify(analysis))).toEqual(JSON.parse(JSON.stringify(analyse(one, segmentation))));
			const count = analysis.text.sentences.length;
			analysis.text.sentences.forEach((each, at) => {
				expect(each.number).toBe(at + 1);
				expect(analysis.text.text.slice(each.start, each.end)).toBe(each.text);
			});
			expect(analysis.questions.length).toBeLessThanOrEqual(5);
			for (const { sentence: number } of analysis.questions) expect(number >= 1 && number <= count).toBe(true);
			for (const { relevance, hits, evidence, summary } of analysis.readers) {
				expect(relevance >= 0 && relevance <= 10 && Math.round(relevance * 10) / 10 === relevance).toBe(true);
				expect(relevance === 0).toBe(hits.length === 0);
				expect(evidence === 'none').toBe(hits.length === 0);
				for (const number of [...summary, ...hits.flatMap((hit) => hit.sentences)])
					expect(number >= 1 && number <= count).toBe(true);
			}
		}),
		{ numRuns: 120 },
	);
});

test.each([
	['words without a stop', 'satellite '.repeat(10_000)],
	['one word', 'a'.repeat(100_000)],
	['sentences', 'The satellite will cost $5 million. '.repeat(2800)],
	[
		'different sentences',
		Array.from({ length: 2500 }, (_, at) => `The ministry ordered rocket number ${at} today.`).join(' '),
	],
	['punctuation', '.,;:!?—“”()…'.repeat(8000)],
	['opening brackets', '('.repeat(100_000)],
	['quotation marks', '> '.repeat(2000)],
	['emoji', '👩🏽‍🚀'.repeat(14_000)],
	['figures', '1,234.5 '.repeat(12_000)],
	['Han figures', '一二三四五六七八九十百千万亿'.repeat(7000)],
	['money signs', '$ € £ ¥ '.repeat(12_000)],
	['capital letters', 'Aa Bb '.repeat(16_000)],
	['Chinese without a stop', '卫星发射'.repeat(25_000)],
	['mixed scripts', 'Ω卫星й rocket ع '.repeat(6000)],
	['spaces', `a${' '.repeat(99_000)}b`],
])('100 kB of %s are analysed in seconds at most', (_, body) => {
	for (const locale of ['en', 'zh'] as const) {
		const begun = performance.now();
		analysed({ ...recipe, locale, body });
		expect(performance.now() - begun).toBeLessThan(6000);
	}
});

test('profiles name concepts that are there, with weights between 0 and 1, and every concept has terms in both languages', () => {
	for (const { concepts: wanted, against, name } of readerProfiles) {
		expect(name.en && name.zh).toBeTruthy();
		for (const [key, weight] of [...Object.entries(wanted), ...Object.entries(against)]) {
			expect(concepts.has(key), key).toBe(true);
			expect(weight > 0 && weight < 1).toBe(true);
		}
	}
	for (const { key, terms } of concepts.values()) {
		for (const locale of ['en', 'zh'] as const) {
			const all = Object.values(terms[locale]).join(',').split(',');
			expect(all.length, key).toBeGreaterThan(15);
			expect(
				all.filter((term) => term.trim() === ''),
				key,
			).toEqual([]);
		}
	}
});

test('a further reader is data', () => {
	const farmer = {
		key: 'farmer',
		name: { en: 'Farmer', zh: '农民' },
		about: { en: 'Weather.', zh: '天气。' },
		concepts: { 'public-interest': 0.9 },
		against: {},
		elsewhere: 1,
	};
	const [reader] = analyse(
		{ ...recipe, body: 'Drought and flood damage agriculture; climate change brings more of both.' },
		plainSegmentation(),
		[],
		[farmer],
	).readers;
	expect(reader).toMatchObject({ reader: 'farmer', concepts: 1 });
	expect(reader?.relevance).toBeGreaterThan(3);
});
