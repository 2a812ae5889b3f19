import { countries } from './countries.ts';
import type { Term, Value } from './node.ts';
import type { Reading } from './resolve.ts';
import { folded, suggestions } from './suggest.ts';
import type { Named } from './vocabulary.ts';

/* Reading the values of a term: each either gives what it means, or notes a problem at its place. */

/** What was chosen from a list: by id or by a label in either language, or by a part of a label. */
export function readChoices<T extends Named>(term: Term, known: readonly T[], reading: Reading): T[] {
	if (!wantsEquality(term, reading)) return [];
	return term.values.flatMap((value) => {
		const found = matching(value.text, known);
		if (found.length === 0) unknownValue(term, value, reading, [...known.map(({ id }) => id), ...labelsOf(known)]);
		return found;
	});
}

/** Like `readChoices`, and `none` for those that have none of them. */
export function readChoicesOrNone(term: Term, known: readonly Named[], reading: Reading): (string | null)[] {
	const none = term.values.filter(({ text, quoted }) => !quoted && isNone(text));
	const rest = { ...term, values: term.values.filter((value) => !none.includes(value)) };
	const found = rest.values.length > 0 || term.relation !== ':' ? readChoices(rest, known, reading) : [];
	return [...none.map(() => null), ...found.map(({ id }) => id)];
}

/** Those called so; where nothing is called so, those with it in their label. */
function matching<T extends Named>(text: string, known: readonly T[]): T[] {
	const wanted = folded(text);
	const called = known.filter(({ id, label }) => [id, label.en, label.zh].some((name) => folded(name) === wanted));
	if (called.length > 0 || wanted.length < 2) return called;
	return known.filter(({ label }) => [label.en, label.zh].some((name) => folded(name).includes(wanted)));
}

/** Yes or no, in either language. */
export function readFlags(term: Term, reading: Reading): boolean[] {
	if (!wantsEquality(term, reading)) return [];
	return term.values.flatMap((value) => {
		const wanted = folded(value.text);
		if (['yes', 'y', 'true', '1', '是', '有'].includes(wanted)) return [true];
		if (['no', 'n', 'false', '0', '否', '无'].includes(wanted)) return [false];
		unknownValue(term, value, reading, ['yes', 'no']);
		return [];
	});
}

/** Numbers; a range is written `300..500`. */
export function readNumbers(term: Term, reading: Reading): { least: number; most: number }[] {
	return term.values.flatMap((value) => {
		const parts = value.text.normalize('NFKC').split('..');
		const numbers = parts.map((part) => (/^-?\d{1,12}(\.\d{1,6})?$/.test(part) ? Number(part) : Number.NaN));
		const [least = Number.NaN, most = least] = numbers;
		const bad = parts.length > 2 || numbers.some(Number.isNaN) || (parts.length === 2 && term.relation !== ':');
		if (!bad) return [{ least, most }];
		reading.problem({ code: 'number-wanted', at: value.at, found: value.text, name: term.name });
		return [];
	});
}

/** Codes of countries, by code or by name in either language. */
export function readCountries(term: Term, reading: Reading): string[] {
	return readChoices(term, countries(), reading).map(({ id }) => id);
}

/** Whether a value asks for whatever has none. */
export function isNone(text: string): boolean {
	return ['none', '无'].includes(folded(text));
}

/** Only `:` makes sense here. */
export function wantsEquality(term: Term, reading: Reading): boolean {
	if (term.relation === ':') return true;
	reading.problem({ code: 'not-comparable', at: term.at, found: term.relation, name: term.name });
	return false;
}

export function unknownValue(term: Term, value: Value, reading: Reading, known: Iterable<string>): void {
	reading.problem({
		code: 'unknown-value',
		at: value.at,
		found: value.text,
		name: term.name,
		suggestions: suggestions(value.text, known),
	});
}

function labelsOf(known: readonly Named[]): string[] {
	return known.flatMap(({ label }) => [label.en, label.zh]);
}
