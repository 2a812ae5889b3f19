import type { Word } from '#core/segmentation/index.ts';
import type { Fingerprint } from './analysis.ts';
import { concepts } from './concepts/index.ts';
import type { Coverage } from './coverage.ts';
import { isStopword } from './stopwords.ts';

const mostTerms = 60;
/** A concept that the text speaks of, not only touches. */
const leastShare = 0.4;

/** What the archive keeps of an article: the concepts it speaks of, and its most frequent telling words. Pure. */
export function fingerprintOf(words: readonly Word[], coverage: ReadonlyMap<string, Coverage>): Fingerprint {
	const counts = new Map<string, number>();
	for (const { term } of words) {
		if (isStopword(term) || term.length > 40 || (term.length < 2 && !/\p{Script=Han}/u.test(term))) continue;
		counts.set(term, (counts.get(term) ?? 0) + 1);
	}
	return {
		concepts: [...coverage]
			.filter(([key, { share }]) => share >= leastShare && concepts.has(key))
			.map(([key]) => key)
			.sort(),
		terms: [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostTerms),
	};
}
