import type { Answers, Texts } from '../answers.ts';
import type { CallSettings } from '../call.ts';
import { holds } from '../condition.ts';
import { type Facts, factsOf } from '../facts.ts';
import type { Form } from '../form.ts';
import { likenessOf } from '../likeness.ts';
import { answerByRole } from '../projection.ts';

/** What the row of an application says again of its newest version, beside the projection for lists. */
export interface Derived {
	facts: Facts;
	minor: boolean;
	likeness: number[];
}

/** Reads it from answers that fit their form. */
export function derivedOf(form: Form, settings: CallSettings, answers: Answers): Derived {
	const text = (role: 'title' | 'abstract') => {
		const answer = answerByRole(form, answers, role);
		// Given in several languages, all of it counts.
		return typeof answer === 'object' ? Object.values(answer as Texts).join('\n') : String(answer ?? '');
	};
	return {
		facts: factsOf(form, answers),
		minor: settings.minors !== undefined && holds(settings.minors, answers),
		likeness: likenessOf(text('title'), text('abstract')),
	};
}

/** An array of numbers as PostgreSQL reads it from a text. */
export function integerArray(values: readonly number[]): string {
	return `{${values.join(',')}}`;
}
