import { z } from 'zod';
import { bilingual, prose, slug } from './text.ts';

/** A track (`T3`) with the subjects it welcomes. A draft track takes applications but says that its scope may change. */
export const trackSchema = z.strictObject({
	code: z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/),
	name: bilingual,
	short: bilingual.optional().meta({ description: 'For narrow places: charts, badges, tables.' }),
	description: prose.optional(),
	subjects: z.array(prose).default([]),
	draft: z.boolean().default(false),
});
export type BundleTrack = z.infer<typeof trackSchema>;

/** A subject that is welcome although no track has it; an application may name it instead of a track. */
export const outsideSubjectSchema = z.strictObject({ code: slug, name: bilingual, description: prose.optional() });
export type BundleOutsideSubject = z.infer<typeof outsideSubjectSchema>;

export const tracksSchema = z.strictObject({
	tracks: z.array(trackSchema),
	outside: z.array(outsideSubjectSchema).default([]),
});
export type BundleTracks = z.infer<typeof tracksSchema>;
