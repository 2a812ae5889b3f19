import { locales, localePath } from '#core/i18n/index.ts';

/** Paths that belong to somebody, lead nowhere without a form or without end, or name a person to whom a letter went. */
const closed = [
	'/desk',
	'/me',
	'/sign-in',
	'/sign-out',
	'/files/',
	'/mailbox',
	'/verify/',
	'/design',
	'/setup',
	'/search',
];
/** The same below every edition. */
const closedInEditions = ['/*/calls/*/apply'];

/**
 * What robots may read: the public pages of a real installation in both languages, nothing of a rehearsal, which would
 * stand in search results as if it were an announcement. Pure.
 */
export function robotsText(origin: string, rehearsal: boolean): string {
	if (rehearsal) return 'User-agent: *\nDisallow: /\n';
	const lines = locales.flatMap((locale) =>
		[...closed, ...closedInEditions].map((path) => `Disallow: ${localePath(locale, path)}`),
	);
	const maps = ['/sitemap.xml', '/news-sitemap.xml'].map((path) => `Sitemap: ${origin}${path}`);
	return ['User-agent: *', ...lines, '', ...maps, ''].join('\n');
}
