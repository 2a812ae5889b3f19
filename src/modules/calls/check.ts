import type { Problem } from '#core/refusal/index.ts';
import { countCharacters, countWords, isCountry, isEmail, readOrcid } from '#core/text/index.ts';
import type { Answer, FileAnswer, PersonEntry, Place } from './answers.ts';
import { optionsOf } from './fields.ts';
import type { Field, FieldOf, Form } from './form.ts';
import { isZone } from './local-time.ts';

/** Every code that `checkAnswers` gives; the sentences stand in `ui/messages.ts`. */
export const problemCodes = [
	'unknown-field',
	'wrong-shape',
	'required',
	'too-few-words',
	'too-many-words',
	'too-many-characters',
	'too-few-keywords',
	'too-many-keywords',
	'repeated-keyword',
	'unknown-option',
	'too-few-people',
	'too-many-people',
	'bad-email',
	'bad-country',
	'bad-orcid',
	'bad-orcid-digit',
	'repeated-orcid',
	'no-presenter',
	'several-presenters',
	'bad-zone',
	'not-declared',
	'file-type',
	'file-too-large',
	'unknown-language',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** A problem of these kinds can't even be kept in a draft; nobody who uses the page meets one. */
const unkeepable: ReadonlySet<string> = new Set<ProblemCode>(['unknown-field', 'wrong-shape']);

/** No text of a draft may be longer, in UTF-16 units: what a form allows is far below. */
export const maxStoredText = 400_000;

/**
 * What is wrong with these answers, in the order of the form, each at its place (`authors.0.orcid`).
 * `draft`: what is there and wrong; something missing or too short is not yet a mistake. `submit`: everything.
 * Takes anything that JSON can hold, so that it can stand before the database: answers without an `unkeepable` problem
 * have the types of `Answers`.
 */
export function checkAnswers(
	form: Form,
	answers: Readonly<Record<string, unknown>>,
	options: { stage: 'draft' | 'submit' },
): Problem[] {
	const problems: Problem[] = [];
	const known = new Set(form.fields.map((field) => field.id));
	for (const id of Object.keys(answers)) if (!known.has(id)) problems.push({ path: id, code: 'unknown-field' });
	for (const field of form.fields) {
		const answer = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
		problems.push(...checkField(field, answer, options.stage === 'submit'));
	}
	return problems;
}

/** Whether a draft with this problem must be refused instead of kept. */
export function isUnkeepable(problem: Problem): boolean {
	return unkeepable.has(problem.code);
}

/** What is wrong with one answer; undefined means that none was given. */
export function checkField(field: Field, answer: unknown, complete: boolean): Problem[] {
	if (answer === undefined) {
		if (!complete || !field.required) return [];
		return [{ path: field.id, code: field.kind === 'declaration' ? 'not-declared' : 'required' }];
	}
	if (!hasShape(field, answer)) return [{ path: field.id, code: 'wrong-shape' }];
	const given = answer as Answer;
	const problem = (code: ProblemCode, params?: Problem['params'], path = field.id): Problem =>
		params ? { path, code, params } : { path, code };
	switch (field.kind) {
		case 'short-text': {
			if (given === '') return complete && field.required ? [problem('required')] : [];
			return tooLong(field.id, given as string, field.maxCharacters);
		}
		case 'long-text':
			return checkLongText(field, given as string, complete);
		case 'keywords':
			return checkKeywords(field, given as string[], complete);
		case 'choice':
		case 'track':
			return optionsOf(field).some((option) => option.id === given) ? [] : [problem('unknown-option')];
		case 'language':
			return field.languages.includes(given as string) ? [] : [problem('unknown-language')];
		case 'yes-no':
			return [];
		case 'declaration':
			return complete && field.required && given !== true ? [problem('not-declared')] : [];
		case 'place': {
			const { city, zone } = given as Place;
			const problems: Problem[] = tooLong(`${field.id}.city`, city, 200);
			if (complete && city === '') problems.push(problem('required', undefined, `${field.id}.city`));
			if (zone === '') {
				if (complete) problems.push(problem('required', undefined, `${field.id}.zone`));
			} else if (!isZone(zone)) problems.push(problem('bad-zone', undefined, `${field.id}.zone`));
			return problems;
		}
		case 'file': {
			const { name, type, bytes } = given as FileAnswer;
			const problems: Problem[] = [];
			if (!field.types.includes(type)) {
				problems.push(problem('file-type', { name, found: type, accepted: field.types.join(', ') }));
			}
			if (bytes > field.maxBytes) problems.push(problem('file-too-large', { name, bytes, max: field.maxBytes }));
			return problems;
		}
		case 'person-list':
			return checkPeople(field, given as PersonEntry[], complete);
	}
}

function checkLongText(field: FieldOf<'long-text'>, text: string, complete: boolean): Problem[] {
	if (text === '') return complete && field.required ? [{ path: field.id, code: 'required' }] : [];
	const words = countWords(text);
	const limits: Record<string, number> = { words };
	if (field.minWords !== undefined) limits.min = field.minWords;
	if (field.maxWords !== undefined) limits.max = field.maxWords;
	if (complete && words < (field.minWords ?? 0)) return [{ path: field.id, code: 'too-few-words', params: limits }];
	if (words > (field.maxWords ?? Infinity)) return [{ path: field.id, code: 'too-many-words', params: limits }];
	return tooLong(field.id, text, field.maxCharacters);
}

function checkKeywords(field: FieldOf<'keywords'>, words: readonly string[], complete: boolean): Problem[] {
	const problems: Problem[] = [];
	const figures = { count: words.length, min: field.min, max: field.max };
	if (complete && words.length < field.min)
		problems.push({ path: field.id, code: 'too-few-keywords', params: figures });
	else if (complete && field.required && words.length === 0) problems.push({ path: field.id, code: 'required' });
	if (words.length > field.max) problems.push({ path: field.id, code: 'too-many-keywords', params: figures });
	const seen = new Set<string>();
	words.forEach((word, i) => {
		problems.push(...tooLong(`${field.id}.${i}`, word, field.maxCharacters));
		const folded = word.toLocaleLowerCase('en');
		if (seen.has(folded)) problems.push({ path: `${field.id}.${i}`, code: 'repeated-keyword', params: { word } });
		seen.add(folded);
	});
	return problems;
}

function checkPeople(field: FieldOf<'person-list'>, people: readonly PersonEntry[], complete: boolean): Problem[] {
	const problems: Problem[] = [];
	const figures = { count: people.length, min: field.min, max: field.max };
	if (complete && people.length < Math.max(field.min, field.required ? 1 : 0)) {
		problems.push({ path: field.id, code: 'too-few-people', params: figures });
	}
	if (people.length > field.max) problems.push({ path: field.id, code: 'too-many-people', params: figures });
	const orcids = new Set<string>();
	people.forEach((person, i) => {
		const path = (part: string) => `${field.id}.${i}.${part}`;
		if (complete) {
			for (const part of new Set([...field.needs, 'family' as const])) {
				if (person[part] === '') problems.push({ path: path(part), code: 'required' });
			}
		}
		for (const part of ['given', 'family'] as const) problems.push(...tooLong(path(part), person[part], 100));
		problems.push(...tooLong(path('affiliation'), person.affiliation, 300));
		if (person.email !== '' && !isEmail(person.email)) problems.push({ path: path('email'), code: 'bad-email' });
		if (person.country !== '' && !isCountry(person.country))
			problems.push({ path: path('country'), code: 'bad-country' });
		if (person.orcid !== '') problems.push(...checkOrcid(path('orcid'), person.orcid, orcids));
	});
	const presenters = people.filter((person) => person.presenter).length;
	if (complete && people.length > 0 && field.presenter !== 'none' && presenters === 0) {
		problems.push({ path: `${field.id}.presenter`, code: 'no-presenter' });
	}
	if (field.presenter === 'one' && presenters > 1) {
		problems.push({ path: `${field.id}.presenter`, code: 'several-presenters' });
	}
	return problems;
}

function checkOrcid(path: string, text: string, seen: Set<string>): Problem[] {
	const read = readOrcid(text);
	if ('error' in read) return [{ path, code: read.error === 'bad-digit' ? 'bad-orcid-digit' : 'bad-orcid' }];
	if (seen.has(read.orcid)) return [{ path, code: 'repeated-orcid', params: { orcid: read.orcid } }];
	seen.add(read.orcid);
	return [];
}

function tooLong(path: string, text: string, max: number): Problem[] {
	// A character is at least one unit, so a text of few units needs no counting.
	if (text.length <= max) return [];
	const characters = countCharacters(text);
	return characters > max ? [{ path, code: 'too-many-characters', params: { characters, max } }] : [];
}

const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.length <= maxStoredText && !value.includes('\u0000');
const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function hasExactly(value: unknown, parts: Record<string, (part: unknown) => boolean>): boolean {
	return (
		isRecord(value) &&
		Object.keys(value).every((name) => Object.hasOwn(parts, name)) &&
		Object.entries(parts).every(([name, fits]) => Object.hasOwn(value, name) && fits(value[name]))
	);
}

const isFlag = (value: unknown) => typeof value === 'boolean';
const person = {
	given: isText,
	family: isText,
	affiliation: isText,
	country: isText,
	email: isText,
	orcid: isText,
	presenter: isFlag,
};
const place = { city: isText, zone: isText };
const file = {
	file: isText,
	name: isText,
	type: isText,
	bytes: (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0,
};

function hasShape(field: Field, answer: unknown): boolean {
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
		case 'choice':
		case 'track':
		case 'language':
			return isText(answer);
		case 'keywords':
			return Array.isArray(answer) && answer.length <= 1000 && answer.every(isText);
		case 'yes-no':
		case 'declaration':
			return isFlag(answer);
		case 'place':
			return hasExactly(answer, place);
		case 'file':
			return hasExactly(answer, file);
		case 'person-list':
			return Array.isArray(answer) && answer.length <= 1000 && answer.every((entry) => hasExactly(entry, person));
	}
}
