import { z } from 'zod';
import { bilingualSchema, localTimeSchema, stableId } from './form.ts';

/** What an outcome does to an application, whatever the call names it. */
export const effects = ['accept', 'conditional', 'waitlist', 'reject'] as const;
export type Effect = (typeof effects)[number];

/** One way in which a stage can end for an application: the words are the call's own, the effect is one of few. */
export const outcomeSchema = z.strictObject({
	id: stableId,
	label: bilingualSchema,
	effect: z.enum(effects),
	/** How it will be shown, where the call knows more than one form: an option of the field with the role 'format'. */
	format: stableId.optional(),
	/** What the decision must name beside the outcome. */
	needs: z.array(z.enum(['track', 'conditions', 'reason'])).default([]),
	/** Template of the letter that announces it. */
	letter: stableId.optional(),
	/** The applicant is asked to confirm or decline once it is announced. */
	confirm: z.boolean().default(false),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** Why it was decided so: a short list that can be counted; the public text may go into the letter. */
export const reasonSchema = z.strictObject({
	id: stableId,
	label: bilingualSchema,
	publicText: bilingualSchema.optional(),
});
export type Reason = z.infer<typeof reasonSchema>;

/** One stage between the application and its outcome. Today a call has one, of the kind 'determination'; the list of kinds grows. */
export const stageSchema = z
	.strictObject({
		id: stableId,
		kind: z.enum(['determination']),
		label: bilingualSchema,
		outcomes: z.array(outcomeSchema).min(1),
		reasons: z.array(reasonSchema).default([]),
		/** When the decisions are to be announced, in the zone of the call; a bare date means that whole day. */
		announceBy: localTimeSchema.optional(),
		/** Until when an applicant may confirm or decline; exclusive, a bare date means that whole day. */
		confirmBy: localTimeSchema.optional(),
	})
	.superRefine((stage, context) => {
		for (const list of ['outcomes', 'reasons'] as const) {
			const seen = new Set<string>();
			stage[list].forEach(({ id }, i) => {
				if (seen.has(id))
					context.addIssue({
						code: 'custom',
						path: [list, i, 'id'],
						message: 'this id stands above',
					});
				seen.add(id);
			});
		}
		stage.outcomes.forEach((outcome, i) => {
			if (outcome.confirm && stage.confirmBy === undefined) {
				context.addIssue({
					code: 'custom',
					path: ['outcomes', i, 'confirm'],
					message: 'the stage does not say until when (confirmBy)',
				});
			}
			if (outcome.needs.includes('reason') && stage.reasons.length === 0) {
				context.addIssue({
					code: 'custom',
					path: ['outcomes', i, 'needs'],
					message: 'the stage lists no reasons',
				});
			}
		});
	});
export type Stage = z.infer<typeof stageSchema>;
export type StageInput = z.input<typeof stageSchema>;

/** The outcome with this id, or undefined. */
export function outcomeById(stage: Stage, id: string): Outcome | undefined {
	return stage.outcomes.find((outcome) => outcome.id === id);
}
