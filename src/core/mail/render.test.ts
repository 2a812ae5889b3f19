import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locales } from '#core/i18n/index.ts';
import { mailTemplate, renderMail } from './index.ts';

const sample = mailTemplate({
	head: { en: 'IPSPACE 2021', zh: 'IPSPACE 2021' },
	subject: { en: 'We have your abstract “{title}”', zh: '已收到您的摘要《{title}》' },
	blocks: [
		{ paragraph: { en: 'Dear {name},', zh: '尊敬的{name}：' } },
		{
			paragraph: {
				en: 'Your abstract has been received. You can change it until the deadline.\n\nEvery change makes a new version; we read the last one.',
				zh: '您的摘要已经收到，截止之前均可修改。\n\n每次修改都会生成新版本，我们以最后一版为准。',
			},
		},
		{
			facts: [
				{ label: { en: 'Reference', zh: '编号' }, value: '{reference}' },
				{ label: { en: 'Deadline', zh: '截止时间' }, value: '{deadline}' },
				{ label: { en: 'Student competition', zh: '学生竞赛' }, value: '{student}', if: 'student' },
			],
		},
		{ button: { en: 'Open my application', zh: '查看我的申请' }, href: '{link}' },
		{ if: 'message', quote: '{message}' },
		{ code: '{code}' },
		{ note: { en: 'Did you not ask for this? Then do nothing.', zh: '如非本人操作，请忽略此邮件。' } },
	],
	foot: [{ en: 'Secretariat · {contact}', zh: '会议秘书处 · {contact}' }],
});

const values = {
	title: 'Dust & <light> in "orbit"',
	name: 'Ada Sample',
	reference: 'T3-0042',
	deadline: '15 Oct 2021, 23:59 Beijing time (UTC+8)',
	student: '',
	link: 'https://orrery.example/me/applications/1?a=1&b=2',
	message: 'First line\nsecond line\n\nAnother paragraph',
	code: '493 027',
	contact: 'secretariat@ipspace.example',
};

describe('mail from blocks', () => {
	for (const locale of locales) {
		const filled = sample.fill(locale, { ...values, name: locale === 'zh' ? '样例' : values.name });

		test(`is what stands in the golden files, ${locale}`, async () => {
			await expect(`${filled.subject}\n\n${filled.text}`).toMatchFileSnapshot(`golden/sample.${locale}.txt`);
			await expect(filled.html).toMatchFileSnapshot(`golden/sample.${locale}.html`);
		});

		test(`fetches nothing and runs nothing, ${locale}`, () => {
			expect(filled.html).not.toMatch(/<(img|script|iframe|link|object|form)\b|url\(|@import|\ssrc=/i);
			expect(filled.html).toContain('prefers-color-scheme: dark');
			expect(filled.html).toContain('&lt;light&gt;');
			expect(filled.html).not.toContain('<light>');
		});
	}

	test('the golden files differ in language and say the same values', async () => {
		const [en, zh] = await Promise.all(
			locales.map((locale) => readFile(new URL(`golden/sample.${locale}.txt`, import.meta.url), 'utf8')),
		);
		for (const value of ['T3-0042', '493 027', values.link]) {
			expect(en).toContain(value);
			expect(zh).toContain(value);
		}
		expect(zh).not.toContain('Dear');
	});

	test('a value that is empty takes its row and its block along', () => {
		const without = sample.fill('en', { ...values, message: '' });
		expect(without.text).not.toContain('Student competition');
		expect(without.text).not.toContain('>');
		expect(sample.fill('en', { ...values, student: 'yes' }).text).toContain('Student competition: yes');
	});

	test('no value becomes markup, another value or a second header line', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const hostile = `${text}<b>{code}\r\nBcc: x@y.example`;
				const made = sample.fill('en', { ...values, title: hostile, message: hostile });
				expect(made.subject).not.toMatch(/[\r\n]/);
				expect(made.subject).toContain('{code}');
				expect(made.html).not.toContain('<b>');
			}),
		);
	});

	test('a button leads to a web address only', () => {
		const content = (href: string) =>
			({ locale: 'en', subject: 's', blocks: [{ type: 'button', label: 'l', href }] }) as const;
		expect(() => renderMail(content('javascript:alert(1)'))).toThrow('not an address');
		expect(() => renderMail(content('/me'))).toThrow();
		expect(renderMail(content('https://a.example/x')).text).toBe('l:\nhttps://a.example/x\n');
	});
});

describe('templates', () => {
	test('know their values, and refuse languages that differ', () => {
		expect(sample.names).toEqual(
			['code', 'contact', 'deadline', 'link', 'message', 'name', 'reference', 'student', 'title'].sort(),
		);
		expect(() => mailTemplate({ subject: { en: '{a}', zh: '{b}' }, blocks: [] })).toThrow('different values');
		expect(() =>
			mailTemplate({ subject: { en: 'a', zh: '甲' }, blocks: [{ if: 'none', paragraph: { en: 'x', zh: 'y' } }] }),
		).toThrow("'if' names a value");
	});

	test('want every value: the compiler says so, and so does filling', () => {
		const { name: _, ...rest } = values;
		// @ts-expect-error a value is missing
		expect(() => sample.fill('en', rest)).toThrow('lacks a value: name');
	});
});
