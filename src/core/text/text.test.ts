import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	cleanText,
	countCharacters,
	countryCodes,
	countryName,
	countWords,
	differenceByWords,
	isCountry,
	isEmail,
	orcidCheckDigit,
	readOrcid,
	slugOf,
} from './index.ts';

const anyText = fc.string({ unit: 'binary' });

describe('countWords', () => {
	it.each([
		['', 0],
		['   \n\t ', 0],
		['state-of-the-art', 1],
		['a — b', 2],
		['e.g. 10.1000/xyz https://example.org/a-b', 3],
		['Café naïve Zürich', 3],
		['和平利用空间技术', 8],
		['使用AI技术。', 5],
		['北京 2021年', 4],
		['ロケット ラーメン', 8],
		['우주 기술', 2],
		['Москва 2021', 2],
		['one\ntwo\u00a0three\u3000four', 4],
		['*** --- !!!', 0],
	])('%j has %i', (text, words) => {
		expect(countWords(text)).toBe(words);
	});
	it('adds up over a space, and a word more is one more', () => {
		fc.assert(
			fc.property(anyText, anyText, (a, b) => {
				expect(countWords(`${a} ${b}`)).toBe(countWords(a) + countWords(b));
				expect(countWords(`${a} word`)).toBe(countWords(a) + 1);
			}),
		);
	});
});

describe('countCharacters', () => {
	it('counts what a reader sees', () => {
		expect(countCharacters('abc')).toBe(3);
		expect(countCharacters('空间技术')).toBe(4);
		expect(countCharacters('e\u0301')).toBe(1);
		expect(countCharacters('👩🏽‍🚀!')).toBe(2);
	});
});

describe('cleanText', () => {
	it('keeps nothing that a database refuses', () => {
		expect(cleanText(' a\u0000b\r\nc\rd\ud800 ', { lines: true })).toBe('ab\nc\nd\ufffd');
		expect(cleanText(' a\n\n b ', { lines: false })).toBe('a b');
		expect(cleanText('e\u0301', { lines: true })).toBe('\u00e9');
	});
	it('is done once', () => {
		fc.assert(
			fc.property(anyText, fc.boolean(), (text, lines) => {
				const once = cleanText(text, { lines });
				expect(cleanText(once, { lines })).toBe(once);
				expect(JSON.stringify(once)).not.toMatch(/\\u0000|\\ud[89a-f]/);
			}),
		);
	});
});

describe('slugOf', () => {
	it.each([
		['Space Technology & Human Health', 'space-technology-human-health'],
		['Cité de l’espace', 'cite-de-lespace'],
		['Łódź — Ærø', 'lodz-aero'],
		['和平利用', ''],
		['  --  ', ''],
	])('%j is %j', (name, slug) => {
		expect(slugOf(name)).toBe(slug);
	});
	it('is always a part of an address', () => {
		fc.assert(
			fc.property(anyText, fc.integer({ min: 5, max: 60 }), (name, length) => {
				const slug = slugOf(name, length);
				expect(slug).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
				expect(slug.length).toBeLessThanOrEqual(length);
				expect(slugOf(slug, length)).toBe(slug);
			}),
		);
	});
	it('is cut at a word', () => {
		expect(slugOf('deepening application of spatial technology', 24)).toBe('deepening-application-of');
	});
});

describe('differenceByWords', () => {
	const side = (parts: ReturnType<typeof differenceByWords>, kind: 'removed' | 'added') =>
		parts
			.filter((part) => part.kind === 'same' || part.kind === kind)
			.map((part) => part.text)
			.join('');
	const wordy = fc.array(fc.constantFrom('a', 'b', 'space', '空', '间', ' ', ' ', '\n', '.', '😀'), { maxLength: 60 });
	it('holds both texts whole', () => {
		const text = fc.oneof(
			wordy.map((list) => list.join('')),
			anyText,
		);
		fc.assert(
			fc.property(text, text, (a, b) => {
				const parts = differenceByWords(a, b);
				expect(side(parts, 'removed')).toBe(a);
				expect(side(parts, 'added')).toBe(b);
				parts.forEach((part, i) => {
					expect(part.text).not.toBe('');
					expect(part.kind).not.toBe(parts[i + 1]?.kind);
				});
			}),
			{ numRuns: 500 },
		);
	});
	it('finds no difference in equal texts', () => {
		fc.assert(
			fc.property(anyText, (a) => {
				expect(differenceByWords(a, a)).toEqual(a === '' ? [] : [{ kind: 'same', text: a }]);
			}),
		);
	});
	it('marks words, and characters of Chinese', () => {
		expect(differenceByWords('the red planet', 'the blue planet')).toEqual([
			{ kind: 'same', text: 'the ' },
			{ kind: 'removed', text: 'red' },
			{ kind: 'added', text: 'blue' },
			{ kind: 'same', text: ' planet' },
		]);
		expect(differenceByWords('空间技术', '空天技术').map((part) => part.kind)).toEqual([
			'same',
			'removed',
			'added',
			'same',
		]);
	});
	it('stays quick on texts with nothing in common', () => {
		const words = (letter: string) => Array.from({ length: 8000 }, (_, i) => letter + i).join(' ');
		const parts = differenceByWords(words('a'), words('b'));
		expect(parts.map((part) => part.kind)).toEqual(['removed', 'added']);
	});
});

describe('ORCID', () => {
	it('reads what people paste', () => {
		const josiah = { orcid: '0000-0002-1825-0097' };
		expect(readOrcid('0000-0002-1825-0097')).toEqual(josiah);
		expect(readOrcid(' https://orcid.org/0000-0002-1825-0097/ ')).toEqual(josiah);
		expect(readOrcid('0000000218250097')).toEqual(josiah);
		expect(readOrcid('0000–0002–1825–0097')).toEqual(josiah);
		expect(readOrcid('0000-0002-1694-233x')).toEqual({ orcid: '0000-0002-1694-233X' });
	});
	it('tells a wrong digit from a wrong form', () => {
		expect(readOrcid('0000-0002-1825-0098')).toEqual({ error: 'bad-digit' });
		expect(readOrcid('0000-0002-1825-009')).toEqual({ error: 'bad-form' });
		expect(readOrcid('https://example.org/0000-0002-1825-0097')).toEqual({ error: 'bad-form' });
	});
	it('finds every single wrong digit and every swap of neighbours', () => {
		const digits = fc.array(fc.nat(9), { minLength: 15, maxLength: 15 });
		fc.assert(
			fc.property(digits, fc.nat(14), fc.integer({ min: 1, max: 9 }), (list, place, shift) => {
				const good = list.join('');
				const wrong = list.map((digit, i) => (i === place ? (digit + shift) % 10 : digit)).join('');
				expect(orcidCheckDigit(wrong)).not.toBe(orcidCheckDigit(good));
				const next = (place + 1) % 15;
				const swapped = list.map((digit, i) => (i === place ? list[next] : i === next ? list[place] : digit)).join('');
				if (place < 14 && swapped !== good) expect(orcidCheckDigit(swapped)).not.toBe(orcidCheckDigit(good));
			}),
		);
	});
});

describe('addresses and countries', () => {
	it('knows an e-mail address when it sees one', () => {
		for (const good of ['a@b.example', 'li.wei+x@uni.edu.cn', 'ö@müller.example']) expect(isEmail(good)).toBe(true);
		for (const bad of [
			'',
			'a',
			'a@b',
			'a b@c.example',
			'a@-b.example',
			'a@b..example',
			'a@b.example, c@d.example',
			'<a@b.example>',
			'a\0@b.example',
			'\u202ea@b.example',
			'\ud800@b.example',
		]) {
			expect(isEmail(bad)).toBe(false);
		}
	});
	it('names every country in both languages', () => {
		expect(countryCodes).toHaveLength(249);
		expect(isCountry('CN')).toBe(true);
		expect(isCountry('XX')).toBe(false);
		for (const code of countryCodes) {
			expect(countryName(code, 'en')).not.toBe(code);
			expect(countryName(code, 'zh')).toMatch(/\p{Script=Han}/u);
		}
	});
});
