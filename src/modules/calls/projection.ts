import type { Answer, Answers, PersonEntry, Texts } from './answers.ts';
import { fieldByRole } from './fields.ts';
import type { FieldRole, Form } from './form.ts';
import { personName } from './readable.ts';

/** What lists, letters and the programme need of an application, found by the roles of its fields. */
export interface Projection {
	title: string;
	track: string | null;
	mode: string | null;
	format: string | null;
	student: boolean | null;
	language: string | null;
	/** Names of its people in their order, separated by semicolons. */
	people: string;
	/** Lower-case text that a search looks into: titles, organisation, people with affiliations, keywords. */
	searchText: string;
}

/** The answer to the field with this role, or undefined. */
export function answerByRole(form: Form, answers: Answers, role: FieldRole): Answer | undefined {
	const field = fieldByRole(form, role);
	return field === undefined ? undefined : answers[field.id];
}

/** Reads the projection from answers that fit their form. */
export function project(form: Form, answers: Answers): Projection {
	const by = (role: FieldRole) => answerByRole(form, answers, role);
	const text = (role: FieldRole) => (by(role) as string | undefined) ?? null;
	const people = (by('contributors') as PersonEntry[] | undefined) ?? [];
	const keywords = (by('keywords') as string[] | undefined) ?? [];
	const titles = textsOf(form, answers, 'title');
	const organisations = [...textsOf(form, answers, 'organisation'), ...textsOf(form, answers, 'outlet')];
	const names = people.map(personName);
	return {
		// A call that asks for no title is about somebody or something that has a name.
		title: titles[0] ?? organisations[0] ?? '',
		track: text('track'),
		mode: text('mode'),
		format: text('format'),
		student: (by('student') as boolean | undefined) ?? null,
		language: text('language'),
		people: names.join('; '),
		searchText: [...titles, ...organisations, ...names, ...people.map((person) => person.affiliation), ...keywords]
			.join(' ')
			.toLowerCase(),
	};
}

/** The texts of an answer, in the order in which the form asks for its languages. */
function textsOf(form: Form, answers: Answers, role: FieldRole): string[] {
	const field = fieldByRole(form, role);
	const answer = field && answers[field.id];
	if (typeof answer === 'string') return answer === '' ? [] : [answer];
	if (field?.kind !== 'short-text' || answer === undefined) return [];
	return (field.inLanguages?.languages ?? []).flatMap((tag) => (answer as Texts)[tag] || []);
}

/** The number of an application as it is said and printed: `A-042`. */
export function numberLabel(prefix: string, number: number): string {
	return `${prefix}-${String(number).padStart(3, '0')}`;
}
