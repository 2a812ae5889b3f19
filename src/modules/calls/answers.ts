import { readField } from './form/read-field.ts';
import { entriesOfField } from './form/post-field.ts';
import type { Form } from './form.ts';

export { isEmptyPerson } from './form/read-people.ts';
export { splitKeywords } from './form/read-simple.ts';

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
	/** What the person is in this list, where the form asks: one of the field's `roles`. */
	role?: string;
	/** Whether the box of the field's `consents` was ticked, where there is one. */
	consent?: boolean;
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
	/** Of a PDF that could be opened. */
	pages?: number;
	/** Of a PDF: the size that all its pages have. */
	paper?: 'a4' | 'letter' | 'other';
	/** Of a picture, in pixels. */
	width?: number;
	height?: number;
}

/** The same text in several languages, by their tags; a language in which nothing was written is absent. */
export type Texts = Record<string, string>;

/** An answer that can stand in a row. A number or date that could not be read stays the text that was typed. */
export type SimpleAnswer = string | number | boolean | string[];

/** One row of a repeating group: answers by the id of its field. */
export type GroupRow = Record<string, SimpleAnswer>;

/** An answer to one field. */
export type Answer = SimpleAnswer | Texts | PersonEntry[] | GroupRow[] | Place | FileAnswer;

/** Answers by the stable id of the field. What was left empty is absent. */
export type Answers = Record<string, Answer>;

/** The answer that a kind of field takes once `checkAnswers` has nothing against it. */
export interface AnswerOfKind {
	'short-text': string | Texts;
	'long-text': string | Texts;
	number: number;
	/** `2021-10-15`. */
	date: string;
	keywords: string[];
	choice: string | string[];
	track: string;
	'person-list': PersonEntry[];
	group: GroupRow[];
	place: Place;
	/** ISO 3166-1 alpha-2. */
	country: string;
	'yes-no': boolean;
	declaration: boolean;
	file: FileAnswer;
	link: string;
	email: string;
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

/**
 * Reads posted names such as `title`, `authors.0.given`, `place.city`, `budget.2.amount`, `summary.zh` into typed
 * answers, cleaned of what can't be stored. Unknown names are ignored. Nothing is judged here: wrong answers stay as
 * typed for `checkAnswers` to name and for the page to show again.
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
	return form.fields.flatMap((field) => {
		const answer = answers[field.id];
		return answer === undefined ? [] : entriesOfField(field, answer);
	});
}
