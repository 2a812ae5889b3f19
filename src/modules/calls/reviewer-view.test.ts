import { expect, test } from 'vitest';
import type { Answers } from './answers.ts';
import { type Form, formSchema } from './form.ts';
import { type BlindAnswers, type BlindForm, criteriaFor, reviewerView } from './reviewer-view.ts';
import { criterionSchema } from './stage-review.ts';
import { reviewerOf } from './visibility.ts';

const said = (text: string) => ({ en: text, zh: text });
const form: Form = formSchema.parse({
	fields: [
		{ id: 'title', kind: 'short-text', role: 'title', label: said('Title'), visibleTo: 'reviewers' },
		{ id: 'authors', kind: 'person-list', role: 'contributors', label: said('Authors'), visibleTo: 'public' },
		{ id: 'origin', kind: 'country', label: said('Country'), visibleTo: 'reviewers' },
		{ id: 'words', kind: 'keywords', label: said('Keywords'), visibleTo: 'reviewers' },
		{
			id: 'paper',
			kind: 'file',
			label: said('Paper'),
			visibleTo: 'reviewers',
			types: ['application/pdf'],
			maxBytes: 9,
		},
	],
});
const answers: Answers = {
	title: 'On bones',
	authors: [{ given: 'A', family: 'B', affiliation: '', country: '', email: '', orcid: '', presenter: true }],
	origin: 'CN',
	words: ['bone'],
	paper: { file: 'f', name: 'alice.pdf', type: 'application/pdf', bytes: 123456, pages: 3 },
};
const of = { form, answers, title: 'On bones', number: 'A-007' };

test('a blind view has no people, places and sizes, and files go by the number of the application', () => {
	expect(reviewerView({ blind: 'double' }, of)).toEqual({
		blind: true,
		title: 'On bones',
		form: { ...form, fields: form.fields.filter(({ id }) => !['authors', 'origin'].includes(id)) },
		answers: {
			title: 'On bones',
			words: ['bone'],
			paper: { file: 'f', name: 'A-007-paper.pdf', type: 'application/pdf', bytes: 0, pages: 3 },
		},
	});
	const single = reviewerView({ blind: 'single' }, of);
	expect(single.answers).toEqual(answers);
	expect(single.blind).toBe(false);
	// An answer of another shape than its question's is none, whoever stored it.
	const smuggled = reviewerView({ blind: 'double' }, { ...of, answers: { words: answers.authors as never } });
	expect(smuggled.answers).toEqual({});
});

test('what would put people into a blind view does not compile', () => {
	// @ts-expect-error answers in general may name people
	const wrong: BlindAnswers = answers;
	// @ts-expect-error so may their form
	const wrongForm: BlindForm = form;
	expect([wrong, wrongForm]).toHaveLength(2);
});

test('points that follow from who applied are no criterion of a blind reader', () => {
	const criteria = [{ id: 'need', computed: { field: 'origin', points: { CN: 5 } } }, { id: 'novelty' }].map((one) =>
		criterionSchema.parse({ ...one, label: said('x') }),
	);
	const ids = (blind: 'double' | 'single') => criteriaFor(criteria, form, reviewerOf({ blind })).map(({ id }) => id);
	expect([ids('double'), ids('single')]).toEqual([['novelty'], ['need', 'novelty']]);
});
