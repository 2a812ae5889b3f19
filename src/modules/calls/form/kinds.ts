import { z } from 'zod';
import { bilingualSchema, count, fieldBase, languageTag, optionSchema } from './parts.ts';
import { choice, country, date, group, link, longText, number, shortText, yesNo } from './simple-kinds.ts';

/** The answer is given in several languages, each for itself: `Record<tag, text>`. The limits hold for each. */
const inLanguages = z
	.strictObject({
		languages: z.array(languageTag).min(1).max(10),
		/** Whether one of them suffices. */
		needs: z.enum(['one', 'all']).default('one'),
	})
	.optional();

const keywords = {
	kind: z.literal('keywords'),
	min: count.default(0),
	max: count.min(1).default(8),
	maxCharacters: count.min(1).default(60),
};

const track = {
	kind: z.literal('track'),
	/** The tracks of the edition; filled in when the call is saved, so that an old version keeps the names that were read. */
	options: z.array(optionSchema).default([]),
	/** Accepted subjects that belong to no track. */
	outside: z.array(optionSchema).default([]),
};

/** Parts of a person that a form may ask for; the family name (or the only name) is always asked for. */
export const personParts = ['given', 'family', 'affiliation', 'country', 'email', 'orcid'] as const;
export type PersonPart = (typeof personParts)[number];

const personList = {
	kind: z.literal('person-list'),
	min: count.default(1),
	max: count.min(1).max(500).default(50),
	/** Parts that each person needs before the form can be submitted; `consent`: the box of `consents`. */
	needs: z.array(z.enum([...personParts, 'consent'])).default(['family', 'affiliation']),
	/** How many of them present: none is asked, exactly one, or one at least. */
	presenter: z.enum(['none', 'one', 'some']).default('one'),
	/** What a person can be in this list (author, speaker, supervisor): each is one of them. */
	roles: z.array(optionSchema).min(1).max(30).optional(),
	/** A box at each person: that he or she knows of this and agrees, in these words. */
	consents: bilingualSchema.optional(),
};

const declaration = {
	kind: z.literal('declaration'),
	/** What is declared, word for word; the label is its short name. */
	text: bilingualSchema,
};

/** Sizes of paper that a PDF can be asked to have, upright or lying. */
export const papers = ['a4', 'letter', 'a4-or-letter'] as const;
export type PaperRule = (typeof papers)[number];

const file = {
	kind: z.literal('file'),
	/** Media types, told by the content and not by the name. */
	types: z.array(z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/)).min(1),
	maxBytes: count.min(1),
	/** Pages of a PDF. */
	minPages: count.min(1).optional(),
	maxPages: count.min(1).optional(),
	/** Size of every page of a PDF, upright or lying. */
	paper: z.enum(papers).optional(),
	/** Of a picture, in pixels. */
	minWidth: count.min(1).max(100_000).optional(),
};

const language = { kind: z.literal('language'), languages: z.array(languageTag).min(1) };

/** One question of a form. */
export const fieldSchema = z.discriminatedUnion('kind', [
	z.strictObject({ ...fieldBase, ...shortText, inLanguages }),
	z.strictObject({ ...fieldBase, ...longText, inLanguages }),
	z.strictObject({ ...fieldBase, ...number }),
	z.strictObject({ ...fieldBase, ...date }),
	z.strictObject({ ...fieldBase, ...keywords }),
	z.strictObject({ ...fieldBase, ...choice }),
	z.strictObject({ ...fieldBase, ...track }),
	z.strictObject({ ...fieldBase, ...personList }),
	z.strictObject({ ...fieldBase, ...group }),
	z.strictObject({ ...fieldBase, kind: z.literal('place') }),
	z.strictObject({ ...fieldBase, ...country }),
	z.strictObject({ ...fieldBase, ...yesNo }),
	z.strictObject({ ...fieldBase, ...declaration }),
	z.strictObject({ ...fieldBase, ...file }),
	z.strictObject({ ...fieldBase, ...link }),
	z.strictObject({ ...fieldBase, kind: z.literal('email') }),
	z.strictObject({ ...fieldBase, ...language }),
]);

export type Field = z.infer<typeof fieldSchema>;
export type FieldKind = Field['kind'];
export type FieldOf<K extends FieldKind> = Extract<Field, { kind: K }>;

export const fieldKinds = [
	'short-text',
	'long-text',
	'number',
	'date',
	'keywords',
	'choice',
	'track',
	'person-list',
	'group',
	'place',
	'country',
	'yes-no',
	'declaration',
	'file',
	'link',
	'email',
	'language',
] as const satisfies readonly FieldKind[];
