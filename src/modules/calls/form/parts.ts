import { z } from 'zod';
import { conditionSchema } from '../condition-schema.ts';

/* What every question has, whatever its kind. */

/** A stable id within a call: never reused for another meaning. No dots: they separate the parts of an input's name. */
export const stableId = z
	.string()
	.max(60)
	.regex(/^[a-zA-Z][a-zA-Z0-9-]*$/, 'letters, digits and hyphens, beginning with a letter')
	// Answers are looked up by it in plain objects.
	.refine((id) => !(id in {}), 'this word means something else to the machine');

/** A text in both languages; neither may be empty. */
export const bilingualSchema = z.strictObject({
	en: z.string().min(1),
	zh: z.string().min(1),
});

/**
 * A wall-clock time in the zone of the call: `2021-10-15T17:00`, or a bare date. `T24:00` is the end of a day. What a
 * bare date means depends on the place: something opens at its first instant and closes with its last.
 */
export const localTimeSchema = z
	.string()
	.regex(
		/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T(([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?|24:00))?$/,
		'a date such as 2021-10-15, or a time such as 2021-10-15T17:00',
	);

/** A BCP 47 tag such as `en` or `zh-Hant`. */
export const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en or zh');

/**
 * What a field means beyond its form, so that lists, letters, the programme and the site find it whatever its id: at
 * most one field of a form has each.
 */
export const fieldRoles = [
	'title',
	'abstract',
	'summary',
	'keywords',
	'track',
	'contributors',
	'organisation',
	'outlet',
	'place',
	'mode',
	'format',
	'student',
	'language',
	'attachment',
	'referees',
	'guardian',
	'age-band',
	'public-name',
	'portrait',
	'logo',
	'website',
	'products',
	'amount',
	'proof',
] as const;
export type FieldRole = (typeof fieldRoles)[number];

/**
 * Who may read an answer: the widest circle, or `named`, the few accounts that own one of the addresses in `viewers`.
 * The applicant always reads his own. The rule itself is `mayRead` (visibility.ts).
 */
export const audiences = ['named', 'organisers', 'reviewers', 'public'] as const;
export type Audience = (typeof audiences)[number];

const retentionSchema = z.strictObject({
	/** The answer is deleted this many days … */
	days: z.number().int().min(0).max(36_500),
	/** … after this. */
	after: z.enum(['submission', 'announcement', 'edition-end']),
});
export type Retention = z.infer<typeof retentionSchema>;

/** What a question has wherever it stands, in a form or in the rows of a group. */
export const questionBase = {
	id: stableId,
	label: bilingualSchema,
	help: bilingualSchema.optional(),
	/** Needed to submit; a draft may lack it. */
	required: z.boolean().default(false),
};

/** What a question of a form has beside that. */
export const fieldBase = {
	...questionBase,
	/** Section of the form under whose heading it stands. */
	section: stableId.optional(),
	role: z.enum(fieldRoles).optional(),
	/** Asked only while this is true of the answers above; what was answered before is dropped when it is handed in. */
	askIf: conditionSchema.optional(),
	/** Required from this moment on (zone of the call; a bare date: when that day is over), not before. */
	requiredAfter: localTimeSchema.optional(),
	/** After the window has closed this answer alone may be changed until then (zone of the call); exclusive. */
	changeableUntil: localTimeSchema.optional(),
	visibleTo: z.enum(audiences).default('organisers'),
	/** Addresses of the accounts that may read it, where it is visible to `named` ones only. */
	viewers: z.array(z.email()).min(1).max(5).optional(),
	/** Why personal data is asked for, shown at the field. */
	purpose: bilingualSchema.optional(),
	retention: retentionSchema.optional(),
};

export const count = z.number().int().min(0);

/** One of several answers. Its id is what is stored. */
export const optionSchema = z.strictObject({
	id: stableId,
	label: bilingualSchema,
	help: bilingualSchema.optional(),
});
export type Option = z.infer<typeof optionSchema>;
