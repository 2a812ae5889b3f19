import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { catalogue, inLocale, languageTag, localePath, locales, splitLocale } from './index.ts';

test('a path in a language and back', () => {
	expect(localePath('zh', '/')).toBe('/zh');
	expect(localePath('zh', '/dates?x=1#a')).toBe('/zh/dates?x=1#a');
	expect(localePath('en', '/dates')).toBe('/dates');
	expect(['https://other.example/x', '#top', 'mailto:a@b.example'].map((path) => localePath('zh', path))).toEqual([
		'https://other.example/x',
		'#top',
		'mailto:a@b.example',
	]);
	expect(splitLocale('/zh')).toEqual({ locale: 'zh', path: '/' });
	expect(splitLocale('/zh/')).toEqual({ locale: 'zh', path: '/' });
	expect(splitLocale('/zhang')).toEqual({ locale: 'en', path: '/zhang' });
	const segment = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/).filter((text) => text !== 'zh');
	fc.assert(
		fc.property(fc.array(segment), fc.constantFrom(...locales), (segments, locale) => {
			const path = `/${segments.join('/')}`;
			expect(splitLocale(localePath(locale, path))).toEqual({ locale, path });
		}),
	);
});

test('a text in a language, or in the other one, which is said', () => {
	expect(inLocale({ en: 'Call', zh: '征稿' }, 'zh')).toEqual({ text: '征稿', locale: 'zh', fallback: false });
	expect(inLocale({ en: 'Call' }, 'zh')).toEqual({ text: 'Call', locale: 'en', fallback: true });
	expect(inLocale({ en: '', zh: '征稿' }, 'en')).toEqual({ text: '征稿', locale: 'zh', fallback: true });
	expect(inLocale({}, 'en')).toEqual({ text: '', locale: 'zh', fallback: true });
});

test('a catalogue has both languages; a key missing in one is a type error', () => {
	const messages = catalogue(
		{ left: (n: number) => `${n} left`, a: { b: 'x' } },
		{ left: (n) => `还剩 ${n}`, a: { b: '甲' } },
	);
	expect(messages.zh.left(3)).toBe('还剩 3');
	expectTypeOf(messages.zh.left).parameters.toEqualTypeOf<[n: number]>();
	// @ts-expect-error the Chinese text is missing
	catalogue({ a: 'x', b: 'y' }, { a: '甲' });
	// @ts-expect-error other arguments
	catalogue({ a: (n: number) => `${n}` }, { a: (n: string) => n });
	expect(languageTag).toEqual({ en: 'en', zh: 'zh-Hans' });
});
