import type { Answers, PersonEntry } from '#modules/calls/answers.ts';
import { type FieldRole, fieldByRole, type Form } from '#modules/calls/form.ts';
import type { InventedApplication, InventedPerson } from './world/world.ts';

/** An invented application as answers to a form, by the roles of its fields; what the form does not ask is left out. */
export function answersOf(form: Form, invented: InventedApplication): Answers {
	const answers: Answers = {};
	const give = (role: FieldRole, value: Answers[string]) => {
		const field = fieldByRole(form, role);
		if (field) answers[field.id] = value;
	};
	const presenter = invented.authors[invented.presenter] as InventedPerson;
	give('track', invented.track);
	give('title', invented.title);
	give('abstract', invented.abstract);
	give('keywords', invented.keywords);
	give('language', invented.language);
	give('mode', invented.mode);
	give('format', invented.format);
	give('student', invented.student);
	give('place', { city: presenter.institution.city[invented.language], zone: presenter.institution.zone });
	give(
		'contributors',
		invented.authors.map((author, at): PersonEntry => {
			const han = invented.language === 'zh' ? author.name.han : undefined;
			return {
				given: han ? han.slice(-2) : author.name.given,
				family: han ? han.slice(0, -2) : author.name.family,
				affiliation: author.institution[invented.language],
				country: author.institution.country,
				email: author.email,
				orcid: '',
				presenter: at === invented.presenter,
			};
		}),
	);
	for (const field of form.fields) if (field.kind === 'declaration') answers[field.id] = true;
	return answers;
}
