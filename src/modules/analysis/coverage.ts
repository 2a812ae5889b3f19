import { countWords } from '#core/text/index.ts';
import type { AnalysedText, NumberedSentence } from './analysis.ts';
import { amountsIn } from './amounts.ts';
import { concepts } from './concepts/index.ts';
import type { Match } from './matching.ts';

/** How much of a concept a text covers. */
export interface Coverage {
	/** 0 to 1, saturating: many different terms tell more than one term often. */
	share: number;
	/** The matches it stands on. */
	matches: Match[];
}

/** A text of this many words is taken as it is; a longer one needs more terms for the same coverage. */
const usualLength = 220;
const shortestLength = 90;
/** Coverage is 63 % at this sum of weights. */
const halfway = 2;

/** One term alone counts no more than this, in weights. */
const mostByOneTerm = 1.2;

/**
 * How much a text covers each concept. Each term counts once by its weight, half as much again for every e-fold of its
 * frequency (log tf), and more when it stands in the title or at the beginning; the sum is divided by the root of the
 * length (pivoted length normalisation, Singhal et al. 1996) and saturates like BM25's tf (Robertson & Walker 1994). Pure.
 */
export function coverageOf(text: AnalysedText, matches: readonly Match[]): Map<string, Coverage> {
	const byConcept = new Map<string, Match[]>();
	for (const match of matches) {
		const list = byConcept.get(match.concept);
		if (list) list.push(match);
		else byConcept.set(match.concept, [match]);
	}
	const length = Math.max(shortestLength, englishLength(text));
	const pivot = Math.sqrt(length / usualLength);
	const amounts = Math.min(4, amountsIn(text.text, text.locale).filter(({ kind }) => kind === 'money').length);
	const found = new Map<string, Coverage>();
	for (const [key, list] of byConcept) {
		const terms = new Map<string, { weight: number; times: number; place: number }>();
		for (const match of list) {
			const known = terms.get(match.term) ?? { weight: match.weight, times: 0, place: 1 };
			known.times++;
			known.place = Math.max(known.place, placeWeight(sentenceAt(text, match.start)));
			terms.set(match.term, known);
		}
		let sum = 0;
		for (const { weight, times, place } of terms.values()) sum += weight * place * (1 + 0.5 * Math.log(times));
		// One term alone may mean something else, however often it stands there.
		if (terms.size === 1) sum = Math.min(sum, mostByOneTerm);
		// Amounts alone say nothing of a concept; with its words they do.
		if (concepts.get(key)?.amounts) sum += 0.25 * amounts;
		found.set(key, { share: 1 - Math.exp(-sum / pivot / halfway), matches: list });
	}
	return found;
}

/** Words as an English text would have them: some 1.7 Han characters say as much as a word. */
export function englishLength({ text, locale }: Pick<AnalysedText, 'text' | 'locale'>): number {
	const words = countWords(text);
	return locale === 'zh' ? words / 1.7 : words;
}

/** The sentence in which an offset of the text lies. */
export function sentenceAt(
	{ sentences }: Pick<AnalysedText, 'sentences'>,
	offset: number,
): NumberedSentence | undefined {
	let low = 0;
	let high = sentences.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((sentences[middle] as NumberedSentence).start <= offset) low = middle;
		else high = middle - 1;
	}
	return sentences[low];
}

function placeWeight(sentence: NumberedSentence | undefined): number {
	if (!sentence) return 1;
	if (sentence.part === 'title') return 1.6;
	if (sentence.part === 'standfirst') return 1.4;
	return sentence.number <= 5 ? 1.2 : 1;
}
