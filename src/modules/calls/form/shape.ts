import type { Field, RowField } from '../form.ts';
import { largestNumber } from './largest-number.ts';

/* Whether something that JSON can hold is an answer to a question at all, right or wrong. */

/** No text of a draft may be longer, in UTF-16 units: what a form allows is far below. */
export const maxStoredText = 400_000;
/** No list may be longer. */
const longestList = 1000;

type Test = (value: unknown) => boolean;

const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.length <= maxStoredText && !value.includes('\u0000') && value.isWellFormed();
const isFlag: Test = (value) => typeof value === 'boolean';
const isSize: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isNumber: Test = (value) => typeof value === 'number' && Math.abs(value) <= largestNumber;
const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOf = (value: unknown, test: Test, longest = longestList): value is unknown[] =>
	Array.isArray(value) && value.length <= longest && value.every(test);

/** Whether a value has all of the needed parts and none that is unknown. */
function hasParts(value: unknown, needed: Record<string, Test>, possible: Record<string, Test> = {}): boolean {
	if (!isRecord(value)) return false;
	for (const [name, part] of Object.entries(value)) {
		const test = Object.hasOwn(needed, name)
			? needed[name]
			: Object.hasOwn(possible, name)
				? possible[name]
				: undefined;
		if (!test?.(part)) return false;
	}
	return Object.keys(needed).every((name) => Object.hasOwn(value, name));
}

const person = {
	given: isText,
	family: isText,
	affiliation: isText,
	country: isText,
	email: isText,
	orcid: isText,
	presenter: isFlag,
};
const personMore = { role: isText, consent: isFlag };
const place = { city: isText, zone: isText };
const file = { file: isText, name: isText, type: isText, bytes: isSize };
const fileMore = {
	pages: isSize,
	paper: (value: unknown) => value === 'a4' || value === 'letter' || value === 'other',
	width: isSize,
	height: isSize,
};

/** Whether this can be stored as an answer to this question. */
export function hasShape(field: Field, answer: unknown): boolean {
	switch (field.kind) {
		case 'short-text':
		case 'long-text': {
			if (!field.inLanguages) return isText(answer);
			const { languages } = field.inLanguages;
			return isRecord(answer) && Object.entries(answer).every(([tag, text]) => languages.includes(tag) && isText(text));
		}
		case 'number':
		case 'date':
		case 'country':
		case 'choice':
		case 'yes-no':
		case 'link':
			return hasSimpleShape(field, answer);
		case 'track':
		case 'language':
		case 'email':
			return isText(answer);
		case 'keywords':
			return isListOf(answer, isText);
		case 'declaration':
			return isFlag(answer);
		case 'place':
			return hasParts(answer, place);
		case 'file':
			return hasParts(answer, file, fileMore);
		case 'person-list':
			return isListOf(answer, (entry) => hasParts(entry, person, personMore));
		case 'group': {
			const tests = Object.fromEntries(
				field.fields.map((inner): [string, Test] => [inner.id, (part) => hasSimpleShape(inner, part)]),
			);
			return isListOf(answer, (row) => hasParts(row, {}, tests));
		}
	}
}

/** The same for a question of a row. */
export function hasSimpleShape(field: RowField, answer: unknown): boolean {
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
		case 'date':
		case 'country':
		case 'link':
			return isText(answer);
		case 'number':
			// What could not be read as a number stays as it was typed.
			return isNumber(answer) || isText(answer);
		case 'choice':
			return field.multiple ? isListOf(answer, isText) : isText(answer);
		case 'yes-no':
			return isFlag(answer);
	}
}
