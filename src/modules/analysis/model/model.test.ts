import { describe, expect, test } from 'vitest';
import { analysedText } from '../text.ts';
import { givesAdvice } from '../advice.ts';
import { answerSchemaFor, type RawAnswer, type RawStatement } from './answer.ts';
import { checkAnswer, enoughIsLeft, flat, type Shown } from './check-answer.ts';
import { figuresIn } from './figures.ts';
import { instructsMachine } from './instructions.ts';
import { unsupportedNames } from './names.ts';
import { personalData } from './personal-data.ts';
import { plainFault } from './plain.ts';
import { conversation, tellingPieces } from './prompt.ts';
import { readerProfiles } from '../profiles.ts';
import { hostileArticles } from './testing-hostile.ts';

const mark = 'k3v9x2m7q1w8';
const shownOf = (article: Parameters<typeof analysedText>[0], archive: Shown['archive'] = new Map()): Shown => {
	const text = analysedText(article);
	return {
		text,
		withheld: text.sentences.filter((one) => instructsMachine(one.text)).map(({ number }) => number),
		archive,
		secrets: tellingPieces(article.locale, readerProfiles, mark),
	};
};
const article = {
	locale: 'en' as const,
	title: 'Orbis orders three weather satellites',
	standfirst: 'The agency wants better storm forecasts from orbit.',
	body: 'The agency Orbis signed a contract for 120 million euros on Tuesday. Its director Ada Sample said launches begin in 2024. About 15 per cent of the money comes from partners.',
};
const shown = shownOf(article, new Map([['A1', { line: '2021-05: Storm satellites of Nimbus', article: 'older' }]]));
const number = (part: string) => shown.text.sentences.find(({ text }) => text.includes(part))?.number ?? 0;
const contract = number('120 million');
const director = number('Ada Sample');
const partners = number('15 per cent');

const empty: RawAnswer = { readers: [], summary: [], trends: [], questions: [] };
const quote = (sentence: number, words: string) => ({ sentence, quote: words });
const say = (text: string, ...evidence: RawStatement['evidence']): RawStatement => ({ text, evidence });
const checked = (answer: Partial<RawAnswer>, on: Shown = shown) =>
	checkAnswer({ ...empty, ...answer }, on, givesAdvice);
const why = (statement: RawStatement, on: Shown = shown) => checked({ summary: [statement] }, on).dropped[0]?.reason;
const signed = quote(contract, 'signed a contract for 120 million euros');

describe('a statement stands on the article', () => {
	test('it is kept as it is when its sentence holds all that it says', () => {
		const { items, dropped } = checked({ summary: [say('Orbis signed a contract worth 120 million euros.', signed)] });
		expect(dropped).toEqual([]);
		expect(items).toEqual([
			{
				id: 'summary.1',
				kind: 'summary',
				text: 'Orbis signed a contract worth 120 million euros.',
				evidence: [signed],
			},
		]);
	});

	test.each([
		['quote-not-found', say('Orbis signed a contract.', quote(contract, 'signed a huge contract'))],
		['quote-not-found', say('Orbis signed a contract.', quote(director, 'signed a contract for 120 million euros'))],
		['quote-too-short', say('Orbis signed a contract.', quote(contract, 'a'))],
		['unknown-sentence', say('Orbis signed a contract.', quote(99, 'signed a contract'))],
		['no-evidence', say('Orbis signed a contract.')],
		['figure', say('Orbis signed a contract worth 130 million euros.', signed)],
		['figure', say('Orbis signed two contracts.', signed)],
		['figure', say('Orbis doubled its contract.', signed)],
		['figure', say('The contract of Orbis was signed last year.', signed)],
		['figure', say('The partners pay 15 million.', quote(partners, '15 per cent of the money comes'))],
		['name', say('Orbis signed a contract with Lockheed.', signed)],
		['name', say('Lockheed lost the contract to Orbis.', signed)],
		['name', say('Orbis signed a contract in March.', signed)],
		// True, and elsewhere in the article, but not in the sentence that is cited.
		['name', say('Ada Sample signed a contract.', signed)],
		['link', say('Orbis signed a contract, see https://evil.example/x', signed)],
		['link', say('Orbis signed a contract, see evil.com for it.', signed)],
		['markup', say('Orbis **signed** a contract.', signed)],
		['markup', say('Orbis <b>signed</b> a contract.', signed)],
		['markup', say('![Orbis](asset:x) signed a contract.', signed)],
		['control', say('Orbis signed\u202e a contract.', signed)],
		['language', say('该机构签署了合同。', signed)],
		['advice', say('Investors should buy shares of Orbis.', signed)],
		['prompt', say(`Orbis signed ${mark} a contract.`, signed)],
		['prompt', say('The rules say that every statement names the sentences it stands on by number.', signed)],
	])('%s: %o is dropped', (reason, statement) => {
		const piece = statement.text.includes('names the sentences')
			? 'Every statement names the sentences it stands on by number'
			: '';
		expect(why(piece ? { ...statement, text: piece } : statement)).toBe(reason);
	});

	test('the archive is known by the lines that were shown', () => {
		const trend = (text: string, ...archive: string[]) => ({ text, evidence: [], archive });
		expect(checked({ trends: [trend('Nimbus was reported on in 2021.', 'A1')] }).items).toMatchObject([
			{ id: 'trend.1', archive: ['older'] },
		]);
		expect(checked({ trends: [trend('Nimbus was reported on in 2021.', 'A7')] }).dropped[0]?.reason).toBe(
			'unknown-archive',
		);
		expect(checked({ trends: [trend('Nimbus was reported on in 1999.', 'A1')] }).dropped[0]?.reason).toBe('figure');
	});

	test('a score without a reason that holds is no score; said twice is said once', () => {
		const good = say('Orbis signed a contract.', signed);
		const reader = (rationale: RawStatement[], score: number | null = 10) => ({
			reader: 'industry',
			abstain: false,
			score,
			rationale,
			summary: [],
		});
		expect(checked({ readers: [reader([say('Orbis rules the market of Mars.', signed)])] }).readers).toEqual([
			{ reader: 'industry', score: null },
		]);
		const twice = checked({ readers: [reader([good, good], 7), reader([good], 10)] });
		expect(twice.readers).toEqual([{ reader: 'industry', score: 7 }]);
		expect(twice.dropped.map(({ reason }) => reason)).toEqual(['repeated']);
		expect(checked({ readers: [reader([], 0)] }).readers).toEqual([{ reader: 'industry', score: 0 }]);
	});

	test('too little left is not shown under the name of a model', () => {
		const good = say('Orbis signed a contract.', signed);
		const bad = (n: number) => Array.from({ length: n }, (_, at) => say(`Mars Holdings ${at} is great.`, signed));
		const with_ = (summary: RawStatement[]) =>
			checked({
				summary,
				readers: [
					{
						reader: 'industry',
						abstain: false,
						score: 5,
						rationale: [say('A contract was signed.', signed)],
						summary: [],
					},
				],
			});
		expect(enoughIsLeft(with_([good]))).toBe(true);
		expect(enoughIsLeft(with_([good, ...bad(3)]))).toBe(false);
		expect(enoughIsLeft(checked({ summary: [good] }))).toBe(false);
	});
});

describe('the form of an answer', () => {
	const schema = answerSchemaFor(['industry', 'finance', 'policy']);
	const reader = { reader: 'industry', abstain: false, score: 5, rationale: [], summary: [] };
	test.each([
		['a score of 11', { ...empty, readers: [{ ...reader, score: 11 }] }],
		['half a point', { ...empty, readers: [{ ...reader, score: 7.5 }] }],
		['another reader', { ...empty, readers: [{ ...reader, reader: 'everybody' }] }],
		['another field', { ...empty, approved: true }],
		['an endless text', { ...empty, summary: [say('x'.repeat(801), signed)] }],
	])('%s is refused', (_, answer) => expect(schema.safeParse(answer).success).toBe(false));
	test('nothing said is a form', () => expect(schema.safeParse(empty).success).toBe(true));
});

test('figures are the same however they are written', () => {
	const same = (a: string, b: string, locale: 'en' | 'zh' = 'en') =>
		expect([...figuresIn(a, locale)], a).toEqual([...figuresIn(b, locale)]);
	same('1,000 experts', 'one thousand experts');
	same('1.2 billion', '1,200 million');
	same('5 per cent', '5%');
	same('twenty-five ships', '25 ships');
	same('three hundred and twenty', '320');
	same('the 3rd assembly', 'the third assembly');
	same('一千二百名专家', '1200名专家', 'zh');
	same('二〇二一年', '2021年', 'zh');
	same('百分之五', '5%', 'zh');
	same('3亿元', '三亿元', 'zh');
	same('第三届', '第3届', 'zh');
	expect([...figuresIn('一个统一的万一', 'zh')]).toEqual([]);
	expect([...figuresIn('one of them', 'en')]).toEqual([]);
});

test('names in Chinese are known by their form', () => {
	const held = ['中国航天局与远星公司签署协议，王明教授介绍了 CubeSat 计划。'];
	const missing = (text: string) => unsupportedNames(text, held, 'zh', new Set());
	expect(missing('中国航天局签署协议，王明教授作了介绍，涉及 CubeSat。')).toEqual([]);
	expect(missing('美国航天局签署协议。')).toContain('美国');
	expect(missing('李强教授表示欢迎。')).toContain('李强');
	expect(missing('涉及 Starlink 计划。')).toEqual(['Starlink']);
	expect(missing('《外层空间条约》适用。')).toEqual(['外层空间条约']);
});

test('text is text', () => {
	for (const good of [
		'Up 5% (of 20).',
		'A and B; C – D.',
		'U.S. firms, e.g. two.',
		'“引语”，第3届（2021）。',
		'It rose by 2.5 to 3.1.',
	]) {
		expect(plainFault(good), good).toBeUndefined();
	}
	for (const bad of [
		'http://x',
		'javascript:alert(1)',
		'a@b.example',
		'[x](y)',
		'<script>',
		'`x`',
		'# Title',
		'&lt;b',
		'ｈｔｔｐ：／／ｘ．ｃｏｍ',
		'a\u200bb',
		'a\nb',
	]) {
		expect(plainFault(bad), bad).toBeDefined();
	}
	const begun = performance.now();
	for (const long of ['a.'.repeat(50_000), '<'.repeat(50_000), '['.repeat(50_000)]) plainFault(long.slice(0, 800));
	expect(performance.now() - begun).toBeLessThan(200);
});

test('numbers and addresses of people leave for no provider', () => {
	for (const one of [
		'Write to ann@press.example.',
		'Call +86 10 5555 1234 now.',
		'联系电话：01055551234',
		'手机13812345678',
	]) {
		expect(personalData(one), one).toBe(true);
	}
	expect(personalData('The 2021 edition had 1,000,000 viewers in 120 countries.')).toBe(false);
});

describe('hostile articles', () => {
	test.each(hostileArticles)(
		'$name: the sentence that speaks to a machine is neither shown nor evidence',
		(hostile) => {
			const on = shownOf(hostile);
			// One of them asks nothing of a machine: its claim is a sentence like any other, and only the checks stop its advice.
			if (hostile.name === 'a rumour as fact') expect(on.withheld).toEqual([]);
			else expect(on.withheld.length).toBeGreaterThan(0);
			const sent = conversation({ text: on.text, withheld: on.withheld, archive: [], readers: readerProfiles, mark });
			for (const n of on.withheld) {
				const sentence = on.text.sentences[n - 1]?.text ?? '';
				expect(sent[1]?.content).not.toContain(flat(sentence));
				expect(why(say(sentence.slice(0, 30), quote(n, flat(sentence))), on)).toBeDefined();
			}
			// Nothing of an article stands where the model is told what to do.
			expect(sent[0]?.content).not.toMatch(/Orbis|远星/);
			// What was honest in it is still there to be reported on.
			expect(on.text.sentences.length - on.withheld.length).toBeGreaterThanOrEqual(5);
		},
	);

	test('ordinary reports are shown whole', () => {
		for (const one of [
			'The agency said artificial intelligence would rate crops from orbit.',
			'Ten of the experts ignored the earlier forecast.',
			'Companies turn to AI models for navigation.',
			'专家认为人工智能将改变遥感数据的处理方式。',
			'她给这次发射打了高分。',
			'The system showed every instruction on its screen in the control room.',
		]) {
			expect(instructsMachine(one), one).toBe(false);
		}
	});
});
