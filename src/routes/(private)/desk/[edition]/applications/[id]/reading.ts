import type { Locale } from '#core/i18n/index.ts';
import { markdownLineToHtml, markdownToHtml } from '#core/text/markdown.ts';
import type { Answers, FileAnswer, PersonEntry } from '#modules/calls/answers.ts';
import type { Field, Form } from '#modules/calls/form.ts';
import { personName, readableAnswer } from '#modules/calls/readable.ts';
import { countryName } from '#core/text/index.ts';

/** One answer as it is read: text that is safe to show as HTML, a list of people, a file, or plain words. */
export type ReadAnswer = { id: string; label: string } & (
	| { as: 'html'; html: string }
	| { as: 'people'; people: ReadPerson[] }
	| { as: 'file'; file: string; name: string; bytes: number }
	| { as: 'text'; text: string }
	| { as: 'nothing' }
);

export interface ReadPerson {
	name: string;
	/** Affiliation and country. */
	from: string;
	email: string;
	orcid: string;
	presenter: boolean;
}

/** The sections of a form with their answers in the order in which they were asked; declarations and the title apart. */
export interface Reading {
	titleHtml: string;
	sections: { id: string; title: string; answers: ReadAnswer[] }[];
}

/** A version as it is read in the desk. Whatever its author typed comes out as text, or through the Markdown renderer. */
export function readingOf(form: Form, answers: Answers, locale: Locale): Reading {
	const title = form.fields.find((field) => field.role === 'title');
	const shown = form.fields.filter((field) => field !== title);
	const sections = [
		...form.sections.map(({ id, title: words }) => ({ id, title: words[locale] })),
		{ id: '', title: '' },
	];
	const known = new Set(form.sections.map(({ id }) => id));
	return {
		titleHtml: title ? markdownLineToHtml(String(answers[title.id] ?? '')) : '',
		sections: sections
			.map((section) => ({
				...section,
				answers: shown
					.filter((field) => (known.has(field.section ?? '') ? field.section : '') === section.id)
					.map((field) => answerOf(field, answers, locale)),
			}))
			.filter((section) => section.answers.length > 0),
	};
}

function answerOf(field: Field, answers: Answers, locale: Locale): ReadAnswer {
	const base = { id: field.id, label: field.label[locale] };
	const answer = answers[field.id];
	if (answer === undefined) return { ...base, as: 'nothing' };
	if (field.kind === 'long-text' && field.markdown) {
		return { ...base, as: 'html', html: markdownToHtml(answer as string, { headingLevel: 3 }) };
	}
	if (field.kind === 'short-text' && field.maths) {
		return { ...base, as: 'html', html: markdownLineToHtml(answer as string) };
	}
	if (field.kind === 'person-list') {
		return { ...base, as: 'people', people: (answer as PersonEntry[]).map((person) => readPerson(person, locale)) };
	}
	if (field.kind === 'file') {
		const { file, name, bytes } = answer as FileAnswer;
		return { ...base, as: 'file', file, name, bytes };
	}
	const text = readableAnswer(field, answer, locale);
	return text === '' ? { ...base, as: 'nothing' } : { ...base, as: 'text', text };
}

function readPerson(person: PersonEntry, locale: Locale): ReadPerson {
	const country = person.country === '' ? '' : countryName(person.country, locale);
	const { email, orcid, presenter } = person;
	const from = [person.affiliation, country].filter(Boolean).join(locale === 'zh' ? '，' : ', ');
	return { name: personName(person), from, email, orcid, presenter };
}
