import type { Locale } from '#core/i18n/index.ts';
import type { Answer, Answers, PersonEntry, SimpleAnswer } from './answers.ts';
import { holds } from './condition.ts';
import { optionsOf } from './fields.ts';
import type { Field, FieldOf, Form, RowField } from './form.ts';

/*
 * Made-up answers with which a form can be looked at: long enough to show how it reads, of people who do not exist. Never
 * stored.
 */

const lorem: Record<Locale, string> = {
	en: 'This is a sample text; it stands for what an applicant will write here.',
	zh: '这是示例文字，代表申请人将在此填写的内容。',
};
const people: Record<Locale, readonly Pick<PersonEntry, 'given' | 'family' | 'affiliation'>[]> = {
	en: [
		{ given: 'Ada', family: 'Sample', affiliation: 'University of Examples' },
		{ given: 'Lin', family: 'Specimen', affiliation: 'Institute of Samples' },
	],
	zh: [
		{ given: '例', family: '样', affiliation: '示例大学' },
		{ given: '范', family: '示', affiliation: '样本研究所' },
	],
};

/** An answer to every question that is asked of the answers before it. Pure. */
export function sampleAnswersOf(form: Form, locale: Locale): Answers {
	const answers: Answers = {};
	for (const field of form.fields) {
		if (field.askIf && !holds(field.askIf, answers)) continue;
		const answer = sampleOf(field, locale);
		if (answer !== undefined) answers[field.id] = answer;
	}
	return answers;
}

function sampleOf(field: Field, locale: Locale): Answer | undefined {
	switch (field.kind) {
		case 'short-text':
		case 'long-text': {
			const text =
				field.kind === 'short-text' ? shortText(field.label[locale], field.maxCharacters) : longText(field, locale);
			const { inLanguages } = field;
			return inLanguages ? Object.fromEntries(inLanguages.languages.map((language) => [language, text])) : text;
		}
		case 'keywords':
			return (locale === 'zh' ? ['示例', '样本'] : ['sample', 'example']).slice(0, field.max);
		case 'track':
			return optionsOf(field)[0]?.id;
		case 'person-list':
			return samplePeople(field, locale);
		case 'group':
			return Array.from({ length: Math.min(field.max, Math.max(2, field.min)) }, () =>
				Object.fromEntries(field.fields.map((inner) => [inner.id, rowSample(inner, locale)])),
			);
		case 'place':
			return { city: locale === 'zh' ? '示例市' : 'Sampleton', zone: 'Asia/Shanghai' };
		case 'declaration':
			return true;
		case 'file':
			return {
				file: 'sample',
				name: locale === 'zh' ? '示例文件' : 'sample',
				type: field.types[0] ?? 'application/pdf',
				bytes: 120_000,
			};
		case 'email':
			return 'ada@sample.example';
		case 'language':
			return field.languages[0];
		default:
			return rowSample(field, locale);
	}
}

function rowSample(field: RowField, locale: Locale): SimpleAnswer {
	switch (field.kind) {
		case 'short-text':
			return shortText(field.label[locale], field.maxCharacters);
		case 'long-text':
			return longText(field, locale);
		case 'number':
			return Math.min(field.max ?? 12, Math.max(field.min ?? 12, 12));
		case 'date':
			return field.min ?? field.max ?? '2021-10-15';
		case 'country':
			return 'CN';
		case 'choice': {
			const first = field.options[0]?.id ?? '';
			return field.multiple ? [first] : first;
		}
		case 'yes-no':
			return true;
		case 'link':
			return 'https://sample.example/';
	}
}

function shortText(label: string, most: number): string {
	return [...label].slice(0, most).join('');
}

function longText(
	{ minWords = 0, maxCharacters }: Pick<FieldOf<'long-text'>, 'minWords' | 'maxCharacters'>,
	locale: Locale,
): string {
	const times = Math.max(1, Math.ceil(minWords / 10));
	const text = Array.from({ length: times }, () => lorem[locale]).join(locale === 'zh' ? '' : ' ');
	return [...text].slice(0, maxCharacters).join('');
}

function samplePeople(field: FieldOf<'person-list'>, locale: Locale): PersonEntry[] {
	const count = Math.min(field.max, Math.max(field.min, 2));
	return Array.from({ length: count }, (_, i) => {
		const person = people[locale][i % 2] as (typeof people)['en'][number];
		return {
			...person,
			country: 'CN',
			email: `person-${i + 1}@sample.example`,
			orcid: '',
			presenter: field.presenter !== 'none' && i === 0,
			...(field.roles?.[0] ? { role: field.roles[0].id } : {}),
			...(field.consents ? { consent: true } : {}),
		};
	});
}
