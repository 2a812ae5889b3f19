import { z } from 'zod';
import { bilingual, prose, publication, slug, zone } from './text.ts';

/** A room of a site; an online site has rooms too. */
export const roomSchema = z.strictObject({
	id: slug,
	name: bilingual,
	seats: z.int().positive().optional(),
	track: z.string().optional().meta({ description: 'The code of the track that meets here.' }),
});
export type BundleRoom = z.infer<typeof roomSchema>;

/** A place where the edition happens. Its zone may be missing only while the site is in preparation. */
export const siteSchema = z
	.strictObject({
		id: slug,
		name: bilingual,
		kind: z.enum(['on-site', 'online']),
		zone: zone.optional(),
		city: bilingual.optional(),
		description: prose.optional(),
		state: publication,
		rooms: z.array(roomSchema).default([]),
	})
	.refine((site) => site.state === 'in-preparation' || site.zone !== undefined, {
		path: ['zone'],
		params: { code: 'site-without-zone' },
	});
export type BundleSite = z.infer<typeof siteSchema>;
