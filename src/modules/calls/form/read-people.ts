import { readOrcid } from '#core/text/index.ts';
import type { PersonEntry } from '../answers.ts';
import type { FieldOf } from '../form.ts';
import { type Posted, postedLine, readCountry } from './read-simple.ts';

/** So many rows are read from a posted form at most, whatever numbers its names hold. */
const mostRowsRead = 1000;

/** The parts of a person that are texts. */
export const personTexts = ['given', 'family', 'affiliation', 'country', 'email', 'orcid'] as const;

/** Whether nothing at all was given of a person. */
export function isEmptyPerson(person: PersonEntry): boolean {
	return personTexts.every((part) => person[part] === '') && !person.presenter && !person.role && !person.consent;
}

/** The numbers of the rows that were posted below a name, in their order. */
export function postedRows(posted: Posted, field: string): number[] {
	const prefix = `${field}.`;
	const numbers = new Set<number>();
	for (const name of posted.keys()) {
		if (!name.startsWith(prefix)) continue;
		const number = /^(\d{1,6})\.[a-zA-Z][a-zA-Z0-9-]*$/.exec(name.slice(prefix.length))?.[1];
		if (number !== undefined) numbers.add(Number(number));
	}
	return [...numbers].sort((a, b) => a - b).slice(0, mostRowsRead);
}

/** Reads a list of people; undefined when nobody was named. */
export function readPeople(field: FieldOf<'person-list'>, posted: Posted): PersonEntry[] | undefined {
	const line = (name: string) => postedLine(posted, `${field.id}.${name}`);
	// One presenter is a group of radio buttons, several are check boxes.
	const chosen = field.presenter === 'one' ? line('presenter') : '';
	const people = postedRows(posted, field.id).map((number): PersonEntry => {
		const part = (name: string) => line(`${number}.${name}`);
		const orcid = part('orcid');
		const read = readOrcid(orcid);
		return {
			given: part('given'),
			family: part('family'),
			affiliation: part('affiliation'),
			country: readCountry(part('country')),
			email: part('email'),
			orcid: 'orcid' in read ? read.orcid : orcid,
			presenter:
				field.presenter === 'one' ? chosen === String(number) : field.presenter === 'some' && part('presenter') !== '',
			...(field.roles ? { role: part('role') } : {}),
			...(field.consents ? { consent: part('consent') !== '' } : {}),
		};
	});
	// Empty rows at the end are offered by the page, not given by anybody; one between others keeps its place and is named.
	const isGiven = (person: PersonEntry) => !isEmptyPerson({ ...person, presenter: false });
	while (people.length > 0 && !isGiven(people.at(-1) as PersonEntry)) people.pop();
	return people.length > 0 ? people : undefined;
}

/** What `readPeople` reads back. */
export function postPeople(field: FieldOf<'person-list'>, people: readonly PersonEntry[]): [string, string][] {
	return people.flatMap((person, i) => {
		const name = `${field.id}.${i}`;
		const entries: [string, string][] = personTexts.map((part) => [`${name}.${part}`, person[part]]);
		if (person.role !== undefined) entries.push([`${name}.role`, person.role]);
		if (person.consent) entries.push([`${name}.consent`, 'on']);
		if (person.presenter && field.presenter === 'one') entries.push([`${field.id}.presenter`, String(i)]);
		if (person.presenter && field.presenter === 'some') entries.push([`${name}.presenter`, 'on']);
		return entries;
	});
}
