import { z } from 'zod';
import { bilingual, prose, slug } from './text.ts';

/** The text of one letter; an outcome of a call names it by its id. Markdown, paragraphs separated by an empty line. */
export const letterTextSchema = z.strictObject({
	id: slug,
	subject: bilingual,
	body: bilingual,
});
export type BundleLetterText = z.infer<typeof letterTextSchema>;

/** Who signs. Without an image given with permission, the office signs by its name. */
export const signatorySchema = z.strictObject({
	name: bilingual.meta({ description: 'The office that signs.' }),
	person: slug.optional(),
	signature: slug
		.optional()
		.meta({ description: 'The id of a picture in assets.yaml, given with permission. Never public.' }),
});
export type BundleSignatory = z.infer<typeof signatorySchema>;

/** Letterhead, signatories and texts. */
export const lettersSchema = z.strictObject({
	letterhead: z.strictObject({
		issuer: bilingual,
		organisations: z.array(slug).meta({ description: 'Named at the head, in order of protocol.' }),
		note: prose.optional(),
	}),
	signatories: z.array(signatorySchema).min(1),
	logo: slug.optional().meta({ description: 'The id of a picture in assets.yaml, at the head of the letter.' }),
	seal: slug
		.optional()
		.meta({ description: 'The id of a picture in assets.yaml, given with permission. Never public.' }),
	texts: z.array(letterTextSchema),
});
export type BundleLetters = z.infer<typeof lettersSchema>;
