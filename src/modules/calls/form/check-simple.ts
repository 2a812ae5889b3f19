import type { Problem } from '#core/refusal/index.ts';
import { countCharacters, countWords, isCountry } from '#core/text/index.ts';
import type { SimpleAnswer } from '../answers.ts';
import type { Field, RowField } from '../form.ts';
import type { ProblemCode } from './problem-codes.ts';

/** How strictly an answer is looked at. */
export interface Strictness {
	/** Also what is missing or too short is a mistake. */
	complete: boolean;
	/** Whether the answer is needed now. */
	required: boolean;
}

type SimpleField = RowField | Extract<Field, { kind: RowField['kind'] }>;
type OfKind<K extends RowField['kind']> = Extract<RowField, { kind: K }>;

const one = (path: string, code: ProblemCode, params?: Problem['params']): Problem[] => [
	params ? { path, code, params } : { path, code },
];

/** What is wrong with an answer that may stand in a row, at its path. */
export function checkSimple(field: SimpleField, answer: SimpleAnswer, path: string, how: Strictness): Problem[] {
	if (answer === '') return how.complete && how.required ? one(path, 'required') : [];
	switch (field.kind) {
		case 'short-text':
			return tooLong(path, answer as string, field.maxCharacters);
		case 'long-text':
			return checkLongText(field, answer as string, path, how);
		case 'number':
			return checkNumber(field, answer as number | string, path);
		case 'date':
			return checkDate(field, answer as string, path);
		case 'country':
			return isCountry(answer as string) ? [] : one(path, 'bad-country');
		case 'choice':
			return checkChoice(field, answer as string | string[], path, how);
		case 'yes-no':
			return [];
		case 'link':
			return isLink(answer as string) ? tooLong(path, answer as string, 2000) : one(path, 'bad-link');
	}
}

/** Nothing, or that a text has more characters than fit. */
export function tooLong(path: string, text: string, max: number): Problem[] {
	// A character is at least one unit, so a text of few units needs no counting.
	if (text.length <= max) return [];
	const characters = countCharacters(text);
	return characters > max ? one(path, 'too-many-characters', { characters, max }) : [];
}

/** An address of the web that can be followed by anybody: http or https, with a host that has a point, without a password. */
export function isLink(text: string): boolean {
	if (!/^https?:\/\//i.test(text) || /\s/.test(text)) return false;
	try {
		const url = new URL(text);
		return url.username === '' && url.password === '' && /[^.]\.[^.]/.test(url.hostname);
	} catch {
		return false;
	}
}

/** Whether a text names a day that exists, as `2021-10-15`, in a year of four figures. */
export function isDate(text: string): boolean {
	if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
	const at = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The total of one field over the rows; what is no number counts nothing. */
export function totalOf(rows: readonly Readonly<Record<string, unknown>>[], field: string, decimals: number): number {
	const sum = rows.reduce((total, row) => (typeof row[field] === 'number' ? total + row[field] : total), 0);
	return Number(sum.toFixed(decimals));
}

function checkLongText(field: OfKind<'long-text'>, text: string, path: string, how: Strictness): Problem[] {
	const words = countWords(text);
	const limits: Record<string, number> = { words };
	if (field.minWords !== undefined) limits.min = field.minWords;
	if (field.maxWords !== undefined) limits.max = field.maxWords;
	if (how.complete && words < (field.minWords ?? 0)) return one(path, 'too-few-words', limits);
	if (words > (field.maxWords ?? Infinity)) return one(path, 'too-many-words', limits);
	return tooLong(path, text, field.maxCharacters);
}

function checkNumber(field: OfKind<'number'>, answer: number | string, path: string): Problem[] {
	if (typeof answer === 'string') return one(path, 'bad-number');
	const { min, max, decimals } = field;
	if (Number(answer.toFixed(decimals)) !== answer) return one(path, 'too-many-decimals', { decimals });
	if (min !== undefined && answer < min) return one(path, 'number-too-small', { min });
	return max !== undefined && answer > max ? one(path, 'number-too-large', { max }) : [];
}

function checkDate({ min, max }: OfKind<'date'>, answer: string, path: string): Problem[] {
	if (!isDate(answer)) return one(path, 'bad-date');
	if (min !== undefined && answer < min) return one(path, 'date-too-early', { min });
	return max !== undefined && answer > max ? one(path, 'date-too-late', { max }) : [];
}

function checkChoice(field: OfKind<'choice'>, answer: string | string[], path: string, how: Strictness): Problem[] {
	const chosen = Array.isArray(answer) ? answer : [answer];
	const known = new Set(field.options.map((option) => option.id));
	if (!chosen.every((id) => known.has(id)) || new Set(chosen).size < chosen.length) return one(path, 'unknown-option');
	const figures = { count: chosen.length, min: field.min ?? 0, max: field.max ?? field.options.length };
	if (how.complete && chosen.length === 0 && how.required) return one(path, 'required');
	// Who need not answer and chose nothing has not chosen too little.
	if (how.complete && chosen.length > 0 && chosen.length < figures.min) return one(path, 'too-few-options', figures);
	return chosen.length > figures.max ? one(path, 'too-many-options', figures) : [];
}
