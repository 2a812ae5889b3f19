import { cleanText, isCountry, readOrcid } from '#core/text/index.ts';
import type { Field, FieldOf, Form } from './form.ts';

/** One person of a list, in the order of the list. What is not given is an empty text. */
export interface PersonEntry {
	given: string;
	family: string;
	affiliation: string;
	/** ISO 3166-1 alpha-2. */
	country: string;
	email: string;
	/** `0000-0002-1825-0097`, or what was typed where it can't be read as one. */
	orcid: string;
	presenter: boolean;
}

/** Where somebody will be: a city in words and its IANA time zone. */
export interface Place {
	city: string;
	zone: string;
}

/** A file that was handed in: its record, and what was found out about it when it arrived. */
export interface FileAnswer {
	file: string;
	name: string;
	/** By content, not by name. */
	type: string;
	bytes: number;
}

/** An answer to one field. */
export type Answer = string | boolean | string[] | PersonEntry[] | Place | FileAnswer;

/** Answers by the stable id of the field. What was left empty is absent. */
export type Answers = Record<string, Answer>;

/** The answer that a kind of field takes. */
export interface AnswerOfKind {
	'short-text': string;
	'long-text': string;
	keywords: string[];
	choice: string;
	track: string;
	'person-list': PersonEntry[];
	place: Place;
	'yes-no': boolean;
	declaration: boolean;
	file: FileAnswer;
	language: string;
}

/** Names and values as a form of a page posts them. Files come as the id of their record, under `{field}.file`. */
export type FormEntries = Iterable<readonly [name: string, value: string]>;

export const emptyPerson: PersonEntry = {
	given: '',
	family: '',
	affiliation: '',
	country: '',
	email: '',
	orcid: '',
	presenter: false,
};

/** So many people are read from a posted form at most, whatever numbers its names hold. */
const maxPeopleRead = 1000;
const textParts = ['given', 'family', 'affiliation', 'country', 'email', 'orcid'] as const;

/**
 * Reads posted names such as `title`, `authors.0.given`, `place.city` into typed answers, cleaned of what can't be stored.
 * Unknown names are ignored. Nothing is judged here: wrong answers stay as typed for `checkAnswers` to name and for the
 * page to show again.
 * @param files the files of this draft by their id; an id that is not among them is ignored
 */
export function answersFromForm(
	form: Form,
	entries: FormEntries,
	files: ReadonlyMap<string, FileAnswer> = new Map(),
): Answers {
	const posted = new Map<string, string[]>();
	for (const [name, value] of entries) {
		const list = posted.get(name);
		if (list) list.push(value);
		else posted.set(name, [value]);
	}
	const answers: Answers = {};
	for (const field of form.fields) {
		const answer = readField(field, posted, files);
		if (answer !== undefined) answers[field.id] = answer;
	}
	return answers;
}

/** The names and values that `answersFromForm` reads back into the same answers. */
export function formEntries(form: Form, answers: Answers): [name: string, value: string][] {
	const entries: [string, string][] = [];
	for (const field of form.fields) {
		const answer = answers[field.id];
		if (answer !== undefined) entries.push(...entriesOfField(field, answer));
	}
	return entries;
}

/** A posted list of keywords is separated by commas, semicolons (Chinese ones too) or lines. */
export function splitKeywords(text: string): string[] {
	return text
		.split(/[,;\n，；、]/u)
		.map((word) => cleanText(word, { lines: false }))
		.filter((word) => word !== '');
}

/** Whether nothing at all was given of a person. */
export function isEmptyPerson(person: PersonEntry): boolean {
	return textParts.every((part) => person[part] === '') && !person.presenter;
}

function readField(
	field: Field,
	posted: Map<string, string[]>,
	files: ReadonlyMap<string, FileAnswer>,
): Answer | undefined {
	const last = (name: string) => posted.get(name)?.at(-1) ?? '';
	const line = (name: string) => cleanText(last(name), { lines: false });
	switch (field.kind) {
		case 'short-text':
		case 'choice':
		case 'track':
		case 'language':
			return line(field.id) || undefined;
		case 'long-text':
			return cleanText(last(field.id), { lines: true }) || undefined;
		case 'keywords': {
			const words = (posted.get(field.id) ?? []).flatMap(splitKeywords);
			return words.length > 0 ? words : undefined;
		}
		case 'yes-no':
			return last(field.id) === 'yes' ? true : last(field.id) === 'no' ? false : undefined;
		case 'declaration':
			return last(field.id) === 'on' || last(field.id) === 'yes' ? true : undefined;
		case 'place': {
			const place = { city: line(`${field.id}.city`), zone: line(`${field.id}.zone`) };
			// A zone alone may have been filled in by the browser: only a city makes it an answer.
			return place.city === '' ? undefined : place;
		}
		case 'file':
			return files.get(last(`${field.id}.file`));
		case 'person-list':
			return readPeople(field, posted);
	}
}

function readPeople(field: FieldOf<'person-list'>, posted: Map<string, string[]>): PersonEntry[] | undefined {
	const prefix = `${field.id}.`;
	const numbers = new Set<number>();
	for (const name of posted.keys()) {
		if (!name.startsWith(prefix)) continue;
		const number = /^(\d{1,6})\.[a-z]+$/.exec(name.slice(prefix.length))?.[1];
		if (number !== undefined) numbers.add(Number(number));
	}
	const last = (name: string) => posted.get(prefix + name)?.at(-1) ?? '';
	// One presenter is a group of radio buttons, several are check boxes.
	const chosen = field.presenter === 'one' ? last('presenter') : '';
	const people: PersonEntry[] = [];
	for (const number of [...numbers].sort((a, b) => a - b).slice(0, maxPeopleRead)) {
		const part = (name: string) => cleanText(last(`${number}.${name}`), { lines: false });
		const country = part('country').toUpperCase();
		const orcid = part('orcid');
		const read = readOrcid(orcid);
		people.push({
			given: part('given'),
			family: part('family'),
			affiliation: part('affiliation'),
			country: isCountry(country) ? country : part('country'),
			email: part('email'),
			orcid: 'orcid' in read ? read.orcid : orcid,
			presenter:
				field.presenter === 'one'
					? chosen === String(number)
					: field.presenter === 'some' && last(`${number}.presenter`) !== '',
		});
	}
	// Empty rows at the end are offered by the page, not given by anybody; one between others keeps its place and is named.
	const hasText = (person: PersonEntry) => !isEmptyPerson({ ...person, presenter: false });
	while (people.length > 0 && !hasText(people.at(-1) as PersonEntry)) people.pop();
	return people.length > 0 ? people : undefined;
}

function entriesOfField(field: Field, answer: Answer): [string, string][] {
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
		case 'choice':
		case 'track':
		case 'language':
			return [[field.id, answer as string]];
		case 'keywords':
			return (answer as string[]).map((word) => [field.id, word]);
		case 'yes-no':
			return [[field.id, answer ? 'yes' : 'no']];
		case 'declaration':
			return answer ? [[field.id, 'on']] : [];
		case 'place': {
			const place = answer as Place;
			return [
				[`${field.id}.city`, place.city],
				[`${field.id}.zone`, place.zone],
			];
		}
		case 'file':
			return [[`${field.id}.file`, (answer as FileAnswer).file]];
		case 'person-list':
			return (answer as PersonEntry[]).flatMap((person, i) => {
				const entries: [string, string][] = textParts.map((part) => [`${field.id}.${i}.${part}`, person[part]]);
				if (person.presenter) {
					if (field.presenter === 'one') entries.push([`${field.id}.presenter`, String(i)]);
					if (field.presenter === 'some') entries.push([`${field.id}.${i}.presenter`, 'on']);
				}
				return entries;
			});
	}
}
