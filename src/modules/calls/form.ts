import { z } from 'zod';
import { checkForm } from './form/check-form.ts';
import { fieldSchema } from './form/kinds.ts';
import { bilingualSchema, stableId } from './form/parts.ts';

export { fieldById, fieldByRole, optionsOf } from './fields.ts';
export { kindsOfRole } from './form/check-form.ts';
export {
	type Field,
	type FieldKind,
	type FieldOf,
	fieldKinds,
	fieldSchema,
	type PaperRule,
	papers,
	type PersonPart,
	personParts,
} from './form/kinds.ts';
export {
	type Audience,
	audiences,
	bilingualSchema,
	type FieldRole,
	fieldRoles,
	localTimeSchema,
	type Option,
	optionSchema,
	type Retention,
	stableId,
} from './form/parts.ts';
export { largestNumber } from './form/largest-number.ts';
export { type RowField, type RowFieldKind, rowFieldSchema } from './form/simple-kinds.ts';

/*
 * What a call asks, as data: the one schema behind the bundle file, the page, validation, storage and export.
 * A form is frozen when its call opens; answers are stored by the stable id of the field, beside the version of the
 * form that asked for them. Pure, and the same code in the browser and on the server.
 */

const sectionSchema = z.strictObject({
	id: stableId,
	title: bilingualSchema,
	help: bilingualSchema.optional(),
});
export type FormSection = z.infer<typeof sectionSchema>;

/** The whole form: its fields in the order in which they are asked. */
export const formSchema = z
	.strictObject({
		/** Rises with each change; applications point at the version they answered. */
		version: z.number().int().min(1).default(1),
		sections: z.array(sectionSchema).default([]),
		fields: z.array(fieldSchema).min(1),
	})
	.superRefine(checkForm);

export type Form = z.infer<typeof formSchema>;
/** A form as written in a bundle file: what has a default may be left out. */
export type FormInput = z.input<typeof formSchema>;
