import type { Field, FieldOf, FieldRole, Form, Option } from './form.ts';

/* Finding one's way in a form. Apart from its schema, so that a page needs no schema library. */

/** The field with this id, or undefined. */
export function fieldById(form: Form, id: string): Field | undefined {
	return form.fields.find((field) => field.id === id);
}

/** The field that plays this role, or undefined. */
export function fieldByRole(form: Form, role: FieldRole): Field | undefined {
	return form.fields.find((field) => field.role === role);
}

/** All that may be chosen in a choice or track field. */
export function optionsOf(field: FieldOf<'choice'> | FieldOf<'track'>): readonly Option[] {
	return field.kind === 'track' ? [...field.options, ...field.outside] : field.options;
}

const simpleKinds = ['short-text', 'long-text', 'number', 'date', 'country', 'choice', 'yes-no', 'link'] as const;

/** Whether a question is of a kind that can also stand in the rows of a group. */
export function isSimple(field: Field): field is FieldOf<(typeof simpleKinds)[number]> {
	return (simpleKinds as readonly string[]).includes(field.kind);
}
