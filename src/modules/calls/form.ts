import { z } from 'zod';

export { fieldById, fieldByRole, optionsOf } from './fields.ts';

/*
 * What a call asks, as data: the one schema behind the bundle file, the page, validation, storage and export.
 * A form is frozen when its call opens; answers are stored by the stable id of the field, beside the version of the
 * form that asked for them. Pure, and the same code in the browser and on the server.
 */

/** A stable id within a call: never reused for another meaning. No dots: they separate the parts of an input's name. */
export const stableId = z
	.string()
	.max(60)
	.regex(/^[a-zA-Z][a-zA-Z0-9-]*$/, 'letters, digits and hyphens, beginning with a letter');

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

/**
 * What a field means beyond its form, so that lists, letters and the programme find it whatever its id: at most one
 * field of a form has each.
 */
export const fieldRoles = [
	'title',
	'abstract',
	'keywords',
	'track',
	'contributors',
	'place',
	'mode',
	'format',
	'student',
	'language',
	'attachment',
] as const;
export type FieldRole = (typeof fieldRoles)[number];

/** The widest circle that may read an answer. The applicant always reads his own, organisers always what they must decide on. */
export const audiences = ['organisers', 'reviewers', 'public'] as const;
export type Audience = (typeof audiences)[number];

const retentionSchema = z.strictObject({
	/** The answer is deleted this many days … */
	days: z.number().int().min(0),
	/** … after this. */
	after: z.enum(['submission', 'announcement', 'edition-end']),
});

const fieldBase = {
	id: stableId,
	label: bilingualSchema,
	help: bilingualSchema.optional(),
	/** Section of the form under whose heading it stands. */
	section: stableId.optional(),
	role: z.enum(fieldRoles).optional(),
	/** Needed to submit; a draft may lack it. */
	required: z.boolean().default(false),
	/** After the window has closed this answer alone may be changed until then (zone of the call); exclusive. */
	changeableUntil: localTimeSchema.optional(),
	visibleTo: z.enum(audiences).default('organisers'),
	/** Why personal data is asked for, shown at the field. */
	purpose: bilingualSchema.optional(),
	retention: retentionSchema.optional(),
};

const count = z.number().int().min(0);

/** One of several answers. Its id is what is stored. */
export const optionSchema = z.strictObject({
	id: stableId,
	label: bilingualSchema,
	help: bilingualSchema.optional(),
});
export type Option = z.infer<typeof optionSchema>;

const shortTextSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('short-text'),
	/** In characters as a reader counts them. */
	maxCharacters: count.min(1).max(2000).default(300),
	/** Accept and show $mathematics$ in it. */
	maths: z.boolean().default(false),
});

const longTextSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('long-text'),
	/** Words as core/text counts them: runs of letters and digits, Han and kana one each. */
	minWords: count.optional(),
	maxWords: count.min(1).optional(),
	maxCharacters: count.min(1).max(200_000).default(20_000),
	/** Accept Markdown with $mathematics$. */
	markdown: z.boolean().default(false),
});

const keywordsSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('keywords'),
	min: count.default(0),
	max: count.min(1).default(8),
	maxCharacters: count.min(1).default(60),
});

const choiceSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('choice'),
	options: z.array(optionSchema).min(1),
});

const trackSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('track'),
	/** The tracks of the edition; filled in when the call is saved, so that an old version keeps the names that were read. */
	options: z.array(optionSchema).default([]),
	/** Accepted subjects that belong to no track. */
	outside: z.array(optionSchema).default([]),
});

/** Parts of a person that a form may ask for; the family name (or the only name) is always asked for. */
export const personParts = ['given', 'family', 'affiliation', 'country', 'email', 'orcid'] as const;
export type PersonPart = (typeof personParts)[number];

const personListSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('person-list'),
	min: count.default(1),
	max: count.min(1).max(500).default(50),
	/** Parts that each person needs before the form can be submitted. */
	needs: z.array(z.enum(personParts)).default(['family', 'affiliation']),
	/** How many of them present: none is asked, exactly one, or one at least. */
	presenter: z.enum(['none', 'one', 'some']).default('one'),
});

const placeSchema = z.strictObject({ ...fieldBase, kind: z.literal('place') });
const yesNoSchema = z.strictObject({ ...fieldBase, kind: z.literal('yes-no') });

const declarationSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('declaration'),
	/** What is declared, word for word; the label is its short name. */
	text: bilingualSchema,
});

const fileSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('file'),
	/** Media types, told by the content and not by the name. */
	types: z.array(z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/)).min(1),
	maxBytes: count.min(1),
});

const languageSchema = z.strictObject({
	...fieldBase,
	kind: z.literal('language'),
	/** BCP 47 tags. */
	languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).min(1),
});

/** One question of a form. */
export const fieldSchema = z.discriminatedUnion('kind', [
	shortTextSchema,
	longTextSchema,
	keywordsSchema,
	choiceSchema,
	trackSchema,
	personListSchema,
	placeSchema,
	yesNoSchema,
	declarationSchema,
	fileSchema,
	languageSchema,
]);

export type Field = z.infer<typeof fieldSchema>;
export type FieldKind = Field['kind'];
export type FieldOf<K extends FieldKind> = Extract<Field, { kind: K }>;

export const fieldKinds = [
	'short-text',
	'long-text',
	'keywords',
	'choice',
	'track',
	'person-list',
	'place',
	'yes-no',
	'declaration',
	'file',
	'language',
] as const satisfies readonly FieldKind[];

/** Which kinds of field can carry a role. */
export const kindsOfRole: Record<FieldRole, readonly FieldKind[]> = {
	title: ['short-text'],
	abstract: ['long-text'],
	keywords: ['keywords'],
	track: ['track'],
	contributors: ['person-list'],
	place: ['place'],
	mode: ['choice'],
	format: ['choice'],
	student: ['yes-no'],
	language: ['language'],
	attachment: ['file'],
};

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
	.superRefine((form, context) => {
		const issue = (path: (string | number)[], message: string): void => {
			context.addIssue({ code: 'custom', path, message });
		};
		for (const i of repeated(form.sections)) issue(['sections', i, 'id'], 'a section with this id stands above');
		for (const i of repeated(form.fields)) issue(['fields', i, 'id'], 'a field with this id stands above');
		const sections = new Set(form.sections.map((section) => section.id));
		const roles = new Set<FieldRole>();
		form.fields.forEach((field, i) => {
			const at = (...path: (string | number)[]) => ['fields', i, ...path];
			if (field.section !== undefined && !sections.has(field.section)) issue(at('section'), 'no section has this id');
			if (field.role !== undefined) {
				if (roles.has(field.role)) issue(at('role'), 'another field has this role');
				if (!kindsOfRole[field.role].includes(field.kind))
					issue(at('role'), `a ${field.kind} field cannot have this role`);
				roles.add(field.role);
			}
			if (field.kind === 'choice') {
				for (const o of repeated(field.options)) issue(at('options', o, 'id'), 'an option with this id stands above');
			}
			if (field.kind === 'track') {
				const { length } = field.options;
				for (const o of repeated([...field.options, ...field.outside])) {
					const place = o < length ? at('options', o, 'id') : at('outside', o - length, 'id');
					issue(place, 'a track or subject with this id stands above');
				}
			}
			if (field.kind === 'long-text' && (field.minWords ?? 0) > (field.maxWords ?? Infinity)) {
				issue(at('minWords'), 'more than maxWords');
			}
			if ((field.kind === 'keywords' || field.kind === 'person-list') && field.min > field.max) {
				issue(at('min'), 'more than max');
			}
		});
	});

export type Form = z.infer<typeof formSchema>;
/** A form as written in a bundle file: what has a default may be left out. */
export type FormInput = z.input<typeof formSchema>;

function repeated(things: readonly { id: string }[]): number[] {
	const seen = new Set<string>();
	const again: number[] = [];
	things.forEach(({ id }, i) => {
		if (seen.has(id)) again.push(i);
		seen.add(id);
	});
	return again;
}
