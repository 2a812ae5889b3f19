import type { Bundle } from './bundle/index.ts';

/**
 * The calls of an edition that public lists name: lists and searches, the sitemap, printed sheets, the drawing. One that is
 * not listed has its page for whoever knows the address, and is nowhere else. Pure.
 */
export function publicCalls({ calls }: Pick<Bundle, 'calls'>): Bundle['calls'] {
	return calls.filter(({ listed }) => listed !== false);
}
