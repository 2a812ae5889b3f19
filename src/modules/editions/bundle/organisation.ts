import { z } from 'zod';
import { bilingual, prose, slug, webAddress } from './text.ts';

/** A body that holds, supports or is named by an edition. */
export const organisationSchema = z.strictObject({
	id: slug,
	name: bilingual,
	short: z.string().min(1).max(30).optional().meta({ description: 'An abbreviation that both languages use.' }),
	description: prose.optional(),
	url: webAddress.optional(),
	logo: slug.optional().meta({ description: 'The id of a picture in assets.yaml, given with permission.' }),
	country: z
		.string()
		.regex(/^[A-Z]{2}$/)
		.optional()
		.meta({ description: 'ISO 3166-1 alpha-2.' }),
});
export type BundleOrganisation = z.infer<typeof organisationSchema>;

/** The series of symposia to which the edition belongs. */
export const seriesSchema = z.strictObject({
	id: slug,
	name: bilingual,
	short: z.string().min(1).max(30),
	slogan: bilingual.optional(),
	description: prose.optional(),
});
export type BundleSeries = z.infer<typeof seriesSchema>;
