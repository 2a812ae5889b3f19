/*
 * Whether two texts may name the same person. Names alone prove nothing: people share them, and a likeness is only ever a
 * hint for a chair to look at.
 */

/**
 * The key under which a name is compared: its words without accents and marks, in no order, so that “Halden, Mira” and
 * “Mira Halden” are one; Han characters as they stand. Undefined for less than a whole name. Pure.
 */
export function nameKey(name: string): string | undefined {
	const levelled = name.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase();
	const han = levelled.replace(/[^\p{Script=Han}]/gu, '');
	if (han.length >= 2) return `han:${han}`;
	const words = levelled.split(/[^\p{L}]+/u).filter((word) => word.length > 1);
	return words.length < 2 ? undefined : `latin:${words.sort().join(' ')}`;
}
