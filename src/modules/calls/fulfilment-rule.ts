import { z } from 'zod';
import { bilingualSchema, localTimeSchema, stableId } from './form.ts';

/** What can follow from an outcome. The kinds of the second line exist only when their area of the platform does. */
export const fulfilmentKinds = [
	/** A typeset certificate with a number that anyone can verify. */
	'certificate',
	/** Money: amount, reference and date of the payment. */
	'payment',
	/** Something promised: owner, due date, proof. */
	'benefit',
	/** A picture of the application on the public site between two dates. */
	'placement',
	/** The application's public answers on the call's public list: winners, exhibitors, contributions. */
	'listing',
	/** The applicant becomes something: reviewer, volunteer. */
	'relation',
	/** A letter or document of the desk's, kept with the application. */
	'document',
	'slot',
	'paper',
	'badge',
	'stand',
] as const;
export type FulfilmentKind = (typeof fulfilmentKinds)[number];

/** Kinds whose artefact a later area makes: they stand as open, and can't be called done. */
export const fulfilmentsToCome: ReadonlySet<FulfilmentKind> = new Set(['slot', 'paper', 'badge', 'stand']);

/** One thing that has to be done for an application because of its outcome. */
export const fulfilmentRuleSchema = z.strictObject({
	id: stableId,
	kind: z.enum(fulfilmentKinds),
	label: bilingualSchema,
	/** What exactly is promised. */
	details: bilingualSchema.optional(),
	/** So many days after it began, or a day in the zone of the call. */
	dueDays: z.number().int().min(0).max(1000).optional(),
	due: localTimeSchema.optional(),
	/** `placement`: the field with the picture, and between which days it is shown. */
	field: stableId.optional(),
	from: localTimeSchema.optional(),
	until: localTimeSchema.optional(),
	/** `placement`: among which partners it stands; sponsors without. */
	among: z.enum(['sponsor', 'exhibitor', 'media', 'supporter']).optional(),
	/** `payment`: currency, ISO 4217. */
	currency: z
		.string()
		.regex(/^[A-Z]{3}$/)
		.optional(),
	/** `relation`: what the applicant becomes, to the edition or the call. */
	relation: z.enum(['reviewer', 'juror', 'volunteer']).optional(),
	/** `certificate`: what it says, between the name and the date; `{title}`, `{outcome}`, `{edition}`, `{call}` stand for their values. */
	text: bilingualSchema.optional(),
});
export type FulfilmentRule = z.infer<typeof fulfilmentRuleSchema>;
