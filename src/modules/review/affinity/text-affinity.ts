import type { Affinity } from './affinity.ts';
import { type Background, backgroundOf } from './background.ts';
import { decayedMean } from './decayed-mean.ts';
import { sharedTerms } from './shared-terms.ts';
import { comparable, plainText, scriptsOf, termsOf } from './terms.ts';
import { cosines, postingLists, Vocabulary } from './vector.ts';

/** A server that measures a large call still answers: after so many papers it looks up. */
const papersAtATime = 200;
const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

/** The terms of many papers. */
async function termsOfAll(papers: readonly Parameters<typeof termsOf>[0][]): Promise<Map<string, number>[]> {
	const list: Map<string, number>[] = [];
	for (const paper of papers) {
		list.push(termsOf(paper));
		if (list.length % papersAtATime === 0) await pause();
	}
	return list;
}

/**
 * Affinity from words alone: logarithmic term frequency, inverse document frequency, pairs of words, titles twice, and the
 * rank-decayed mean over the reviewer's publications. No model, no network. On the gold standard of Stelmakh et al.,
 * "A Gold Standard Dataset for the Reviewer Assignment Problem" (2023), its loss stands in `npm run bench -- affinity`.
 */
export const textAffinity: Affinity<Background> = {
	name: 'text-1',

	async measure(submissions, reviewers) {
		const submitted = await termsOfAll(submissions);
		const published = await termsOfAll(reviewers.flat());
		const learnt = backgroundOf([...submitted, ...published]);
		const vocabulary = new Vocabulary(learnt);
		const scripts = submitted.map(scriptsOf);
		const vectors = submitted.map((terms) => vocabulary.vector(terms));
		const lists = postingLists(vectors, vocabulary.size);
		const count = submissions.length;
		const values = new Float32Array(reviewers.length * count);
		let first = 0;
		let rested = 0;
		for (const [reviewer, { length }] of reviewers.entries()) {
			const near = published.slice(first, first + length).map((terms) => {
				const row = new Float32Array(count);
				cosines(lists, vocabulary.vector(terms), row);
				const written = scriptsOf(terms);
				scripts.forEach((script, i) => {
					if (!comparable(written, script)) row[i] = Number.NaN;
				});
				return row;
			});
			const column = new Float32Array(length);
			for (let submission = 0; submission < count; submission++) {
				for (let i = 0; i < length; i++) column[i] = near[i]?.[submission] as number;
				values[reviewer * count + submission] = decayedMean(column);
			}
			first += length;
			if (first - rested >= papersAtATime) {
				rested = first;
				await pause();
			}
		}
		return { values, learnt };
	},

	async explain(background, submissions, publications) {
		const vocabulary = new Vocabulary(background);
		const published = publications.map(termsOf);
		const vectors = published.map((terms) => vocabulary.vector(terms));
		const lists = postingLists(vectors, vocabulary.size);
		return submissions.map((submission) => {
			const terms = termsOf(submission);
			const near = new Float32Array(published.length);
			cosines(lists, vocabulary.vector(terms), near);
			const order = [...near.keys()].sort((a, b) => (near[b] as number) - (near[a] as number) || a - b);
			const best = order[0];
			const similarity = best === undefined ? 0 : (near[best] as number);
			const said = plainText(`${submission.title}\n${submission.text}`);
			const ranked = order.map((at) => published[at] as Map<string, number>);
			return {
				terms: sharedTerms(background, said, terms, ranked),
				best: best !== undefined && similarity > 0 ? { publication: best, similarity } : undefined,
			};
		});
	},
};
