import { z } from 'zod';
import { prose, slug } from './text.ts';

/** A name in one script. `order` says how the person's own culture writes it; letters may still write GIVEN FAMILY. */
export const scriptNameSchema = z.strictObject({
	given: z.string().min(1),
	family: z.string().min(1),
	order: z.enum(['given-first', 'family-first']).default('given-first'),
});
export type ScriptName = z.infer<typeof scriptNameSchema>;

/** A title at an organisation, in the words of one language. Either part may stand alone. */
export const positionSchema = z
	.strictObject({
		title: z.string().min(1).optional(),
		unit: z
			.string()
			.min(1)
			.optional()
			.meta({ description: 'Part of the organisation, e.g. a school or a commission.' }),
		organisation: slug.optional(),
	})
	.refine((position) => position.title !== undefined || position.organisation !== undefined, {
		params: { code: 'empty-position' },
	});
export type Position = z.infer<typeof positionSchema>;

/** A person as the edition names them: Latin name always, Han name only where a source gives it. */
export const personSchema = z.strictObject({
	id: slug,
	names: z.strictObject({ latin: scriptNameSchema, han: scriptNameSchema.optional() }),
	honours: z.array(z.string().min(1)).default([]).meta({ description: 'Letters after the name, in order.' }),
	positions: z
		.strictObject({ en: z.array(positionSchema).default([]), zh: z.array(positionSchema).default([]) })
		.meta({ description: 'Titles and affiliations in order of protocol; the order may differ by language.' }),
	orcid: z
		.string()
		.regex(/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/)
		.optional(),
	portrait: slug.optional().meta({ description: 'The id of a picture in assets.yaml, given with permission.' }),
	reading: prose.optional().meta({ description: 'What in the source is doubtful about this person, for the desk.' }),
	sample: z.boolean().default(false).meta({ description: 'An invented person; marked as such wherever shown.' }),
});
export type BundlePerson = z.infer<typeof personSchema>;
