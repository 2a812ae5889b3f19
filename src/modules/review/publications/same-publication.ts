import type { Publication } from './publication.ts';

/** A title by its letters and digits alone, so that case, accents, dashes and a final dot make no second publication. Pure. */
export function titleKey(title: string): string {
	return title
		.normalize('NFKD')
		.replace(/[^\p{L}\p{N}]+/gu, '')
		.toLowerCase();
}

/**
 * Each publication once: the same DOI, or the same title by its letters. What one of two does not say is taken from the
 * other; the first keeps its place. Pure.
 */
export function withoutDoubles<T extends Publication>(list: readonly T[]): T[] {
	const kept: T[] = [];
	const byDoi = new Map<string, number>();
	const byTitle = new Map<string, number>();
	for (const one of list) {
		const key = titleKey(one.title) || one.title;
		const at = (one.doi ? byDoi.get(one.doi) : undefined) ?? byTitle.get(key);
		const place = at ?? kept.length;
		// Absent properties do not overwrite.
		kept[place] = at === undefined ? one : { ...one, ...(kept[at] as T) };
		if (one.doi) byDoi.set(one.doi, place);
		byTitle.set(key, place);
	}
	return kept;
}
