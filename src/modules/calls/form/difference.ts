import type { Locale } from '#core/i18n/index.ts';
import { differenceByWords, type Part } from '#core/text/index.ts';
import type { Answer, Answers } from '../answers.ts';
import { fieldById } from '../fields.ts';
import type { Field, FieldKind, Form } from '../form.ts';
import { readableAnswer } from '../readable.ts';

/** How one answer differs between two versions. */
export interface FieldChange {
	field: Field;
	/** The whole answer in words, marked: what is the same, removed, added. */
	parts: Part[];
}

const comparedByWords: ReadonlySet<FieldKind> = new Set(['short-text', 'long-text', 'person-list', 'group']);

/**
 * The fields whose answers differ between two versions, in the order of the form. Texts, lists of people and rows are
 * compared by words; of everything else the old and the new answer are given whole.
 * @param formBefore the form that the first version answered, when it is another one: its fields that are gone come last
 */
export function diffVersions(
	form: Form,
	before: Answers,
	after: Answers,
	locale: Locale,
	formBefore: Form = form,
): FieldChange[] {
	const gone = formBefore.fields.filter((field) => fieldById(form, field.id) === undefined);
	const changes: FieldChange[] = [];
	for (const field of [...form.fields, ...gone]) {
		const was = before[field.id];
		const is = after[field.id];
		if (sameAnswer(was, is)) continue;
		const wasText = readableAnswer(fieldById(formBefore, field.id) ?? field, was, locale);
		const isText = readableAnswer(field, is, locale);
		const whole: Part[] = [
			{ kind: 'removed', text: wasText },
			{ kind: 'added', text: isText },
		];
		changes.push({
			field,
			parts: comparedByWords.has(field.kind)
				? differenceByWords(wasText, isText)
				: whole.filter((part) => part.text !== ''),
		});
	}
	return changes;
}

/** Whether two answers say the same. */
export function sameAnswer(a: Answer | undefined, b: Answer | undefined): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object') return false;
	return canonicalJson(a) === canonicalJson(b);
}

/** JSON with its keys in order: the database gives them back in an order of its own. */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
			: inner,
	);
}
