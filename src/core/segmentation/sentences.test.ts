import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Locale } from '#core/i18n/index.ts';
import { sentences } from './index.ts';

const golden: [Locale, string[]][] = [
	['en', ['The U.S. Dept. of Commerce issued the rule.', 'It takes effect on Jan. 5.']],
	['en', ['Dr. Ada Okafor met Lt. Gen. Park in Washington, D.C. on Tuesday.', 'They signed nothing.']],
	['en', ['George H. W. Bush opened the centre.', 'J. P. Morgan advised the buyer.', 'K. S. Rao et al. disagreed.']],
	[
		'en',
		[
			'Orbital Widgets Inc. raised $3.5 million, vs. $2 million in 2020.',
			'The round was led by Northgate Co. of Ohio.',
		],
	],
	['en', ['The buyer was Lockheed Martin Corp.', 'The price was not named.']],
	['en', ['Lockheed Martin Corp. Chief Executive Jane Roe resigned.']],
	['en', ['It was built in the U.S.', 'However, it flew from Kourou.']],
	['en', ['The U.S. Space Force bought it.', 'Its Ph.D. Programme pays, e.g. Tuition.']],
	['en', ['“Is it safe?” she asked.', '“It is,” said Prof. Lin.']],
	['en', ['See Fig. 3 and Art. IX of the treaty.', 'No. 7 is open.', 'He said no.', 'Then he left.']],
	['en', ['The plan has three parts.', '1. The launch.', '2. The orbit.']],
	['en', ['It was founded in 2020.', 'iSpace raised more.']],
	['en', ['The launch is at 9 a.m. Eastern time.', 'Doors open at 8 a.m.', 'The event ends at 5 p.m. on Friday.']],
	['en', ['Pasadena, Calif. Engineers watched.', 'Sales rose 4.5% to 1,200.50 dollars.']],
	['en', ['What now?!', 'Nobody knows … and so on.']],
	['en', ['She visited www.example.org yesterday.', 'The file is called report.final.pdf and is short.']],
	['zh', ['国家航天局宣布了计划。', '“我们会发射！”他说。', '会议于10月14日在湖州开幕；来宾逾千人。']],
	['zh', ['“各国应当合作。”李明表示，“空间属于全人类。”', '与会者鼓掌。']],
	['zh', ['真的吗？', '是的！', '增长3.5%，达1.2亿元。', 'Orbital Widgets Inc.宣布完成融资。']],
];

test.each(golden)('golden sentences, %s: %j', (locale, expected) => {
	expect(sentences(expected.join(locale === 'en' ? ' ' : ''), locale).map(({ text }) => text)).toEqual(expected);
});

test('an empty line ends a sentence without a stop, a single line end does not', () => {
	const text = '  A heading\n\nThe text goes\non here. And\r\nhere.\n \nThe end';
	expect(sentences(text, 'en').map((one) => one.text)).toEqual([
		'A heading',
		'The text goes\non here.',
		'And\r\nhere.',
		'The end',
	]);
});

const hostile = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 200 }),
	fc
		.array(
			fc.constantFrom(
				'U.S. ',
				'Dr. ',
				'A. ',
				'. ',
				'。',
				'”',
				'“',
				'\n\n',
				'\n',
				' ',
				'Inc. ',
				'说',
				'iSpace ',
				'1. ',
				'!?',
				'🛰️',
				'é',
				'a',
				'X',
			),
			{ maxLength: 60 },
		)
		.map((parts) => parts.join('')),
);

test('whatever the text: in order, without overlap, verbatim, nothing but white space left out, the same again', () => {
	fc.assert(
		fc.property(hostile, fc.constantFrom<Locale>('en', 'zh'), (text, locale) => {
			const found = sentences(text, locale);
			let at = 0;
			let gaps = '';
			for (const one of found) {
				expect(one.start).toBeGreaterThanOrEqual(at);
				expect(one.end).toBeGreaterThan(one.start);
				expect(text.slice(one.start, one.end)).toBe(one.text);
				gaps += text.slice(at, one.start);
				at = one.end;
			}
			gaps += text.slice(at);
			expect(gaps.replace(/[\s\u200b\u200e\u200f\u2060\ufeff]/g, '')).toBe('');
			expect(sentences(text, locale)).toEqual(found);
		}),
		{ numRuns: 300 },
	);
});

test.each([
	['words without a stop', 'orbit '.repeat(17_000)],
	['one word', 'a'.repeat(100_000)],
	['initials', 'A. '.repeat(33_000)],
	['abbreviations', 'U.S. Dr. Inc. '.repeat(7000)],
	['stops', '.'.repeat(100_000)],
	['closing marks', '。”'.repeat(50_000)],
	['spaces', ' '.repeat(100_000)],
	['line ends', '\n \n'.repeat(33_000)],
	['emoji', '👩🏽‍🚀'.repeat(14_000)],
	['Chinese without a stop', '空间'.repeat(50_000)],
])('100 kB of %s take no time to speak of', (_, text) => {
	const begun = performance.now();
	for (const locale of ['en', 'zh'] as const) sentences(text, locale);
	expect(performance.now() - begun).toBeLessThan(3000);
});
