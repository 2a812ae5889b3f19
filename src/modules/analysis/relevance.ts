import type { AnalysedText, ConceptHit, ReaderAnalysis } from './analysis.ts';
import { concepts } from './concepts/index.ts';
import { type Coverage, sentenceAt } from './coverage.ts';
import type { Match } from './matching.ts';
import type { ReaderProfile } from './profiles.ts';

/** A concept covered less than this is no hit: one doubtful word in a text. */
const leastShare = 0.15;

/** What makes a text one of space or defence. */
const field = ['launch', 'satellites', 'defence', 'exploration', 'sustainability'] as const;

/** What tells so much of a text's purpose that science or a story beside it takes less away. */
const purpose = [
	'results',
	'capital',
	'insurance',
	'regulation',
	'diplomacy',
	'government',
	'procurement',
	'defence',
] as const;

/** By how much a full purpose halves what speaks against a text. */
const protection = 0.5;

type Reading = Omit<ReaderAnalysis, 'summary'>;

/**
 * How relevant a text is to a reader, and what that stands on.
 *
 * Each concept that the text covers by a share s would alone make it relevant by w·s² (a trace counts little); together
 * they do as independent causes (noisy-or, Pearl 1988): 1 − ∏(1 − w·s²). What speaks against it takes its part away in
 * the same way, less so when the text has a clear purpose, and a text of another field keeps a part only. A fixed, rising
 * curve spreads the result over 0 to 10. Pure.
 */
export function readingOf(
	profile: ReaderProfile,
	text: AnalysedText,
	coverage: ReadonlyMap<string, Coverage>,
	short: boolean,
): Reading {
	const share = (key: string) => coverage.get(key)?.share ?? 0;
	const hits = Object.keys(profile.concepts)
		.filter((key) => share(key) >= leastShare)
		.sort((a, b) => weightOf(profile, b) * share(b) ** 2 - weightOf(profile, a) * share(a) ** 2 || (a < b ? -1 : 1))
		.map((key) => hitOf(key, text, coverage.get(key) as Coverage));
	const against = againstOf(profile, text, coverage);
	const evidence = hits.length === 0 ? 'none' : hits.length === 1 || short ? 'low' : 'good';
	return {
		reader: profile.key,
		name: profile.name,
		relevance: hits.length === 0 ? 0 : Math.max(0.1, relevanceOf(profile, share)),
		evidence,
		hits,
		concepts: Object.keys(profile.concepts).length,
		against,
	};
}

const weightOf = (profile: ReaderProfile, key: string) => profile.concepts[key] ?? 0;

/** 0 to 10 with one decimal. */
function relevanceOf(profile: ReaderProfile, share: (key: string) => number): number {
	const notBy = (parts: Iterable<number>) => [...parts].reduce((rest, part) => rest * (1 - part), 1);
	const relevant = 1 - notBy(Object.entries(profile.concepts).map(([key, weight]) => weight * share(key) ** 2));
	const clear = Math.max(...purpose.map(share)) ** 2;
	const left = notBy(
		Object.entries(profile.against).map(([key, weight]) => weight * share(key) ** 2 * (1 - protection * clear)),
	);
	const ofField = 1 - notBy(field.map((key) => 0.9 * share(key) ** 2));
	const raw = relevant * left * (profile.elsewhere + (1 - profile.elsewhere) * ofField);
	return Math.round(100 * spread(raw)) / 10;
}

/** Rising from 0 to 1: what covers its concepts well comes near the top, as editors give their marks. */
const spread = (raw: number) => 1 - (1 - raw) ** 1.2;

function hitOf(key: string, text: AnalysedText, { share, matches }: Coverage): ConceptHit {
	return {
		concept: key,
		label: concepts.get(key)?.label ?? { en: key, zh: key },
		words: wordsOf(text, matches, 6),
		sentences: numbersOf(text, matches, 8),
		coverage: Math.round(share * 100) / 100,
	};
}

/** As the text has them: by weight and frequency, each term once. */
function wordsOf(text: AnalysedText, matches: readonly Match[], most: number): string[] {
	const terms = new Map<string, { written: string; weight: number; first: number }>();
	for (const { term, weight, start, end } of matches) {
		const known = terms.get(term);
		if (known) known.weight += weight / 2;
		else terms.set(term, { written: text.text.slice(start, end), weight, first: start });
	}
	return [...terms.values()]
		.sort((a, b) => b.weight - a.weight || a.first - b.first)
		.slice(0, most)
		.map(({ written }) => written);
}

function numbersOf(text: AnalysedText, matches: readonly Match[], most: number): number[] {
	const weights = new Map<number, number>();
	for (const { start, weight } of matches) {
		const number = sentenceAt(text, start)?.number;
		if (number !== undefined) weights.set(number, (weights.get(number) ?? 0) + weight);
	}
	return [...weights]
		.sort((a, b) => b[1] - a[1] || a[0] - b[0])
		.slice(0, most)
		.map(([number]) => number)
		.sort((a, b) => a - b);
}

function againstOf(profile: ReaderProfile, text: AnalysedText, coverage: ReadonlyMap<string, Coverage>) {
	const matches = Object.keys(profile.against)
		.filter((key) => (coverage.get(key)?.share ?? 0) >= 0.5)
		.flatMap((key) => coverage.get(key)?.matches ?? [])
		.sort((a, b) => a.start - b.start);
	return { words: wordsOf(text, matches, 6), sentences: numbersOf(text, matches, 8) };
}
