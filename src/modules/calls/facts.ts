import { countWords } from '#core/text/index.ts';
import type { Answer, FileAnswer, GroupRow, PersonEntry, Place, Texts } from './answers.ts';
import { askedFields } from './asked.ts';
import { totalOf } from './form/check-simple.ts';
import type { Field, FieldOf, Form } from './form.ts';

/**
 * What a search can ask of an application's answers, small enough to lie in the row of the list: by the id of the field
 * its value (text cut to 120 characters; numbers and dates so that they compare; several values as a list), and under
 * `#{field}` how many words a long text has, entries a list, pages a file (bytes where it has none); under
 * `#{group}.{field}` the total of a sum. What only named accounts may read is not among them.
 */
export type Facts = Record<string, string | number | boolean | string[]>;

const longestFact = 120;

/** The facts of answers that fit their form. */
export function factsOf(form: Form, answers: Readonly<Record<string, Answer>>): Facts {
	const facts: Facts = {};
	for (const field of askedFields(form, answers)) {
		const answer = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined;
		if (answer !== undefined && field.visibleTo !== 'named') Object.assign(facts, factsOfField(field, answer));
	}
	return facts;
}

const cut = (text: string) => text.slice(0, longestFact);

function factsOfField(field: Field, answer: Answer): Facts {
	const { id } = field;
	switch (field.kind) {
		case 'long-text': {
			const texts = typeof answer === 'string' ? [answer] : Object.values(answer as Texts);
			return { [`#${id}`]: Math.max(0, ...texts.map(countWords)) };
		}
		case 'short-text':
			return { [id]: cut(typeof answer === 'string' ? answer : Object.values(answer as Texts).join(' / ')) };
		case 'person-list': {
			const people = answer as PersonEntry[];
			return { [id]: [...new Set(people.map((person) => person.country).filter(Boolean))], [`#${id}`]: people.length };
		}
		case 'group':
			return { [`#${id}`]: (answer as GroupRow[]).length, ...sumsOf(field, answer as GroupRow[]) };
		case 'place':
			return { [id]: cut((answer as Place).city) };
		case 'file':
			return { [`#${id}`]: (answer as FileAnswer).pages ?? (answer as FileAnswer).bytes };
		case 'keywords':
			return { [id]: (answer as string[]).map(cut) };
		case 'choice':
			return { [id]: Array.isArray(answer) ? (answer as string[]).map(cut) : cut(answer as string) };
		case 'number':
		case 'yes-no':
		case 'declaration':
			return { [id]: typeof answer === 'string' ? cut(answer) : (answer as number | boolean) };
		case 'track':
		case 'date':
		case 'country':
		case 'link':
		case 'email':
		case 'language':
			return { [id]: cut(answer as string) };
	}
}

function sumsOf(field: FieldOf<'group'>, rows: readonly GroupRow[]): Facts {
	return Object.fromEntries(field.sums.map(({ field: of }) => [`#${field.id}.${of}`, sumOf(field, rows, of)]));
}

/** The total of a number field over the rows of a group, to as many places as the field has. */
export function sumOf(field: FieldOf<'group'>, rows: readonly GroupRow[], of: string): number {
	const inner = field.fields.find((one) => one.id === of);
	return totalOf(rows, of, inner?.kind === 'number' ? inner.decimals : 0);
}
