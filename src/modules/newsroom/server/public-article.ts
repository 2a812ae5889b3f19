import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Instant } from '#core/clock/index.ts';
import { type Context, remembered } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import type { ArticleContent, ArticleText, Related } from '../article.ts';
import { publicContent } from '../public-content.ts';
import { mapPersonLinks, quotations } from '../quotations.ts';
import type { ArticleRow } from './article-row.ts';
import { type BylineView, bylineViews } from './byline.ts';
import { type DirectoryPerson, personKeysOf, personsByKey } from './directory.ts';
import { type ArticleEdition, placeNames, type PublisherView } from './public-articles.ts';
import { article, articleCorrection, articleVersion } from './tables.ts';
import { versionOf } from './versions.ts';

/** Something to read on with, as pages show it. */
export type RelatedView =
	| { kind: 'article'; slug: string; titles: Partial<Bilingual>; publishedAt: Instant }
	| Extract<Related, { kind: 'link' }>;

/** What somebody is quoted with. */
export interface QuotationView {
	/** Markdown. */
	text: string;
	/** As the directory has it, or as it is written. */
	name: string;
	/** Whether he is in the directory. */
	known: boolean;
	/** Line of the body on which it begins, from 1. */
	line: number;
}

/** A whole article as readers get it: the languages that are ready, the pictures that are shown. */
export interface PublicArticle {
	kind: 'article';
	id: string;
	slug: string;
	/** Number and digest of this version: analyses point at them. */
	version: number;
	digest: string;
	publishedAt: Instant;
	changedAt: Instant;
	zone: string;
	organisation: PublisherView;
	edition: ArticleEdition | null;
	locales: Locale[];
	/**
	 * In the bodies, who is quoted goes by the name that the directory has (no `person:` links are left): Markdown for
	 * `articleHtml`.
	 */
	texts: Partial<Record<Locale, ArticleText>>;
	content: Omit<ArticleContent, 'texts' | 'byline' | 'related'>;
	byline: BylineView[];
	quotations: Partial<Record<Locale, QuotationView[]>>;
	/** Those articles of ours that are published, and links. */
	related: RelatedView[];
	/** The oldest first. */
	corrections: { at: Instant; version: number; note: Partial<Bilingual> }[];
}

/** What is left of an article that was retracted. */
export interface RetractedArticle {
	kind: 'retracted';
	id: string;
	slug: string;
	titles: Partial<Bilingual>;
	publishedAt: Instant;
	retractedAt: Instant;
	zone: string;
	reason: Partial<Bilingual>;
	organisation: PublisherView;
	edition: ArticleEdition | null;
}

/**
 * What stands at `/news/{slug}` for everybody; undefined where nothing was ever published. At most ten queries; from memory
 * in a serving process.
 */
export async function publicArticle(ctx: Context, slug: string): Promise<PublicArticle | RetractedArticle | undefined> {
	return remembered(ctx, `article ${slug}`, async () => {
		const [row] = await ctx.db
			.select()
			.from(article)
			.where(and(eq(article.slug, slug), inArray(article.state, ['published', 'retracted'])));
		if (!row || row.publishedVersion === null) return undefined;
		const version = await versionOf(ctx, row.id, row.publishedVersion);
		if (!version) throw new Error(`article ${row.id} has no version ${row.publishedVersion}`);
		if (row.state === 'retracted') return retracted(ctx, row, version.content);
		return articleView(ctx, row, { ...version, content: publicContent(version.content) });
	});
}

async function retracted(ctx: Context, row: ArticleRow, content: ArticleContent): Promise<RetractedArticle> {
	return {
		kind: 'retracted',
		id: row.id,
		slug: row.slug,
		titles: titlesOf(publicContent(content)),
		publishedAt: row.publishedAt as Instant,
		retractedAt: row.changedAt as Instant,
		zone: row.zone,
		reason: row.retraction ?? {},
		...(await placeNames(ctx, [row]))(row),
	};
}

/**
 * An article as readers get it, from a content: the public one, or in a preview what the draft says.
 * @param shown what of the content is shown
 */
export async function articleView(
	ctx: Context,
	row: ArticleRow,
	{ number, digest, content: shown }: { number: number; digest: string; content: ArticleContent },
): Promise<PublicArticle> {
	const persons = await personsByKey(ctx, personKeysOf(shown), row.editionId);
	const places = await placeNames(ctx, [row]);
	const corrections = await ctx.db
		.select({ at: articleCorrection.at, version: articleCorrection.version, note: articleCorrection.note })
		.from(articleCorrection)
		.where(eq(articleCorrection.articleId, row.id))
		.orderBy(asc(articleCorrection.position));
	const { texts, byline, related, ...content } = shown;
	return {
		kind: 'article',
		id: row.id,
		slug: row.slug,
		version: number,
		digest,
		publishedAt: row.publishedAt ?? ctx.clock.edition.now(),
		changedAt: row.changedAt ?? ctx.clock.edition.now(),
		zone: row.zone,
		...places(row),
		locales: Object.keys(texts) as Locale[],
		texts: mapTexts(texts, (text, locale) => ({ ...text, body: withNames(text.body, persons, locale) })),
		content,
		byline: bylineViews(byline, persons),
		quotations: mapTexts(texts, ({ body }, locale) => quotationViews(body, persons, locale)),
		related: await relatedViews(ctx, related),
		corrections,
	};
}

function mapTexts<T>(
	texts: ArticleContent['texts'],
	map: (text: ArticleText, locale: Locale) => T,
): Partial<Record<Locale, T>> {
	const mapped: Partial<Record<Locale, T>> = {};
	for (const [locale, text] of Object.entries(texts) as [Locale, ArticleText][]) mapped[locale] = map(text, locale);
	return mapped;
}

type Persons = ReadonlyMap<string, DirectoryPerson>;

/** The name of somebody in one language; the one that was written where the directory has none in it. */
function nameIn(person: DirectoryPerson | undefined, written: string, locale: Locale): string {
	return person?.name[locale] ?? (written || person?.name.en) ?? written;
}

function withNames(body: string, persons: Persons, locale: Locale): string {
	return mapPersonLinks(body, (key, name) => nameIn(persons.get(key), name, locale).replace(/([\\`*_[\]<>])/g, '\\$1'));
}

function quotationViews(body: string, persons: Persons, locale: Locale): QuotationView[] {
	return quotations(body).map(({ text, name, person, line }) => {
		const known = person === undefined ? undefined : persons.get(person);
		return { text, name: nameIn(known, name, locale), known: known !== undefined, line };
	});
}

function titlesOf({ texts }: Pick<ArticleContent, 'texts'>): Partial<Bilingual> {
	return mapTexts(texts, ({ title }) => title);
}

/** What to read on with; what is not published (yet, or any more) is left out. One query. */
async function relatedViews(ctx: Context, related: readonly Related[]): Promise<RelatedView[]> {
	const slugs = related.flatMap((one) => (one.kind === 'article' ? [one.slug] : []));
	const rows =
		slugs.length === 0
			? []
			: await ctx.db
					.select({ slug: article.slug, publishedAt: article.publishedAt, content: articleVersion.content })
					.from(article)
					.innerJoin(
						articleVersion,
						and(eq(articleVersion.articleId, article.id), eq(articleVersion.number, article.publishedVersion)),
					)
					.where(and(eq(article.state, 'published'), inArray(article.slug, slugs)));
	return related.flatMap((one): RelatedView[] => {
		if (one.kind === 'link') return [one];
		const found = rows.find(({ slug }) => slug === one.slug);
		if (!found || found.publishedAt === null) return [];
		const { slug, publishedAt, content } = found;
		return [{ kind: 'article', slug, publishedAt, titles: titlesOf(publicContent(content)) }];
	});
}
