import type { AnalysedText, NumberedSentence } from './analysis.ts';
import type { Word } from '#core/segmentation/index.ts';
import { givesAdvice } from './advice.ts';
import { sentenceAt } from './coverage.ts';
import type { Match } from './matching.ts';
import type { ReaderProfile } from './profiles.ts';
import { isStopword } from './stopwords.ts';

/** The sentences of a text as a graph: how alike any two are, and how likely a summary takes each for its place alone. */
export interface SentenceGraph {
	/** What may be in a summary: sentences of the body that state something. */
	candidates: NumberedSentence[];
	/** Likeness of candidates, by rows; each row sums to 1 or 0. */
	likeness: Float64Array[];
	/** By place alone, summing to 1. */
	place: number[];
	/** Likeness of two, 0 to 1, to keep a summary from saying a thing twice. */
	pair(a: number, b: number): number;
}

/** How many sentences a summary has at most. */
export const summaryLength = 3;

/** Of a very long text this many sentences are looked at: the graph grows with their square. */
const mostCandidates = 400;

/**
 * Sentences and their likeness: shared words by their rarity in the text, divided by the logarithms of the lengths (Mihalcea
 * & Tarau, TextRank, EMNLP 2004, with idf weights as in Barrios et al. 2016). Sentences of advice are left out for every
 * reader. Pure.
 */
export function sentenceGraph(text: AnalysedText, words: readonly Word[]): SentenceGraph {
	const candidates = text.sentences
		.filter(mayStandAlone)
		.slice(0, mostCandidates)
		.filter((one) => !givesAdvice(one.text, text.locale));
	const index = new Map(candidates.map(({ number }, at) => [number, at]));
	const bags: Set<string>[] = candidates.map(() => new Set());
	for (const word of words) {
		if (isStopword(word.term)) continue;
		const at = index.get(sentenceAt(text, word.start)?.number ?? 0);
		if (at !== undefined) bags[at]?.add(word.term);
	}
	const frequency = new Map<string, number>();
	for (const bag of bags) for (const term of bag) frequency.set(term, (frequency.get(term) ?? 0) + 1);
	const n = candidates.length;
	const rarity = (term: string) => Math.log(1 + n / (frequency.get(term) ?? 1));
	const raw = bags.map(() => new Float64Array(n));
	for (let a = 0; a < n; a++) {
		for (let b = a + 1; b < n; b++) {
			const value = alike(bags[a] as Set<string>, bags[b] as Set<string>, rarity);
			(raw[a] as Float64Array)[b] = value;
			(raw[b] as Float64Array)[a] = value;
		}
	}
	const likeness = raw.map((row) => {
		const sum = row.reduce((total, value) => total + value, 0);
		return sum > 0 ? row.map((value) => value / sum) : row;
	});
	const weights = bags.map((bag) => [...bag].reduce((sum, term) => sum + rarity(term), 0));
	const shared = (a: Set<string>, b: Set<string>) => {
		let sum = 0;
		for (const term of a) if (b.has(term)) sum += rarity(term);
		return sum;
	};
	const places = candidates.map(placeOf);
	const total = places.reduce((sum, value) => sum + value, 0);
	return {
		candidates,
		likeness,
		place: places.map((value) => value / total),
		pair: (a, b) => {
			const least = Math.min(weights[a] ?? 0, weights[b] ?? 0);
			return least > 0 ? shared(bags[a] as Set<string>, bags[b] as Set<string>) / least : 0;
		},
	};
}

function alike(a: Set<string>, b: Set<string>, rarity: (term: string) => number): number {
	if (a.size < 2 || b.size < 2) return 0;
	const [few, many] = a.size <= b.size ? [a, b] : [b, a];
	let sum = 0;
	for (const term of few) if (many.has(term)) sum += rarity(term);
	return sum / (Math.log(a.size + 1) + Math.log(b.size + 1));
}

/** Questions, asides and fragments are no summary; nor is what somebody said without what he was speaking of. */
function mayStandAlone({ part, text }: NumberedSentence): boolean {
	if (part !== 'body') return false;
	if (/[?？]["”’」』]?$/.test(text)) return false;
	const length = /\p{Script=Han}/u.test(text) ? text.length * 1.6 : text.length;
	return length >= 40 && length <= 600 && /[.!。！…;；:：]["”’」』)）]?$/.test(text);
}

/** Whether a sentence begins with a word that points at the one before it. */
function leansBack({ text }: NumberedSentence): boolean {
	return /^["“‘(]?(?:(?:It|They|He|She|This|That|These|Those|Its|Their|His|Her|But|However|And|Yet|So|Also|Both|Another|Others|Then|Above|Instead|Meanwhile|Nor|Still|Of these|None)\b|[它他她这那该其此但而也却并]|不过|因此|此外|另外|同时|其中|结果|所以|然而)/.test(
		text,
	);
}

/** News says the main thing first: weights fall with the place, never to nothing. */
function placeOf(_: NumberedSentence, at: number): number {
	return 0.25 + 1 / (1 + at * 0.6);
}

/**
 * So much of the rank goes on along the graph; the rest starts anew, at the places that count. Less goes on for a reader, or
 * all readers would have the same summary.
 */
const onward = { all: 0.75, reader: 0.4 } as const;

/**
 * Numbers of the sentences of a summary, in order of the text: personalised PageRank on the graph (Haveliwala 2002),
 * restarting by place, and for a reader by what the sentence holds of his concepts; the best are taken one by one, less
 * alike to those taken (Carbonell & Goldstein 1998). Pure.
 */
export function summaryOf(
	text: AnalysedText,
	graph: SentenceGraph,
	matches: readonly Match[],
	profile?: ReaderProfile,
): number[] {
	const { candidates, likeness, place } = graph;
	const restart = profile ? biased(text, graph, matches, profile) : place;
	if (!restart) return [];
	const damping = profile ? onward.reader : onward.all;
	let rank = [...restart];
	for (let round = 0; round < 40; round++) {
		const next = restart.map((value) => (1 - damping) * value);
		let lost = 0;
		rank.forEach((value, from) => {
			const row = likeness[from] as Float64Array;
			let given = 0;
			for (let to = 0; to < row.length; to++) {
				const share = row[to] as number;
				if (share > 0) {
					next[to] = (next[to] as number) + damping * value * share;
					given += share;
				}
			}
			if (given === 0) lost += value;
		});
		rank = next.map((value, at) => value + damping * lost * (restart[at] as number));
	}
	const scores = rank.map(
		(value, at) =>
			value *
			(profile ? Math.sqrt(restart[at] as number) : 1) *
			(leansBack(candidates[at] as NumberedSentence) ? 0.6 : 1),
	);
	const chosen: number[] = [];
	const open = new Set(candidates.keys());
	while (chosen.length < summaryLength && open.size > 0) {
		let best = -1;
		let value = -1;
		for (const at of open) {
			const repeats = Math.max(0, ...chosen.map((one) => graph.pair(at, one)));
			const worth = (scores[at] as number) * (1 - repeats) ** 2;
			if (worth > value) [best, value] = [at, worth];
		}
		if (value <= 0) break;
		chosen.push(best);
		open.delete(best);
	}
	return chosen.map((at) => (candidates[at] as NumberedSentence).number).sort((a, b) => a - b);
}

/** Where the walk starts for a reader: by what each sentence holds of his concepts, and by place. Nothing where nothing is. */
function biased(
	text: AnalysedText,
	{ candidates, place }: SentenceGraph,
	matches: readonly Match[],
	profile: ReaderProfile,
): number[] | undefined {
	const index = new Map(candidates.map(({ number }, at) => [number, at]));
	const held = candidates.map(() => new Map<string, number>());
	for (const { concept, weight, start } of matches) {
		const wanted = profile.concepts[concept];
		const at = index.get(sentenceAt(text, start)?.number ?? 0);
		if (wanted === undefined || at === undefined) continue;
		const known = held[at] as Map<string, number>;
		known.set(concept, (known.get(concept) ?? 0) + weight * wanted);
	}
	// Several concepts in one sentence tell more than one concept often.
	const sums = held.map((known) => [...known.values()].reduce((sum, value) => sum + Math.min(1.2, value) ** 0.8, 0));
	const total = sums.reduce((sum, value, at) => sum + value * (0.8 + (place[at] as number)), 0);
	if (total === 0) return undefined;
	return sums.map((value, at) => (0.9 * value * (0.8 + (place[at] as number))) / total + 0.1 * (place[at] as number));
}
