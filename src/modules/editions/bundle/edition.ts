import { z } from 'zod';
import { reservedSlugs } from '../slugs.ts';
import { bilingual, localDate, prose, publication, slug, zone } from './text.ts';

/** The version of the format; raised when a bundle of before can no longer be read. */
export const bundleFormat = 1;

/** Whom to ask about what. An address stands only where one is known; otherwise the contact form takes the role. */
export const contactSchema = z.strictObject({
	role: slug,
	name: bilingual,
	about: prose.optional(),
	email: z.email().optional(),
	state: publication.default('published'),
});
export type BundleContact = z.infer<typeof contactSchema>;

/**
 * The lines that a country asks a site to carry at its foot: numbers of its registration in China (ICP, public security),
 * which lead to the registers, and the operator or imprint in words.
 */
export const legalSchema = z.strictObject({
	icp: z.string().trim().min(1).max(60).optional(),
	security: z.string().trim().min(1).max(60).optional(),
	lines: z.array(prose).default([]),
});
export type BundleLegal = z.infer<typeof legalSchema>;

const editionSlug = slug.refine((text) => !reservedSlugs.has(text), { params: { code: 'reserved-slug' } });

/** The edition itself: when, in which zone, in which languages, in which form it is held. */
export const editionSchema = z.strictObject({
	format: z.literal(bundleFormat),
	slug: editionSlug,
	series: slug,
	year: z.int().min(1900).max(2200),
	name: bilingual,
	short: z.string().min(1).max(40),
	theme: bilingual.optional(),
	summary: prose.optional(),
	starts: localDate,
	ends: localDate,
	zone,
	languages: z.array(z.enum(['en', 'zh'])).min(1),
	mode: z.enum(['on-site', 'online', 'hybrid']),
	state: publication,
	values: z.array(prose).default([]),
	contacts: z.array(contactSchema).default([]),
	legal: legalSchema.optional(),
});
export type BundleEdition = z.infer<typeof editionSchema>;

/** An earlier edition of which we hold nothing but the year. */
export const pastEditionSchema = z.strictObject({
	slug: editionSlug,
	year: z.int().min(1900).max(2200),
	name: bilingual,
	short: z.string().min(1).max(40),
	state: publication,
});
export type BundlePastEdition = z.infer<typeof pastEditionSchema>;
