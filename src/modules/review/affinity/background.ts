/** In how many papers a term occurs, so that what is rare counts for more. Serialisable. */
export interface Background {
	/** How many papers were read. */
	papers: number;
	/** By term; what occurs in a single paper is left out: nothing is near to anything by it. */
	frequencies: Record<string, number>;
}

/** Reads all papers of a call and its reviewers, given as their terms. Pure. */
export function backgroundOf(papers: readonly ReadonlyMap<string, number>[]): Background {
	const seen = new Map<string, number>();
	for (const terms of papers) for (const term of terms.keys()) seen.set(term, (seen.get(term) ?? 0) + 1);
	return {
		papers: papers.length,
		frequencies: Object.fromEntries([...seen].filter(([, times]) => times > 1)),
	};
}

/** In how many papers a term occurs; 1 for what is not known. Pure. */
export function frequency(background: Background, term: string): number {
	return Object.hasOwn(background.frequencies, term) ? (background.frequencies[term] as number) : 1;
}

/** ln((1 + n) / (1 + df)) + 1: the smoothed inverse document frequency, never zero, so that small collections work too. Pure. */
export function rarity(papers: number, times: number): number {
	return Math.log((1 + papers) / (1 + times)) + 1;
}
