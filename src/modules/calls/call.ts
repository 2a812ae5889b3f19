import { z } from 'zod';
import { bilingualSchema, formSchema } from './form.ts';
import { stageSchema } from './stage.ts';
import { windowSchema } from './window.ts';

/** Last part of a call's address. */
export const callSlugSchema = z
	.string()
	.max(60)
	.regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and hyphens, beginning with a letter');

/** A whole call as a bundle file holds it: what is asked, when, and by which stages an answer is found. */
export const callSchema = z.strictObject({
	slug: callSlugSchema,
	title: bilingualSchema,
	/** One or two sentences for lists and the call's page. */
	summary: bilingualSchema,
	/** What the call names the thing handed in, e.g. abstract / 摘要; without it, 'application' is said. */
	noun: bilingualSchema.optional(),
	window: windowSchema,
	form: formSchema,
	stages: z
		.array(stageSchema)
		.min(1)
		.superRefine((stages, context) => {
			const seen = new Set<string>();
			stages.forEach(({ id }, i) => {
				if (seen.has(id))
					context.addIssue({
						code: 'custom',
						path: [i, 'id'],
						message: 'a stage with this id stands above',
					});
				seen.add(id);
			});
		}),
	/** Where questions go. */
	contact: z.email().optional(),
	/** Prefix of the reference numbers of its applications: `A` gives A-001. */
	numberPrefix: z
		.string()
		.regex(/^[A-Z]{1,4}$/)
		.default('A'),
});

export type Call = z.infer<typeof callSchema>;
export type CallInput = z.input<typeof callSchema>;
