import { z } from 'zod';
import { locales, type Locale } from '#core/i18n/index.ts';
import { assetSchema } from '#modules/editions/bundle/asset.ts';
import { bilingual, prose, slug, webAddress } from '#modules/editions/bundle/text.ts';

/** Where an article stands. What was published stays readable in its versions, whatever becomes of the article. */
export const articleStates = ['draft', 'in-review', 'scheduled', 'published', 'retracted'] as const;
export type ArticleState = (typeof articleStates)[number];

/** Someone of the directory: `meng-yan`, `ipspace-2021/meng-yan`, or the id of his record. */
export const personKey = z
	.string()
	.max(125)
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/);

/** Who wrote it, as the byline says: `Meng Yan, Joint Secretary General …`. */
export const bylineSchema = z.strictObject({
	/** Someone of the directory, by key (see `server/directory.ts`); his name is then written as the directory has it now. */
	person: personKey.optional(),
	name: prose,
	role: prose.optional(),
	/** From where he reports. */
	place: prose.optional(),
});
export type Byline = z.infer<typeof bylineSchema>;

/** One language of an article. Languages may lag: what is not `ready` is not published with the others. */
export const articleTextSchema = z.strictObject({
	title: z.string().trim().min(1).max(160),
	/** One or two sentences below the title, the teaser of lists, feeds and the newsletter. */
	standfirst: z.string().trim().min(1).max(500),
	/**
	 * Markdown with sections (`##`). Pictures are `![](asset:id)` of this article; a quotation is a block quote whose last
	 * line is `— Name` or `— [Name](person:key)`.
	 */
	body: z.string().trim().min(1).max(100_000),
	ready: z.boolean().default(true),
	/** How this language came about; an original has none. */
	translation: z
		.strictObject({
			by: prose.optional(),
			machine: z.boolean().default(false),
			reviewedBy: z.string().max(200).optional(),
		})
		.optional(),
});
export type ArticleText = z.infer<typeof articleTextSchema>;

/** Something to read on with: an article of ours, or an address elsewhere. */
export const relatedSchema = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('article'), slug }),
	z.strictObject({ kind: z.literal('link'), url: webAddress, label: bilingual }),
]);
export type Related = z.infer<typeof relatedSchema>;

/** All that an article says: what a version holds, and what a draft works at. */
export const articleContentSchema = z.strictObject({
	texts: z
		.partialRecord(z.enum(locales), articleTextSchema)
		.refine((texts) => Object.keys(texts).length > 0, { params: { code: 'no-language' } }),
	byline: z.array(bylineSchema).max(12).default([]),
	/** Where and by whom the report was filed: `Sydney, Australia (SPX)`; the date is that of publication. */
	dateline: prose.optional(),
	topics: z.array(slug).max(12).default([]),
	/** The picture above the text, one of `pictures`. */
	lead: slug.optional(),
	/** Pictures and documents of the article, as assets of an edition are; none without an alternative text. */
	pictures: z.array(assetSchema).max(60).default([]),
	/** Where the facts or the text come from. */
	sources: z
		.array(z.strictObject({ label: bilingual, url: webAddress.optional() }))
		.max(20)
		.default([]),
	/** Whose rights, on which terms: the credit line of an agency. */
	rights: prose.optional(),
	related: z.array(relatedSchema).max(30).default([]),
	/** Interests that a reader should know of: sponsored, written by a partner. */
	interest: prose.optional(),
	/** Made for demonstration; marked wherever shown and left out of sitemaps, feeds of others and structured data. */
	sample: z.boolean().default(false),
});
export type ArticleContent = z.infer<typeof articleContentSchema>;

/** The languages in which a content may be published, the language of most readers first. Pure. */
export function readyLocales({ texts }: Pick<ArticleContent, 'texts'>): Locale[] {
	return locales.filter((locale) => texts[locale]?.ready);
}
