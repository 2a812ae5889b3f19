import { z } from 'zod';
import { bilingual, localDate, prose, publication, slug, webAddress } from './text.ts';

/** What an edition can leave behind. Pages show the kinds in this order. */
export const outcomeKinds = ['statement', 'consensus', 'body', 'report', 'other'] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/**
 * Something that came of an edition: a statement released together, a consensus, a body founded, a report. Shown once the
 * edition is closed, never before; in preparation its title only.
 */
export const outcomeSchema = z.strictObject({
	id: slug,
	kind: z.enum(outcomeKinds),
	title: bilingual,
	on: localDate.optional().meta({ description: 'The day on which it was released or founded, where it is known.' }),
	summary: prose.optional(),
	text: prose.optional().meta({ description: 'The whole text, Markdown.' }),
	url: webAddress.optional().meta({ description: 'Where it stands today, when it has a place of its own.' }),
	statement: slug.optional().meta({
		description: 'The statement of the platform that it is, by its address: once released, it is read there.',
	}),
	state: publication.default('published'),
});
export type BundleOutcome = z.infer<typeof outcomeSchema>;

/** A figure about the edition that no record of the platform holds: how many watched, how many countries. */
export const figureSchema = z.strictObject({
	id: slug,
	value: bilingual.meta({ description: 'As it is read in each language: “more than 1,000,000”.' }),
	label: bilingual,
	note: prose.optional().meta({ description: 'Who counted, and what.' }),
});
export type BundleFigure = z.infer<typeof figureSchema>;

/** A picture of the edition: one of its assets, with a caption. */
export const pictureSchema = z.strictObject({
	asset: slug.meta({ description: 'The id of an asset of the edition.' }),
	caption: prose.optional(),
});
export type BundlePicture = z.infer<typeof pictureSchema>;

/** What came of the edition: documents, figures, pictures, each list in the order in which it is shown. */
export const outcomesSchema = z.strictObject({
	documents: z.array(outcomeSchema).default([]),
	figures: z.array(figureSchema).default([]),
	pictures: z.array(pictureSchema).default([]),
});
export type BundleOutcomes = z.infer<typeof outcomesSchema>;
