import { expect, test } from 'vitest';
import type { Locale } from '#core/i18n/index.ts';
import { amountsIn } from '../amounts.ts';
import { analysedText } from '../text.ts';
import { excerpt } from './excerpt.ts';
import { questionsOf } from './questions.ts';

const ask = (body: string, locale: Locale = 'en') =>
	questionsOf(analysedText({ locale, title: 'T', standfirst: 'S', body }), true).map(({ kind, text }) => [kind, text]);

test.each<[Locale, string, [string, string]]>([
	[
		'en',
		'The ministry signed a contract worth $420 million today.',
		['money', 'What exactly does the $420 million buy, and who pays if it costs more?'],
	],
	[
		'en',
		'Aurora raised €84 million in a Series B round.',
		['money', 'Who put up the €84 million, on what terms, and what do they get for it?'],
	],
	[
		'en',
		'It lost 2 billion yuan in damages.',
		['money', 'How was the figure of 2 billion yuan arrived at, and who bears it in the end?'],
	],
	[
		'en',
		'Aurora will launch four satellites by the end of 2024.',
		[
			'deadline',
			'The article names a time, the end of 2024: what has to be ready then, what if it is not, and who answers for it?',
		],
	],
	[
		'en',
		'Output grew by 18 per cent.',
		['percent', '“18 per cent”: of what, measured by whom, and compared with when?'],
	],
	[
		'en',
		'According to Ada Example, output will double.',
		['source', 'For this the article names only Ada Example. Who can confirm it independently?'],
	],
	[
		'en',
		'The ministry declined to comment on the bids.',
		[
			'refusal',
			'“The ministry declined to comment on the bids”: what is being held back, why, and where else can it be found out?',
		],
	],
	[
		'en',
		'People familiar with the talks were optimistic.',
		[
			'anonymous',
			'“People familiar with the talks were optimistic”: who is speaking here, and what interest do they have in saying so?',
		],
	],
	['zh', '双方签署合同，总价二十八亿元。', ['money', '这二十八亿元具体买到什么，超支由谁承担？']],
	[
		'zh',
		'公司预计首星在2024年底发射。',
		['deadline', '文中提到的时间点“2024年底”：届时须完成什么？若推迟，后果如何，由谁负责？'],
	],
	['zh', '产量增长百分之十八点五。', ['percent', '“百分之十八点五”的基数是什么，由谁统计，与何时相比？']],
	['zh', '极光公司表示，产能将翻一番。', ['source', '这一说法在文中只有“极光公司”一个来源，谁能独立证实？']],
	[
		'zh',
		'主管部门拒绝透露评标细节。',
		['refusal', '“主管部门拒绝透露评标细节”：没有公开的是什么，原因何在，还能从哪里查到？'],
	],
])('%s: %s', (locale, body, expected) => {
	expect(ask(body, locale)).toContainEqual(expected);
});

test('nothing claimed, nothing asked', () => {
	expect(ask('The river is green. Birds sit on it.')).toEqual([]);
	expect(ask('河水很绿。鸟儿停在上面。', 'zh')).toEqual([]);
	expect(ask('Will it cost $5 million?')).toEqual([]);
});

test('at most five, each of another sentence and none twice, in order of the text', () => {
	const body = Array.from({ length: 30 }, (_, at) => `Ada Roe said that it will cost $${at + 5} million by 2030.`).join(
		' ',
	);
	const found = questionsOf(analysedText({ locale: 'en', title: 'T', standfirst: 'S', body }), true);
	expect(found.length).toBe(5);
	expect(new Set(found.map(({ sentence }) => sentence)).size).toBe(5);
	expect(new Set(found.map(({ text }) => text)).size).toBe(5);
	expect(found.map(({ sentence }) => sentence)).toEqual(found.map(({ sentence }) => sentence).sort((a, b) => a - b));
});

test.each<[Locale, string, string[]]>([
	[
		'en',
		'It cost US$1,200.50, then 3 billion euros, 4.5% and ten per cent; due 5 May 2024 or in the third quarter.',
		['US$1,200.50', '3 billion euros', '4.5%', 'ten per cent', '5 May 2024', 'in the third quarter'],
	],
	['en', 'Some 3 million people and 2 million kilometres are no money.', []],
	[
		'zh',
		'总价九亿六千万元，另付1,200.5万美元，占百分之十五，约三成，2024年5月3日前付清。',
		['九亿六千万元', '1,200.5万美元', '百分之十五', '三成', '2024年5月3日'],
	],
	['zh', '一共来了三百人，走了两公里。', []],
])('amounts, %s: %s', (locale, text, expected) => {
	const found = amountsIn(text, locale);
	expect(found.map((one) => one.text)).toEqual(expected);
	for (const one of found) expect(text.slice(one.start, one.end)).toBe(one.text);
});

test('an excerpt is the part between commas, shortened on both sides', () => {
	expect(excerpt('On Monday, the board will meet, and that is all.', 22, 'en')).toBe('the board will meet');
	const long = `a b c d e f g h i j k will l m n o p q r s t`;
	expect(excerpt(long, long.indexOf('will'), 'en')).toBe('… g h i j k will l m n o p q r s …');
	expect(excerpt('周一，董事会将开会，仅此而已。', 6, 'zh')).toBe('董事会将开会');
});
