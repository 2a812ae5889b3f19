import { expect, test } from 'vitest';
import { type Form, fieldKinds, formSchema } from './form.ts';
import { answersFor, formFor, identifies, mayRead, reviewerOf } from './visibility.ts';

const said = (text: string) => ({ en: text, zh: text });
const form: Form = formSchema.parse({
	fields: [
		{ id: 'title', kind: 'short-text', role: 'title', label: said('Title'), visibleTo: 'reviewers' },
		{ id: 'authors', kind: 'person-list', role: 'contributors', label: said('Authors'), visibleTo: 'public' },
		{ id: 'house', kind: 'short-text', role: 'organisation', label: said('Organisation'), visibleTo: 'reviewers' },
		{ id: 'phone', kind: 'short-text', label: said('Phone'), visibleTo: 'reviewers', purpose: said('To call you.') },
		{ id: 'mail', kind: 'email', label: said('Mail'), visibleTo: 'reviewers' },
		{
			id: 'staff',
			kind: 'group',
			label: said('Staff'),
			visibleTo: 'reviewers',
			fields: [{ id: 'page', kind: 'link', label: said('Page') }],
		},
		{ id: 'secret', kind: 'short-text', label: said('For the organisers'), visibleTo: 'organisers' },
	],
});
const answers = Object.fromEntries(form.fields.map(({ id }) => [id, `unique-${id}`]));

test('a reviewer of a double-blind stage reads nothing that tells who applied, whatever the field allows', () => {
	const blind = reviewerOf({ blind: 'double' });
	expect(Object.keys(answersFor(form, answers, blind))).toEqual(['title']);
	expect(formFor(form, blind).fields.map(({ id }) => id)).toEqual(['title']);
	for (const kind of fieldKinds) {
		const field = { kind, visibleTo: 'public' as const };
		expect([kind, mayRead(field, blind)]).toEqual([kind, !identifies(field)]);
	}
});

test.each(['single', 'open'] as const)('where the stage is %s, only the field itself decides', (blind) => {
	const reader = reviewerOf({ blind });
	expect(Object.keys(answersFor(form, answers, reader))).toEqual([
		'title',
		'authors',
		'house',
		'phone',
		'mail',
		'staff',
	]);
});
