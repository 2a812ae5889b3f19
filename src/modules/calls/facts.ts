import type { Answers, PersonEntry, Place } from './answers.ts';
import type { Field, Form } from './form.ts';
import { countWords } from '#core/text/index.ts';

/**
 * What a search can ask of an application's answers, small enough to lie in the row of the list: by the id of the field
 * its value (text cut to 120 characters; numbers and dates so that they compare; several values as a list), and under
 * `#{field}` how many words a long text has, entries a list, bytes a file.
 */
export type Facts = Record<string, string | number | boolean | string[]>;

const longestFact = 120;

/** The facts of answers that fit their form. */
export function factsOf(form: Form, answers: Answers): Facts {
	const facts: Facts = {};
	for (const field of form.fields) {
		const answer = answers[field.id];
		if (answer !== undefined) Object.assign(facts, factsOfField(field, answer));
	}
	return facts;
}

function factsOfField(field: Field, answer: Answers[string]): Facts {
	const { id } = field;
	if (field.kind === 'long-text') return typeof answer === 'string' ? { [`#${id}`]: countWords(answer) } : {};
	if (field.kind === 'person-list') {
		const people = answer as PersonEntry[];
		return { [id]: [...new Set(people.map((person) => person.country).filter(Boolean))], [`#${id}`]: people.length };
	}
	if (field.kind === 'place') return { [id]: (answer as Place).city.slice(0, longestFact) };
	if (field.kind === 'file') return { [`#${id}`]: (answer as { bytes: number }).bytes };
	if (typeof answer === 'string') return { [id]: answer.slice(0, longestFact) };
	if (typeof answer === 'boolean' || typeof answer === 'number') return { [id]: answer };
	return Array.isArray(answer) && answer.every((value) => typeof value === 'string')
		? { [id]: answer.map((value) => value.slice(0, longestFact)) }
		: {};
}
