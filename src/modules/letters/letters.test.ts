import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letterPlaceholders, placeholdersIn } from '#modules/editions/letter-placeholders.ts';
import { composeLetter, type LetterEffect } from './compose.ts';
import { dayRange, deadline, letterDate } from './dates.ts';
import { defaultTexts, textById } from './default-texts.ts';
import { LetterIncomplete } from './letter-text.ts';
import { addressedName, printedName, titleOfAddress } from './names.ts';
import { letterHtml, letterMail } from './preview.ts';
import { sampleLetter } from './sample.ts';
import { renderLetterMail } from './server/mail.ts';

const zone = 'Asia/Shanghai';
const textOf = (id: string) => textById(id) ?? expect.fail(`no text ${id}`);
const effectOf: Record<string, LetterEffect> = {
	'accepted-talk': 'accept',
	'accepted-poster': 'accept',
	'poster-offered': 'accept',
	moved: 'accept',
	advanced: 'advance',
	conditional: 'conditional',
	waitlist: 'waitlist',
	rejected: 'reject',
	receipt: 'receipt',
};
const outcomes: Record<string, { en: string; zh: string } | undefined> = {
	'accepted-talk': { en: 'Accepted as a talk', zh: '录用为口头报告' },
	'accepted-poster': { en: 'Accepted as a poster', zh: '录用为海报' },
	'poster-offered': { en: 'Poster offered instead of a talk', zh: '建议改为海报' },
	moved: { en: 'Accepted in another track', zh: '调整至其他专题录用' },
	advanced: { en: 'Shortlisted', zh: '入围' },
	conditional: { en: 'Accepted on conditions', zh: '有条件录用' },
	waitlist: { en: 'Waiting list', zh: '候补' },
	rejected: { en: 'Not accepted', zh: '未录用' },
};

function letter(id: string, locale: 'en' | 'zh' = 'en') {
	const base = sampleLetter();
	return composeLetter(
		sampleLetter({
			text: textOf(id),
			effect: effectOf[id] ?? 'accept',
			outcome: outcomes[id],
			locale,
			conditions: {
				en: '- the second flight is included\n- the calibration is described',
				zh: '- 补充第二次飞行的数据\n- 说明标定方法',
			},
			reason: {
				en: 'The number of good abstracts was larger than the number of places.',
				zh: '优秀摘要众多，名额有限。',
			},
			application: {
				...base.application,
				...(id === 'moved' ? { fromTrack: { code: 'T5', name: { en: 'Space Biology', zh: '空间生物学' } } } : {}),
			},
		}),
	);
}

describe('the wording of letters', () => {
	test('every text exists in both languages and names only what is known', () => {
		expect(defaultTexts.map(({ id }) => id).sort()).toEqual(Object.keys(effectOf).sort());
		for (const text of defaultTexts) {
			for (const language of ['en', 'zh'] as const) {
				for (const name of placeholdersIn(text.subject[language] + text.body[language]))
					expect(letterPlaceholders).toContain(name);
			}
			expect(text.body.en).toMatch(/^Dear \{recipient\},\n/);
			expect(text.body.en).toMatch(/\n\nYours sincerely,$/);
			expect(text.body.zh).toMatch(/^尊敬的\{recipient\}：\n/);
			expect(text.body.zh).toMatch(/\n\n此致\n\n敬礼！$/);
		}
	});

	for (const id of Object.keys(effectOf)) {
		for (const locale of ['en', 'zh'] as const) {
			test(`${id} in ${locale} reads as it did`, async () => {
				const mail = renderLetterMail(letter(id, locale));
				await expect(`${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(`golden/${id}.${locale}.txt`);
			});
		}
	}
});

describe('composing', () => {
	test("the recipient's language comes first, and both pages say the same letter", () => {
		expect(letter('accepted-talk', 'en').sheets.map(({ locale }) => locale)).toEqual(['en', 'zh']);
		expect(letter('accepted-talk', 'zh').sheets.map(({ locale }) => locale)).toEqual(['zh', 'en']);
		const { sheets } = letter('accepted-talk', 'zh');
		expect(sheets[0]?.blocks[0]).toEqual({ kind: 'salutation', text: '尊敬的王芳教授：' });
		expect(sheets[1]?.blocks[0]).toEqual({ kind: 'salutation', text: 'Dear Professor Fang WANG,' });
		expect(sheets[0]?.blocks.slice(-2)).toEqual([
			{ kind: 'closing', text: '此致' },
			{ kind: 'closing', text: '敬礼！' },
		]);
		expect(sheets[1]?.blocks.at(-1)).toEqual({ kind: 'closing', text: 'Yours sincerely,' });
		expect(sheets.map(({ heading }) => heading)).toEqual(['录用通知书', 'Letter of Acceptance']);
	});

	test('conditions become a list; a reason that is not given leaves no gap', () => {
		const conditional = letter('conditional').sheets[0];
		expect(conditional?.blocks).toContainEqual({
			kind: 'list',
			items: ['the second flight is included', 'the calibration is described'],
		});
		const without = composeLetter(sampleLetter({ text: textOf('rejected'), effect: 'reject' }));
		expect(without.sheets[0]?.blocks.every((block) => block.kind === 'list' || block.text !== '')).toBe(true);
	});

	test('a letter that cannot say what it must is not written', () => {
		const attempt = () => composeLetter(sampleLetter({ confirmBy: undefined, modeUntil: undefined }));
		expect(attempt).toThrow(LetterIncomplete);
		expect(attempt).toThrow('needs confirm-by');
	});

	test('what people typed is printed as it is: no placeholder, no markup', () => {
		fc.assert(
			fc.property(
				fc.string({ minLength: 1, unit: 'grapheme' }).filter((s) => s.trim() !== ''),
				(title) => {
					const odd = `{reference} <b>${title}</b> $&`;
					const made = composeLetter(sampleLetter({ application: { ...sampleLetter().application, title: odd } }));
					expect(made.sheets[0]?.blocks[1]).toMatchObject({ kind: 'paragraph' });
					expect(JSON.stringify(made.sheets[0]?.blocks[1])).toContain(JSON.stringify(odd).slice(1, -1));
					expect(letterHtml(made)).not.toContain('<b>');
					expect(letterMail(made).subject).not.toMatch(/[\r\n]/);
				},
			),
		);
	});

	test('a lone placeholder in braces in the title does not break a paragraph', () => {
		const made = composeLetter(sampleLetter({ application: { ...sampleLetter().application, title: '{conditions}' } }));
		expect(JSON.stringify(made.sheets[0]?.blocks)).toContain('“{conditions}”');
	});
});

describe('names and dates', () => {
	const wang = { names: { given: 'Fang', family: 'Wang', han: '王芳' } };
	const mueller = { names: { given: 'Anna Lena', family: 'Müller' } };

	test('Given FAMILY, 姓名, and titles of each language', () => {
		expect(printedName(wang, 'en')).toBe('Fang WANG');
		expect(printedName(wang, 'zh')).toBe('王芳');
		expect(printedName(mueller, 'zh')).toBe('Anna Lena MÜLLER');
		expect(addressedName({ ...wang, title: { en: 'Professor', zh: '教授' } }, 'zh')).toBe('王芳教授');
		expect(printedName({ names: { han: '王芳' } }, 'en')).toBe('王芳');
		expect(addressedName(wang, 'zh')).toBe('王芳老师');
		expect(addressedName(wang, 'en')).toBe('Fang WANG');
		expect(addressedName({ ...mueller, title: { en: 'Dr', zh: '博士' } }, 'zh')).toBe(' Anna Lena MÜLLER 博士');
	});

	test('people are addressed by a title, not by an office', () => {
		const titles = { en: ['Dean, School of Life Sciences', 'Professor', 'Dr'], zh: ['生命学院院长', '教授'] };
		expect(titleOfAddress(titles)).toEqual({ en: 'Professor', zh: '教授' });
		expect(titleOfAddress({ en: ['President of the Society'], zh: [] })).toEqual({});
	});

	test('deadlines are exclusive, and the end of a day is its last minute', () => {
		const end = Date.UTC(2021, 10, 8, 16);
		expect(deadline(end, zone, 'en')).toBe('23:59 on 8 November 2021 (Beijing time, UTC+8)');
		expect(deadline(end, zone, 'zh')).toBe('2021年11月8日23:59（北京时间）');
		expect(deadline(Date.UTC(2021, 10, 10, 10), zone, 'en')).toBe('18:00 on 10 November 2021 (Beijing time, UTC+8)');
		expect(letterDate(end, zone, 'en')).toBe('9 November 2021');
	});

	test('days from one to another', () => {
		expect(dayRange('2021-11-18', '2021-11-20', 'en')).toBe('18–20 November 2021');
		expect(dayRange('2021-11-18', '2021-11-20', 'zh')).toBe('2021年11月18日至20日');
		expect(dayRange('2021-11-29', '2021-12-01', 'en')).toBe('29 November – 1 December 2021');
		expect(dayRange('2021-12-30', '2022-01-02', 'zh')).toBe('2021年12月30日至2022年1月2日');
		expect(dayRange('2021-11-18', '2021-11-18', 'en')).toBe('18 November 2021');
	});
});
