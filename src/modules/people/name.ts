import type { Bilingual, Locale } from '#core/i18n/index.ts';

/**
 * The names of a person in the scripts in which they are known. Nothing is transliterated: who has no Han name is written
 * in Latin letters in Chinese texts too.
 */
export interface PersonNames {
	/** Latin letters. */
	given?: string;
	family?: string;
	/** 姓名 in Han characters. */
	han?: string;
	/** As the person writes it, where given and family name do not say it (mononyms, particles, other orders). */
	full?: string;
}

/** Han characters only, with the dot of transcribed names. */
export function isHan(text: string): boolean {
	return /^[\p{Script=Han}·]+$/u.test(text);
}

/** The name in running text: `Mira Halden`; in Chinese 林一鸣 where there is a Han form. Empty when nothing is known. */
export function displayName(names: PersonNames, locale: Locale): string {
	if (locale === 'zh' && names.han) return names.han;
	const latin = names.full || [names.given, names.family].filter(Boolean).join(' ');
	return latin || names.han || '';
}

/** The name in letters and lists: `Mira HALDEN`, so that it is plain which part is the family name; 姓名 in Chinese. */
export function formalName(names: PersonNames, locale: Locale): string {
	if (locale === 'zh' && names.han) return names.han;
	if (!names.family) return displayName(names, locale);
	const family = names.family.toLocaleUpperCase('en');
	// What the person writes himself keeps its order; only the family name in it is raised.
	if (names.full?.includes(names.family)) return names.full.replace(names.family, family);
	return [names.given, family].filter(Boolean).join(' ');
}

/** By what a list is sorted in Latin: family name first. */
export function sortName(names: PersonNames): string {
	return names.family ? `${names.family}, ${names.given ?? ''}`.trim() : displayName(names, 'en');
}

/** A name from elsewhere (a provider, a CSV) as names: Han as `han`, anything else as `full`. */
export function namesFrom(text: string | undefined): PersonNames {
	const name = text?.trim();
	if (!name) return {};
	return isHan(name) ? { han: name } : { full: name };
}

/** An institution, in one or both languages, with its ROR id where known. */
export interface Affiliation {
	name: Partial<Bilingual>;
	/** `01skt4w74`, without the address before it. */
	ror?: string;
}

/** Titles and offices in their order, for each language. */
export type Titles = Record<Locale, readonly string[]>;
