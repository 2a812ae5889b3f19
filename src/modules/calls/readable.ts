import type { Locale } from '#core/i18n/index.ts';
import { countryName, differenceByWords, type Part } from '#core/text/index.ts';
import type { Answer, Answers, FileAnswer, PersonEntry, Place } from './answers.ts';
import { fieldById, optionsOf } from './fields.ts';
import type { Field, Form } from './form.ts';
import { megabytes, messages } from './ui/messages.ts';

/** A person's name in the order of a list of authors: given name, family name. */
export function personName(person: Pick<PersonEntry, 'given' | 'family'>): string {
	// A name of Chinese characters has its family name first and no space.
	const han = /^\p{Script=Han}+$/u;
	if (han.test(person.family) && (person.given === '' || han.test(person.given))) return person.family + person.given;
	return `${person.given} ${person.family}`.trim();
}

/** An answer in words, for lists, letters, exports and comparisons. Empty when there is none. */
export function readableAnswer(field: Field, answer: Answer | undefined, locale: Locale): string {
	if (answer === undefined) return '';
	const t = messages[locale];
	switch (field.kind) {
		case 'short-text':
		case 'long-text':
			return answer as string;
		case 'keywords':
			return (answer as string[]).join(locale === 'zh' ? '；' : '; ');
		case 'choice':
		case 'track':
			return optionsOf(field).find((option) => option.id === answer)?.label[locale] ?? String(answer);
		case 'language':
			return languageName(answer as string, locale);
		case 'yes-no':
			return answer ? t.yes : t.no;
		case 'declaration':
			return answer ? t.declared : '';
		case 'place': {
			const { city, zone } = answer as Place;
			return zone === '' ? city : `${city} (${zone})`;
		}
		case 'file': {
			const { name, bytes } = answer as FileAnswer;
			return `${name} (${megabytes(bytes)})`;
		}
		case 'person-list':
			return (answer as PersonEntry[]).map((person, i) => `${i + 1}. ${readablePerson(person, locale)}`).join('\n');
	}
}

/** A person with all that was given of him or her, on one line. */
export function readablePerson(person: PersonEntry, locale: Locale): string {
	const country = person.country === '' ? '' : countryName(person.country, locale);
	const parts = [personName(person), person.affiliation, country, person.email, person.orcid].filter(
		(part) => part !== '',
	);
	const line = parts.join(locale === 'zh' ? '，' : ', ');
	const mark = messages[locale].presenterMark;
	if (!person.presenter) return line;
	return locale === 'zh' ? `${line}（${mark}）` : `${line} (${mark})`;
}

/** The name of a language in a language. */
export function languageName(tag: string, locale: Locale): string {
	try {
		return new Intl.DisplayNames([locale === 'zh' ? 'zh-Hans' : 'en'], { type: 'language' }).of(tag) ?? tag;
	} catch {
		return tag;
	}
}

/** How one answer differs between two versions. */
export interface FieldChange {
	field: Field;
	/** The whole answer in words, marked: what is the same, removed, added. */
	parts: Part[];
}

/**
 * The fields whose answers differ between two versions, in the order of the form. Texts and lists of people are compared
 * by words; of everything else the old and the new answer are given whole.
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
		const byWords = field.kind === 'short-text' || field.kind === 'long-text' || field.kind === 'person-list';
		const whole: Part[] = [
			{ kind: 'removed', text: wasText },
			{ kind: 'added', text: isText },
		];
		changes.push({
			field,
			parts: byWords ? differenceByWords(wasText, isText) : whole.filter((part) => part.text !== ''),
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
