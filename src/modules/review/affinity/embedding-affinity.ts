import type { Affinity } from './affinity.ts';
import { decayedMean } from './decayed-mean.ts';
import type { Paper } from './paper.ts';

/** Gives vectors for texts, all of one length: a sentence model in the house, or a service the operator chose. */
export interface Embedder {
	/** Name and version of the model. */
	readonly name: string;
	embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** Affinity from vectors of a model: cosines, then the same mean over publications as the text provider's. It names no terms. */
export function embeddingAffinity(embedder: Embedder): Affinity<null> {
	const vectors = async (papers: readonly Paper[]) => {
		if (papers.length === 0) return [];
		const found = await embedder.embed(papers.map(({ title, text }) => (text ? `${title}\n\n${text}` : title)));
		if (found.length !== papers.length) throw new Error(`${embedder.name} gave ${found.length} of ${papers.length}`);
		return found.map(normalised);
	};
	return {
		name: `embedding-1:${embedder.name}`,
		async measure(submissions, reviewers) {
			const submitted = await vectors(submissions);
			const published = await vectors(reviewers.flat());
			const values = new Float32Array(reviewers.length * submissions.length);
			let first = 0;
			for (const [reviewer, publications] of reviewers.entries()) {
				const own = published.slice(first, first + publications.length);
				first += publications.length;
				for (const [i, submission] of submitted.entries()) {
					const mean = decayedMean(Float32Array.from(own, (publication) => cosine(publication, submission)));
					values[reviewer * submissions.length + i] = mean;
				}
			}
			return { values, learnt: null };
		},
		async explain(_, submissions, publications) {
			const published = await vectors(publications);
			return (await vectors(submissions)).map((submission) => {
				let best: { publication: number; similarity: number } | undefined;
				for (const [publication, vector] of published.entries()) {
					const similarity = cosine(submission, vector);
					if (similarity > (best?.similarity ?? 0)) best = { publication, similarity };
				}
				return { terms: [], best };
			});
		},
	};
}

function normalised(vector: Float32Array): Float32Array {
	let squares = 0;
	for (const value of vector) squares += value * value;
	const length = Math.sqrt(squares) || 1;
	return vector.map((value) => value / length);
}

/** Of vectors of length one; what points away counts as nothing in common. */
function cosine(a: Float32Array, b: Float32Array): number {
	if (a.length !== b.length) throw new Error(`vectors of ${a.length} and ${b.length} numbers`);
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
	return Math.max(0, sum);
}
