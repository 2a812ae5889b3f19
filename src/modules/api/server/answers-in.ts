import { invalid } from '#core/refusal/index.ts';
import { type Answers, type FormEntries, formEntries } from '#modules/calls/answers.ts';
import { checkAnswers, isUnkeepable } from '#modules/calls/check.ts';
import type { Form } from '#modules/calls/form.ts';

/**
 * Answers that came as JSON, as the names and values that a page of this form would have posted: so one reading, cleaning
 * and checking serves both. Null takes an answer away.
 * @param present what is stored: fields that `change` does not name stay so
 * @throws Refusal `invalid` for what can't be an answer at all (`wrong-shape`, `unknown-field`), at its field
 */
export function entriesOf(form: Form, present: Answers, change: Record<string, unknown>): FormEntries {
	const wanted = new Map<string, unknown>(Object.entries(present));
	for (const [field, answer] of Object.entries(change)) {
		if (answer === null) wanted.delete(field);
		else wanted.set(field, answer);
	}
	// `__proto__` as the name of a field must stay a name.
	const answers = Object.fromEntries(wanted) as Answers;
	const unknown = Object.keys(change).filter((field) => !form.fields.some(({ id }) => id === field));
	const problems = [
		...unknown.map((path) => ({ path, code: 'unknown-field' })),
		...checkAnswers(form, answers, { stage: 'draft' }).filter(
			(problem) => isUnkeepable(problem) && !unknown.includes(problem.path),
		),
	];
	if (problems.length > 0) throw invalid(problems);
	return formEntries(form, answers);
}
