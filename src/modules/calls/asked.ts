import type { Answers } from './answers.ts';
import { holds } from './condition.ts';
import type { Field, Form } from './form.ts';

/*
 * Which questions are asked, given the answers so far. The same in the browser, which hides the others, and on the
 * server, which drops what was answered to them.
 */

/**
 * The fields that are asked, in the order of the form. An answer to a question that is itself not asked counts as not
 * given, so that what depends on it is not asked either.
 */
export function askedFields(form: Form, answers: Readonly<Partial<Answers>>): Field[] {
	const known: Partial<Answers> = {};
	return form.fields.filter((field) => {
		if (field.askIf && !holds(field.askIf, known)) return false;
		if (Object.hasOwn(answers, field.id)) known[field.id] = answers[field.id];
		return true;
	});
}

/** The answers to what is asked: what is handed in. */
export function answersAsked(form: Form, answers: Readonly<Answers>): Answers {
	const kept: Answers = {};
	for (const { id } of askedFields(form, answers)) {
		const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
		if (answer !== undefined) kept[id] = answer;
	}
	return kept;
}
