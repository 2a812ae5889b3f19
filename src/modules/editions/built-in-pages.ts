import type { PageGroup } from './bundle/index.ts';

/**
 * Pages that are made of an edition's records. They stand in the menus and are there also while nobody has written a word
 * for them; what is written stands above the records.
 */
export const builtInPages = [
	{ id: 'calls', group: 'papers', menu: 'main' },
	{ id: 'tracks', group: 'papers', menu: 'main' },
	{ id: 'programme', group: 'symposium', menu: 'main' },
	{ id: 'dates', group: 'papers', menu: 'main' },
	{ id: 'committee', group: 'symposium', menu: 'main' },
	{ id: 'contact', group: 'site', menu: 'footer' },
] as const satisfies readonly { id: string; group: PageGroup; menu: 'main' | 'footer' }[];

/** The id of a page that is made of records. */
export type BuiltInPage = (typeof builtInPages)[number]['id'];

/** Whether a page is made of records. */
export function isBuiltInPage(id: string): id is BuiltInPage {
	return builtInPages.some((one) => one.id === id);
}
