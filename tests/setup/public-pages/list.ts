import { localePath, splitLocale } from '../../../src/core/i18n/index.ts';

/** Pages of the installation that no sitemap names, and that visitors reach all the same. */
const unlisted = ['/', '/search', '/search?q=space'];
/** The sheet of the design system: for developers, heavier than a page, but as sound as any. */
export const designSheet = '/design';
/** Where pages begin that are found by their links: about the program, and articles, which no sitemap names while they are samples. */
const starts = ['/docs', '/news'];

async function textOf(address: string): Promise<string> {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`${address} answered ${response.status}`);
	return response.text();
}

/** The addresses in a sitemap, or of the sitemaps in an index. Pure. */
export function locations(xml: string): string[] {
	return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => (address ?? '').replaceAll('&amp;', '&'));
}

/** The kind of a page: those of one kind differ in their words only. Pure. */
export function kindOf(path: string): string {
	return path
		.replace(/\/(tracks|outcomes)\/[^/]+$/, '/$1/…')
		.replace(/^\/docs\/[^/]+\/[^/]+$/, '/docs/…')
		.replace(/^\/news\/(topics|editions|archive)\/[^/]+$/, '/news/$1/…')
		.replace(/^\/news\/(?!archive$)[^/]+$/, '/news/…');
}

/**
 * Every public page by its path without language, each once: from the sitemaps that search engines are given, and what
 * those leave out.
 * @throws Error when a sitemap does not answer, or names a page in one language only
 */
export async function publicPages(origin: string): Promise<string[]> {
	const maps = locations(await textOf(`${origin}/sitemap.xml`));
	const listed = (await Promise.all(maps.map(textOf))).flatMap(locations).map((address) => new URL(address).pathname);
	const paths = new Set(listed.map((path) => splitLocale(path).path));
	for (const path of paths) {
		for (const twin of [localePath('en', path), localePath('zh', path)]) {
			if (!listed.includes(twin)) throw new Error(`the sitemaps leave ${twin} out`);
		}
	}
	for (const path of unlisted) paths.add(path);
	for (const start of starts) {
		paths.add(start);
		const links = (await textOf(origin + start)).matchAll(/href="(\/(?:docs|news)\/[^"#?]+)"/g);
		for (const [, path] of links) if (path && !/\.[a-z]{2,4}$/.test(path)) paths.add(path);
	}
	return [...paths];
}
