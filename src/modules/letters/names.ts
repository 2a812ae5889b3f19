import type { Bilingual, Locale } from '#core/i18n/index.ts';

export interface NameParts {
	given: string;
	family: string;
}

/** Who a letter is written to. */
export interface Recipient {
	latin: NameParts;
	/** Only where the person gives it: a Han name is never guessed. */
	han?: NameParts;
	/** The first of the person's titles, as one is addressed by it: Professor / 教授. */
	title?: Partial<Bilingual>;
	affiliation?: Partial<Bilingual>;
}

/** 李 + 明, 欧阳 + 修: written together, but for names of other cultures in Han characters. */
function hanName(name: NameParts): string {
	return `${name.family}${name.given}`;
}

/** The name as it is printed: `Given FAMILY`, or 姓名 in Chinese where the person has one. */
export function printedName(person: Pick<Recipient, 'latin' | 'han'>, locale: Locale): string {
	if (locale === 'zh' && person.han) return hanName(person.han);
	return `${person.latin.given} ${person.latin.family.toLocaleUpperCase('en')}`.trim();
}

/**
 * The name as one is addressed by it: `Professor Fang WANG`, 王芳教授. Without a title nothing is said of sex or rank:
 * English has the name alone, Chinese 老师, as is usual among scholars.
 */
export function addressedName(person: Recipient, locale: Locale): string {
	const name = printedName(person, locale);
	if (locale === 'en') return [person.title?.en, name].filter(Boolean).join(' ');
	const title = person.title?.zh ?? '老师';
	return person.han ? `${name}${title}` : ` ${name} ${title}`;
}
