import type { Bilingual, Locale } from '#core/i18n/index.ts';

export interface NameParts {
	given: string;
	family: string;
}

/** Who a letter is written to. */
export interface Recipient {
	/** As the person writes it outside of China. */
	latin: NameParts;
	/** Only where the person gives it: a Han name is never guessed. */
	han?: NameParts;
	/** The first of the person's titles, as one is addressed by it: Professor / 教授. */
	title?: Partial<Bilingual>;
	affiliation?: Partial<Bilingual>;
}

/** The Han name of a person: the one given, or the only one there is where it was typed in Han characters. */
function hanName(person: Pick<Recipient, 'latin' | 'han'>): string | undefined {
	if (person.han) return person.han.family + person.han.given;
	const typed = person.latin.family + person.latin.given;
	return /^[\p{Script=Han}·]+$/u.test(typed) ? typed : undefined;
}

/**
 * The name as it is printed: `Given FAMILY`, or 姓名 in Chinese where the person has one. Who gave only a Han name is
 * named by it in English too: nobody's name is transcribed by guess.
 */
export function printedName(person: Pick<Recipient, 'latin' | 'han'>, locale: Locale): string {
	const han = hanName(person);
	if (han !== undefined && (locale === 'zh' || !person.han)) return han;
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
	return hanName(person) === undefined ? ` ${name} ${title}` : `${name}${title}`;
}
