import { expect, test } from 'vitest';
import type { FormField, Shape } from '#core/record-form/index.ts';
import { editableKinds, formOf, isEditable } from '../../record-form.ts';
import { recordKinds } from '../../records.ts';
import { editableKindsInOrder } from '../kinds.ts';
import { findChoice, findLabel, labelledPaths } from './labels.ts';

/** Every field of every form, at whatever depth. */
function everyField(kind: (typeof editableKinds)[number]): FormField[] {
	const { fields, code } = formOf(kind);
	const within = (shape: Shape): FormField[] =>
		shape.as === 'group' ? shape.fields.flatMap(deep) : shape.as === 'list' ? within(shape.item) : [];
	const deep = (field: FormField): FormField[] => [field, ...within(field.shape)];
	return [...code, ...fields].flatMap(deep);
}

const fields = editableKinds.flatMap((kind) => everyField(kind).map((field) => ({ kind, field })));

test.each(['en', 'zh'] as const)('every field of every schema has a label in %s, and none is left over', (locale) => {
	const paths = fields.map(({ kind, field }) => `${kind}.${field.path}`);
	expect(paths.length).toBeGreaterThan(80);
	const unlabelled = fields.filter(({ kind, field }) => !findLabel(kind, field.path, locale)?.label);
	// A field that was added to a schema of bundle/ needs its name in ui/labels/*, in both languages.
	expect(unlabelled.map(({ kind, field }) => `${kind}.${field.path}`)).toEqual([]);
	expect(labelledPaths(locale).filter((path) => !paths.includes(path))).toEqual([]);
});

test.each(['en', 'zh'] as const)('every choice has a word in %s', (locale) => {
	const choices = fields.flatMap(({ kind, field: { path, shape } }) =>
		shape.as === 'choice' || shape.as === 'several' ? shape.options.map((value) => ({ kind, path, value })) : [],
	);
	expect(choices.length).toBeGreaterThan(30);
	expect(choices.filter(({ kind, path, value }) => !findChoice(kind, path, value, locale))).toEqual([]);
});

test('every kind of record is edited here, or it is said where else', () => {
	const elsewhere = {
		series: 'by the operator',
		call: 'in the desk of calls',
		letter: 'letters',
		letterhead: 'letters',
		asset: 'where files are received',
	};
	const left = recordKinds.filter((kind) => !isEditable(kind) && !Object.hasOwn(elsewhere, kind));
	expect(left).toEqual([]);
});

test('the list of kinds that pages show is that of the forms', () => {
	expect(editableKindsInOrder).toEqual(editableKinds);
});
