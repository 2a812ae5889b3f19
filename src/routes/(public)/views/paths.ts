import { builtInPages } from '#modules/editions/built-in-pages.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { publicCalls } from '#modules/editions/public-calls.ts';

/**
 * Every public page of an edition, each once, at its one address (without language). Pure.
 * @param selected slugs of the calls that have a public list of who was selected
 */
export function publicPaths(bundle: Bundle, selected: ReadonlySet<string> = new Set()): string[] {
	const base = `/${bundle.edition.slug}`;
	const pages = [
		...builtInPages.map(({ id }) => id),
		...publicCalls(bundle).flatMap(({ slug }) => [
			`calls/${slug}`,
			...(selected.has(slug) ? [`calls/${slug}/selected`] : []),
		]),
		...[...bundle.tracks.tracks, ...bundle.tracks.outside].map(({ code }) => `tracks/${code}`),
		...bundle.pages.map(({ id }) => id).filter((id) => id !== 'home'),
	];
	return [base, ...[...new Set(pages)].map((page) => `${base}/${page}`)];
}

/** Public pages that belong to no edition and that a search may lead to. */
export const sitePaths = [
	'/calls',
	'/editions',
	'/statements',
	'/newsletter/issues',
	'/verify',
	'/ledger',
	'/docs',
] as const;
