import { z } from 'zod';
import { conditionSchema } from './condition-schema.ts';
import { bilingualSchema, fieldSchema, localTimeSchema, stableId } from './form.ts';

/**
 * What somebody else is asked for, by a link in a mail: co-authors confirm, a guardian consents, two referees write
 * confidentially, an outlet's focal point confirms its staff, a partner organisation joins. One rule for all of them.
 */
export const attestationRuleSchema = z.strictObject({
	id: stableId,
	/** What it is, as applicant and desk read it: `Letter of recommendation`. */
	label: bilingualSchema,
	/** What is asked of the other person, on his page and in his mail. */
	request: bilingualSchema,
	/**
	 * The field of the form that names the people: a person list (each entry with an e-mail address is asked). `@follows`:
	 * whoever holds the application that this one follows, such as the focal point of the outlet that invited.
	 */
	from: z.union([stableId, z.literal('@follows')]),
	/** Asked only of applications of which this is true. */
	when: conditionSchema.optional(),
	/** What the other person fills in beside confirming or declining. */
	fields: z.array(fieldSchema).default([]),
	/** `applicant`: he reads the answer too. `organisers`: confidential, he learns only that it came. */
	readBy: z.enum(['applicant', 'organisers']).default('applicant'),
	/** Whether reviewers and jurors read it. */
	toReviewers: z.boolean().default(false),
	/** So many days after asking; a reminder goes out two days before. */
	dueDays: z.number().int().min(1).max(365).default(14),
	/** No determination but a refusal is possible before so many have confirmed. */
	needed: z.number().int().min(0).max(50).default(0),
	/** Asked when it is handed in, or when the desk says so. */
	asked: z.enum(['on-submission', 'by-desk']).default('on-submission'),
	/** No answer is taken from this instant on (zone of the call). */
	until: localTimeSchema.optional(),
	/** When they have confirmed, they may also write on the application. */
	mayEdit: z.boolean().default(false),
	/**
	 * It is a guardian's: no minor's application is accepted without it. The yes-no questions of this rule by which he
	 * allows the name and the portrait to be public; without a question they are not.
	 */
	guardian: z.strictObject({ name: stableId.optional(), portrait: stableId.optional() }).optional(),
});
export type AttestationRule = z.infer<typeof attestationRuleSchema>;
