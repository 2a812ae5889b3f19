import type { Locale } from '#core/i18n/index.ts';
import { markdownLineToHtml, markdownToHtml } from '#core/text/markdown.ts';
import type { Answers, FileAnswer, GroupRow, PersonEntry, Texts } from '#modules/calls/answers.ts';
import { askedFields } from '#modules/calls/asked.ts';
import type { Field, FieldOf, Form } from '#modules/calls/form.ts';
import { answerInLocale, languageName, personMarks, personName, readableAnswer } from '#modules/calls/readable.ts';
import { countryName } from '#core/text/index.ts';

/** One answer as it is read: text that is safe to show as HTML, a list of people, a file, or plain words. */
export type ReadAnswer = { id: string; label: string } & (
	| { as: 'html'; html: string }
	| { as: 'people'; people: ReadPerson[] }
	| { as: 'file'; file: string; name: string; bytes: number }
	| { as: 'rows'; field: FieldOf<'group'>; rows: GroupRow[] }
	| { as: 'link'; href: string }
	| { as: 'texts'; texts: { tag: string; language: string; text: string; html?: string }[] }
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
	/** What the person is in this list, and that he or she agrees; empty where nothing of it is asked. */
	marks: string[];
}

/** The sections of a form with their answers in the order in which they were asked; declarations and the title apart. */
export interface Reading {
	titleHtml: string;
	sections: { id: string; title: string; answers: ReadAnswer[] }[];
}

/** A version as it is read in the desk. Whatever its author typed comes out as text, or through the Markdown renderer. */
export function readingOf(form: Form, answers: Answers, locale: Locale): Reading {
	const title = form.fields.find((field) => field.role === 'title');
	// A question that was not asked of this applicant was not left empty either.
	const shown = askedFields(form, answers).filter((field) => field !== title);
	const sections = [
		...form.sections.map(({ id, title: words }) => ({ id, title: words[locale] })),
		{ id: '', title: '' },
	];
	const known = new Set(form.sections.map(({ id }) => id));
	return {
		titleHtml: title ? markdownLineToHtml(answerInLocale(title, answers[title.id], locale)) : '',
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
	if ((field.kind === 'short-text' || field.kind === 'long-text') && typeof answer === 'object') {
		const texts = Object.entries(answer as Texts).map(([tag, text]) => ({
			tag,
			language: languageName(tag, locale),
			text,
			...(field.kind === 'long-text' && field.markdown ? { html: markdownToHtml(text, { headingLevel: 3 }) } : {}),
		}));
		return { ...base, as: 'texts', texts };
	}
	if (field.kind === 'group') return { ...base, as: 'rows', field, rows: answer as GroupRow[] };
	if (field.kind === 'link' && /^https?:/i.test(String(answer))) return { ...base, as: 'link', href: String(answer) };
	if (field.kind === 'long-text' && field.markdown) {
		return { ...base, as: 'html', html: markdownToHtml(answer as string, { headingLevel: 3 }) };
	}
	if (field.kind === 'short-text' && field.maths) {
		return { ...base, as: 'html', html: markdownLineToHtml(answer as string) };
	}
	if (field.kind === 'person-list') {
		return {
			...base,
			as: 'people',
			people: (answer as PersonEntry[]).map((person) => readPerson(field, person, locale)),
		};
	}
	if (field.kind === 'file') {
		const { file, name, bytes } = answer as FileAnswer;
		return { ...base, as: 'file', file, name, bytes };
	}
	const text = readableAnswer(field, answer, locale);
	return text === '' ? { ...base, as: 'nothing' } : { ...base, as: 'text', text };
}

function readPerson(field: FieldOf<'person-list'>, person: PersonEntry, locale: Locale): ReadPerson {
	const country = person.country === '' ? '' : countryName(person.country, locale);
	const { email, orcid, presenter } = person;
	const from = [person.affiliation, country].filter(Boolean).join(locale === 'zh' ? '，' : ', ');
	return { name: personName(person), from, email, orcid, presenter, marks: personMarks(field, person, locale) };
}
