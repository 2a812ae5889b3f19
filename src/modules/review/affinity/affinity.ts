import type { Paper } from './paper.ts';

/** What was found of all pairs of a call. */
export interface Measured<Learnt> {
	/**
	 * `reviewers.length × submissions.length` values of 0 to 1, by reviewer; NaN where nothing can be said (no publications,
	 * or none in a language of the submission).
	 */
	values: Float32Array;
	/** What `explain` needs to know of all papers together; serialisable. */
	learnt: Learnt;
}

/** Why two are near: what can be shown to the reviewer and to the chair. */
export interface AffinityReasons {
	/** Terms that both have, the weightiest first; empty where a provider knows no terms. */
	terms: string[];
	/** The own publication that fits best, by its place in the list, and how near it is (0 to 1). */
	best: { publication: number; similarity: number } | undefined;
}

/**
 * Says how near reviewers are to submissions, from what they wrote. The text provider (`textAffinity`) works everywhere and
 * offline; `embeddingAffinity` makes another one from anything that gives vectors for texts.
 * @typeParam Learnt what it keeps of a collection
 */
export interface Affinity<Learnt = unknown> {
	/** Name and version: what another one computed is computed anew. */
	readonly name: string;
	/**
	 * Measures all pairs.
	 * @param reviewers of each his publications
	 */
	measure(submissions: readonly Paper[], reviewers: readonly (readonly Paper[])[]): Promise<Measured<Learnt>>;
	/**
	 * Why one reviewer is near to each of some submissions.
	 * @param learnt from `measure`, which had these papers among others
	 */
	explain(learnt: Learnt, submissions: readonly Paper[], publications: readonly Paper[]): Promise<AffinityReasons[]>;
}
