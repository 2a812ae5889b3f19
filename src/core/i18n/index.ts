/** The two languages of the platform. English stands at a path, Chinese at `/zh` + path. */
export const locales = ['en', 'zh'] as const;
export type Locale = (typeof locales)[number];

/** The value of `lang` in HTML. */
export const languageTag: Record<Locale, string> = { en: 'en', zh: 'zh-Hans' };

/** A text that exists in both languages. */
export type Bilingual = Record<Locale, string>;

/** The shape that the Chinese catalogue must have: every key of the English one, functions with the same arguments. */
export type Translation<T> = {
	[K in keyof T]: T[K] extends string
		? string
		: T[K] extends (...args: infer A) => string
			? (...args: A) => string
			: Translation<T[K]>;
};

export type Catalogue<T> = Record<Locale, Translation<T>>;

/**
 * A pair of message catalogues. A key missing in the Chinese one is a type error here, so it fails `npm run check`;
 * `catalogues.test.ts` finds empty and untranslated ones.
 */
export function catalogue<const T>(en: T, zh: Translation<T>): Catalogue<T> {
	return { en: en as Translation<T>, zh };
}

/** A site path in a language: `/dates` → `/zh/dates`. Leaves addresses of other sites and anchors alone. */
export function localePath(locale: Locale, path: string): string {
	if (locale === 'en' || !path.startsWith('/')) return path;
	return path === '/' ? '/zh' : `/zh${path}`;
}

/** Splits a URL path into its language and the path that the routes know. */
export function splitLocale(pathname: string): { locale: Locale; path: string } {
	if (pathname === '/zh' || pathname === '/zh/') return { locale: 'zh', path: '/' };
	if (pathname.startsWith('/zh/')) return { locale: 'zh', path: pathname.slice(3) };
	return { locale: 'en', path: pathname };
}

/** The text in this language, or in the other where it is missing (`fallback` says so, for `lang` and for the list of missing translations). */
export function inLocale(
	text: Partial<Bilingual>,
	locale: Locale,
): { text: string; locale: Locale; fallback: boolean } {
	const own = text[locale];
	if (own !== undefined && own !== '') return { text: own, locale, fallback: false };
	const other = locale === 'en' ? 'zh' : 'en';
	return { text: text[other] ?? '', locale: other, fallback: true };
}

/**
 * The language of a text that somebody typed, for `lang` where it stands on a page of the other language (WCAG 3.1.2):
 * Chinese when it holds Han characters, else English. Good enough for a voice to choose; nothing is decided by it.
 */
export function languageOf(text: string): string {
	return /\p{Script=Han}/u.test(text) ? languageTag.zh : languageTag.en;
}
