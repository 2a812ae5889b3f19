import { z } from 'zod';
import { largestNumber } from './largest-number.ts';
import { bilingualSchema, count, optionSchema, questionBase, stableId } from './parts.ts';

/* The kinds that can stand in a form and in the rows of a group: what each has beyond the base. */

export const shortText = {
	kind: z.literal('short-text'),
	/** In characters as a reader counts them. */
	maxCharacters: count.min(1).max(2000).default(300),
	/** Accept and show $mathematics$ in it. */
	maths: z.boolean().default(false),
};

export const longText = {
	kind: z.literal('long-text'),
	/** Words as core/text counts them: runs of letters and digits, Han and kana one each. */
	minWords: count.optional(),
	maxWords: count.min(1).optional(),
	maxCharacters: count.min(1).max(200_000).default(20_000),
	/** Accept Markdown with $mathematics$. */
	markdown: z.boolean().default(false),
};

const bound = z.number().min(-largestNumber).max(largestNumber);
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const number = {
	kind: z.literal('number'),
	min: bound.optional(),
	max: bound.optional(),
	/** How many places may follow the point. */
	decimals: count.max(6).default(0),
	/** Said behind it: `km`, `people`. */
	unit: bilingualSchema.optional(),
	/** It is an amount of money: ISO 4217, such as EUR. */
	currency: z
		.string()
		.regex(/^[A-Z]{3}$/, 'three capital letters such as EUR')
		.refine((code) => currencies.has(code), 'no currency of ISO 4217')
		.optional(),
};

const plainDate = z.iso.date('a date such as 2021-10-15');

/** A day of the calendar, without time or zone. */
export const date = { kind: z.literal('date'), min: plainDate.optional(), max: plainDate.optional() };

export const country = { kind: z.literal('country') };

export const choice = {
	kind: z.literal('choice'),
	options: z.array(optionSchema).min(1),
	/** Several may be chosen; the answer is then a list. */
	multiple: z.boolean().optional(),
	/** How many, where several may be chosen. */
	min: count.optional(),
	max: count.min(1).optional(),
};

export const yesNo = { kind: z.literal('yes-no') };

/** An address on the web, http or https. */
export const link = { kind: z.literal('link') };

/** One question of a row. */
export const rowFieldSchema = z.discriminatedUnion('kind', [
	z.strictObject({ ...questionBase, ...shortText }),
	z.strictObject({ ...questionBase, ...longText }),
	z.strictObject({ ...questionBase, ...number }),
	z.strictObject({ ...questionBase, ...date }),
	z.strictObject({ ...questionBase, ...country }),
	z.strictObject({ ...questionBase, ...choice }),
	z.strictObject({ ...questionBase, ...yesNo }),
	z.strictObject({ ...questionBase, ...link }),
]);
export type RowField = z.infer<typeof rowFieldSchema>;
export type RowFieldKind = RowField['kind'];

/** Rows of the same questions: a budget, stays, products. */
export const group = {
	kind: z.literal('group'),
	fields: z.array(rowFieldSchema).min(1).max(20),
	min: count.default(0),
	max: count.min(1).max(200).default(20),
	/** Totals of number fields of the rows, shown under them and checked. */
	sums: z
		.array(
			z.strictObject({
				field: stableId,
				label: bilingualSchema,
				/** The total may not be larger. */
				max: bound.optional(),
			}),
		)
		.default([]),
};
