import { machineTime } from '#core/clock/format.ts';
import { type Locale, locales, localePath } from '#core/i18n/index.ts';
import { escapeXml as x } from '#core/text/xml.ts';

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const head = '<?xml version="1.0" encoding="utf-8"?>';

/** One page, in both languages unless it says otherwise. */
export interface SitemapPage {
	/** Without language. */
	path: string;
	/** When it was last published, where that is known. */
	changed?: number | undefined;
	/** The languages in which it stands, where that is not both. */
	locales?: readonly Locale[] | undefined;
}

/** A sitemap of pages in their languages; each names its twin, where there is one. Pure. */
export function sitemap(origin: string, pages: readonly SitemapPage[]): string {
	const url = (locale: Locale, path: string) => x(origin + localePath(locale, path));
	const entries = pages.flatMap(({ path, changed, locales: own = locales }) => {
		const alternates = [
			...own.map((locale) => alternate(locale, url(locale, path))),
			...own.slice(0, 1).map((locale) => alternate('x-default', url(locale, path))),
		].join('');
		const lastmod = changed === undefined ? '' : `<lastmod>${machineTime(Math.floor(changed / 1000) * 1000)}</lastmod>`;
		return own.map((locale) => `<url><loc>${url(locale, path)}</loc>${lastmod}${alternates}</url>`);
	});
	return [
		head,
		`<urlset xmlns="${namespace}" xmlns:xhtml="http://www.w3.org/1999/xhtml">`,
		...entries,
		'</urlset>',
		'',
	].join('\n');
}

function alternate(language: string, href: string): string {
	return `<xhtml:link rel="alternate" hreflang="${language}" href="${href}"/>`;
}

/** The list of an installation's sitemaps: one for each edition, one for the pages across editions. Pure. */
export function sitemapIndex(origin: string, paths: readonly string[]): string {
	const entries = paths.map((path) => `<sitemap><loc>${x(origin + path)}</loc></sitemap>`);
	return [head, `<sitemapindex xmlns="${namespace}">`, ...entries, '</sitemapindex>', ''].join('\n');
}
