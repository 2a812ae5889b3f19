import { expect, test } from 'vitest';
import { formSchema } from '#modules/calls/form.ts';
import { readingOf } from './reading.ts';

const label = { en: 'Label', zh: '标签' };
const form = formSchema.parse({
	sections: [{ id: 'work', title: { en: 'The work', zh: '论文' } }],
	fields: [
		{ id: 'title', kind: 'short-text', role: 'title', section: 'work', label, maths: true },
		{ id: 'abstract', kind: 'long-text', role: 'abstract', section: 'work', label, markdown: true },
		{ id: 'notes', kind: 'long-text', section: 'work', label },
		{ id: 'authors', kind: 'person-list', role: 'contributors', label },
		{ id: 'paper', kind: 'file', role: 'attachment', label, types: ['application/pdf'], maxBytes: 1000 },
	],
});
const wang = {
	given: 'Fang',
	family: 'Wang',
	affiliation: 'BIT',
	country: 'CN',
	email: 'w@bit.example',
	orcid: '',
	presenter: true,
};

test('formulas are set, markup of the author is not', () => {
	const read = readingOf(
		form,
		{ title: 'On $x^2$', abstract: 'A <script>alert(1)</script> *fine* thing, $E = mc^2$.', notes: '<b>$x$</b>' },
		'en',
	);
	expect(read.titleHtml).toContain('<math');
	const [work] = read.sections;
	const abstract = work?.answers.find(({ id }) => id === 'abstract');
	expect(abstract?.as === 'html' && abstract.html).toMatch(/<em>fine<\/em>.*<math/s);
	expect(abstract?.as === 'html' && abstract.html).not.toContain('<script');
	// A text that is not Markdown stays as it was typed.
	expect(work?.answers.find(({ id }) => id === 'notes')).toMatchObject({ as: 'text', text: '<b>$x$</b>' });
});

test('people, files and what was left empty; fields without a section come last', () => {
	const file = { file: 'f1', name: 'paper.pdf', type: 'application/pdf', bytes: 900 };
	const read = readingOf(form, { title: 'T', authors: [wang], paper: file }, 'zh');
	expect(read.sections.map(({ id }) => id)).toEqual(['work', '']);
	expect(read.sections[0]?.answers.map(({ as }) => as)).toEqual(['nothing', 'nothing']);
	expect(read.sections[1]?.answers).toEqual([
		{
			id: 'authors',
			label: '标签',
			as: 'people',
			people: [{ name: 'Fang Wang', from: 'BIT，中国', email: 'w@bit.example', orcid: '', presenter: true, marks: [] }],
		},
		{ id: 'paper', label: '标签', as: 'file', file: 'f1', name: 'paper.pdf', bytes: 900 },
	]);
});
