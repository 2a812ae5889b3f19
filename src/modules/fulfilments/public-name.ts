import { type Bilingual, inLocale, type Locale } from '#core/i18n/index.ts';
import type { PersonEntry } from '#modules/calls/answers.ts';
import { personName } from '#modules/calls/readable.ts';
import { type PersonNames, formalName, isHan } from '#modules/people/name.ts';

/**
 * A name as it may be shown of a minor: the first letter of each part, `M. H.`; of a name in Han characters the family
 * name, `林某`. Pure.
 */
export function initialsOf(name: string): string {
	const text = name.trim();
	if (text === '') return '';
	if (isHan(text)) return `${[...text][0]}某`;
	return text
		.split(/[\s·]+/u)
		.flatMap((part) => [...part].slice(0, 1))
		.map((letter) => `${letter.toLocaleUpperCase('en')}.`)
		.join(' ');
}

/** Names one after the other as a sentence has them: `A, B and C`, `甲、乙和丙`. Pure. */
export function joinNames(holders: readonly Partial<Bilingual>[], locale: Locale, initials = false): string {
	const names = holders
		.map((holder) => inLocale(holder, locale).text)
		.filter((name) => name !== '')
		.map((name) => (initials ? initialsOf(name) : name));
	const [between, last] = locale === 'zh' ? ['、', '和'] : [', ', ' and '];
	return names.length < 2 ? (names[0] ?? '') : names.slice(0, -1).join(between) + last + names.at(-1);
}

/** A person of a list as a certificate prints the name: `Given FAMILY`; 姓名 where it was typed so. Pure. */
export function entryNames(person: PersonEntry): PersonNames {
	const typed = person.family + person.given;
	return isHan(typed) ? { han: typed } : { given: person.given, family: person.family };
}

/**
 * The names of those who are honoured, in each language as they are printed. Where a list of people is given they are its
 * people in their order; the applicant's own record says how he writes his name. Pure.
 */
export function holdersOf(
	people: readonly PersonEntry[],
	applicant: { names: PersonNames; address: string | undefined } | undefined,
): Bilingual[] {
	const own = applicant && formalName(applicant.names, 'en') !== '' ? applicant : undefined;
	const isApplicant = (person: PersonEntry) =>
		own?.address !== undefined && person.email.toLowerCase() === own.address.toLowerCase();
	const all: PersonNames[] =
		people.length > 0
			? people.map((person) => (own && isApplicant(person) ? own.names : entryNames(person)))
			: own
				? [own.names]
				: [];
	return all.map((names) => ({ en: formalName(names, 'en'), zh: formalName(names, 'zh') }));
}

/** The people of a list as the public reads them: names and affiliations, nothing to write to. Pure. */
export function publicPeople(people: readonly PersonEntry[]): { name: string; affiliation: string }[] {
	return people.map((person) => ({ name: personName(person), affiliation: person.affiliation }));
}
