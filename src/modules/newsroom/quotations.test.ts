import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapPersonLinks, personKeysIn, quotations, withSpeakersApart } from './quotations.ts';
import { readTextFile, writeTextFile } from './text-file.ts';
import { oneLine } from './draft.ts';
import { momentOf, momentText } from './article-file.ts';

test('a block quote says who said it on its last line, and the rest is what was said', () => {
	const text = [
		'## Morning',
		'',
		'> Space needs',
		'> rules.',
		'>',
		'> — [Meng Yan](person:meng-yan)',
		'',
		'> 太空需要规则。',
		'> ——孟燕，联合秘书长',
		'',
		'> Nobody said this.',
		'',
		'```',
		'> — Not a quotation',
		'```',
		'> - a list, not a dash',
		'',
		'> — Only a name',
	].join('\n');
	expect(quotations(text)).toEqual([
		{ text: 'Space needs\nrules.', name: 'Meng Yan', person: 'meng-yan', line: 3 },
		{ text: '太空需要规则。', name: '孟燕，联合秘书长', line: 8 },
		{ text: 'Nobody said this.', name: '', line: 11 },
		{ text: '- a list, not a dash', name: '', line: 16 },
		{ text: '', name: 'Only a name', line: 18 },
	]);
});

test('names with brackets, roles behind the link, keys with an edition', () => {
	const [one] = quotations('> Yes.\n> — [Ann \\[A.\\] Sample](person:ipspace-2021/ann-sample), chair');
	expect(one).toEqual({ text: 'Yes.', name: 'Ann [A.] Sample, chair', person: 'ipspace-2021/ann-sample', line: 1 });
	const text = 'With [Ann](person:ann) and [Bob](person:bob), and [Ann](person:ann).';
	expect(personKeysIn(text)).toEqual(['ann', 'bob']);
	expect(mapPersonLinks(text, (key) => (key === 'ann' ? 'Ann B.' : undefined))).toBe(
		'With Ann B. and Bob, and Ann B..',
	);
	expect(personKeysIn('[x](person:)')).toEqual(['']);
});

test('the speaker is set apart once, and setting apart changes nothing else', () => {
	const text = '> A.\n> — Ann\n\nText.\n\n> B.\n>\n> — Bob';
	expect(withSpeakersApart(text)).toBe('> A.\n>\n> — Ann\n\nText.\n\n> B.\n>\n>\n> — Bob');
	expect(quotations(withSpeakersApart(text)).map(({ text: said, name }) => [said, name])).toEqual([
		['A.', 'Ann'],
		['B.', 'Bob'],
	]);
});

test('whatever is typed, parsing ends soon and names no one who is not there', () => {
	const piece = fc.constantFrom('> ', '>', '— ', '——', '[a](person:', ')', '```\n', '\n', 'x', '\\[', '[', ']', ' ');
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
			const text = pieces.join('');
			for (const { name, text: said } of quotations(text))
				expect(text.length).toBeGreaterThanOrEqual(name.length + said.length);
		}),
	);
	const long = '> — '.concat('[a'.repeat(20_000));
	const began = performance.now();
	quotations(long);
	personKeysIn('['.repeat(50_000));
	expect(performance.now() - began).toBeLessThan(500);
});

test('a text goes into its file and comes back', () => {
	const line = fc.string({ unit: 'grapheme', maxLength: 60 });
	const odd = fc.constantFrom('---', '\\---', '\\\\---', '# x', '#', '> a', 'a --- b');
	for (const locale of ['en', 'zh'] as const) {
		fc.assert(
			fc.property(fc.oneof(line, odd), fc.oneof(line, odd), fc.oneof(line, odd), (title, standfirst, body) => {
				const one = (text: string) => oneLine(text, locale) || undefined;
				const given = Object.fromEntries(
					Object.entries({ title: one(title), standfirst: one(standfirst), body: one(body) }).filter(
						([, text]) => text,
					),
				);
				expect(readTextFile(writeTextFile(given), locale)).toEqual(given);
			}),
		);
	}
	expect(readTextFile('no title', 'en')).toBeUndefined();
	expect(readTextFile('# 标题\r\n\r\n第一行\r\n第二行\r\n\r\n---\r\n\r\n正文', 'zh')).toEqual({
		title: '标题',
		standfirst: '第一行第二行',
		body: '正文',
	});
});

test('a time in a file means its instant exactly, when clocks go back too', () => {
	expect(momentText(Date.UTC(2021, 10, 21, 12), 'Asia/Shanghai')).toBe('2021-11-21T20:00');
	// 02:30 comes twice in Paris on 31 October 2021.
	const later = Date.UTC(2021, 9, 31, 1, 30);
	expect(momentText(later, 'Europe/Paris')).toBe('2021-10-31T01:30:00.000Z');
	fc.assert(
		fc.property(
			fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2090, 0, 1) }),
			fc.constantFrom('Asia/Shanghai', 'Europe/Paris', 'America/New_York', 'UTC'),
			(at, zone) => momentOf(momentText(at, zone), zone) === at,
		),
	);
});
