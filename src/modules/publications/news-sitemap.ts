import { languageTag, type Locale, localePath } from '#core/i18n/index.ts';
import { escapeXml as x } from '#core/text/xml.ts';

/** An article may stand in a news sitemap for so long after its publication, in milliseconds: two days. */
export const newsSitemapAge = 2 * 24 * 3_600_000;
/** So many addresses a news sitemap may have. */
export const mostInNewsSitemap = 1000;

/** One article in one language. */
export interface SitemapNews {
	/** Without language. */
	path: string;
	locale: Locale;
	title: string;
	/** With the offset of its zone. */
	published: string;
	publisher: string;
}

/** Google's list of languages says Simplified Chinese so. */
const newsLanguage = { en: languageTag.en, zh: 'zh-cn' } as const;

/**
 * A sitemap of what was published within two days, for news services. Without any it is an empty one, which they accept.
 * Pure.
 */
export function newsSitemap(origin: string, articles: readonly SitemapNews[]): string {
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">',
		...articles
			.slice(0, mostInNewsSitemap)
			.map(
				({ path, locale, title, published, publisher }) =>
					`<url><loc>${x(origin + localePath(locale, path))}</loc><news:news><news:publication>` +
					`<news:name>${x(publisher)}</news:name><news:language>${newsLanguage[locale]}</news:language></news:publication>` +
					`<news:publication_date>${published}</news:publication_date><news:title>${x(title)}</news:title></news:news></url>`,
			),
		'</urlset>',
		'',
	].join('\n');
}
