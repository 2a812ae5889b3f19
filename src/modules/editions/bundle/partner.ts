import { z } from 'zod';
import { slug } from './text.ts';

/** In which quality an organisation stands beside the edition. Pages show the kinds in this order. */
export const partnerKinds = [
	'host',
	'organiser',
	'co-organiser',
	'supporter',
	'sponsor',
	'exhibitor',
	'media',
] as const;
export type PartnerKind = (typeof partnerKinds)[number];

/** One partner. The order of the list is the order of protocol within a kind. */
export const partnerSchema = z.strictObject({
	organisation: slug,
	kind: z.enum(partnerKinds),
});
export type BundlePartner = z.infer<typeof partnerSchema>;
