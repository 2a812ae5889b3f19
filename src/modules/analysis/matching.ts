import type { Locale } from '#core/i18n/index.ts';
import { folded, plainSegmentation, type Word } from '#core/segmentation/index.ts';
import { type Concept, concepts } from './concepts/index.ts';

/** A term of a concept, found in a text. */
export interface Match {
	concept: string;
	/** The term as the list has it, in its compared form; the same for all its inflections. */
	term: string;
	/** How much the term tells by itself, 0 to 1. */
	weight: number;
	start: number;
	end: number;
}

interface Entry {
	concept: string;
	term: string;
	weight: number;
	/** Only where the text has it in capitals. */
	capitals: boolean;
	/** It means other things too: see `withoutOtherSenses`. */
	doubtful: boolean;
}

const weights = { sure: 1, good: 0.5, weak: 0.2 } as const;

interface Lexicon {
	/** By stems with a space between them, how many words the longest has, and by beginnings of single words. */
	words: Map<string, Entry[]>;
	longest: number;
	beginnings: Map<string, Entry[]>;
	/** Chinese terms by themselves, and the length of the longest. */
	han: Map<string, Entry[]>;
	longestHan: number;
}

const compiled: { once?: Lexicon } = {};

/** The lists of all concepts, made ready for looking up; the same for everybody in the process. */
function lexicon(): Lexicon {
	compiled.once ??= compile([...concepts.values()]);
	return compiled.once;
}

function compile(list: readonly Concept[]): Lexicon {
	const made: Lexicon = { words: new Map(), longest: 1, beginnings: new Map(), han: new Map(), longestHan: 1 };
	const { words } = plainSegmentation();
	const add = (map: Map<string, Entry[]>, key: string, entry: Entry) => {
		const entries = map.get(key);
		if (!entries) map.set(key, [entry]);
		else if (!entries.some((one) => one.concept === entry.concept)) entries.push(entry);
	};
	for (const { key: concept, terms } of list) {
		for (const locale of Object.keys(terms) as Locale[]) {
			for (const [degree, text] of Object.entries(terms[locale])) {
				const weight = weights[degree as keyof typeof weights];
				for (const written of text.split(',').flatMap((part) => part.trim() || [])) {
					const doubtful = written.endsWith('?');
					const term = written.replace(/\s+/g, ' ').replace(/\?$/, '');
					if (/\p{Script=Han}/u.test(term)) {
						add(made.han, term.toLowerCase(), { concept, term, weight, capitals: false, doubtful });
						made.longestHan = Math.max(made.longestHan, term.length);
					} else if (term.startsWith('=')) {
						add(made.words, term, { concept, term: term.slice(1), weight, capitals: false, doubtful });
					} else if (term.endsWith('*')) {
						add(made.beginnings, term.slice(0, -1), { concept, term, weight, capitals: false, doubtful });
					} else {
						const stems = words(term).map((word) => word.term);
						add(made.words, stems.join(' '), {
							concept,
							term: stems.join(' '),
							weight,
							capitals: /^[A-Z0-9]{2,}$/.test(term),
							doubtful,
						});
						made.longest = Math.max(made.longest, stems.length);
					}
				}
			}
		}
	}
	return made;
}

const shortestBeginning = 3;

/** All terms found in a text, within each concept the longest at a place and none over another; in order. Pure. */
export function matchesIn(text: string, words: readonly Word[]): Match[] {
	const found: (Match & Pick<Entry, 'doubtful'>)[] = [];
	/** Where the last match of a concept ends. */
	const reached = new Map<string, number>();
	const take = (entry: Entry, start: number, end: number) => {
		if (start < (reached.get(entry.concept) ?? 0)) return;
		if (entry.capitals && !/^[A-Z0-9]+$/.test(text.slice(start, end))) return;
		reached.set(entry.concept, end);
		const { concept, term, weight, doubtful } = entry;
		found.push({ concept, term, weight, start, end, doubtful });
	};
	const { words: byWords, longest, beginnings, han, longestHan } = lexicon();
	words.forEach((word, index) => {
		if (/\p{Script=Han}/u.test(word.text)) return;
		const keys: [string, number][] = [];
		let key = '';
		for (let length = 1; length <= longest && index + length <= words.length; length++) {
			const next = words[index + length - 1] as Word;
			const before = words[index + length - 2];
			// A term does not run over a stop or a comma, only over spaces and hyphens.
			if (length > 1 && before && !/^[\s&/’'‐‑-]{0,2}$/.test(text.slice(before.end, next.start))) break;
			key = length === 1 ? next.term : `${key} ${next.term}`;
			keys.push([key, next.end]);
		}
		for (const [known, end] of keys.reverse())
			for (const entry of byWords.get(known) ?? []) take(entry, word.start, end);
		for (const entry of byWords.get(`=${folded(word.text)}`) ?? []) take(entry, word.start, word.end);
		for (let length = shortestBeginning; length <= word.term.length; length++) {
			for (const entry of beginnings.get(word.term.slice(0, length)) ?? []) take(entry, word.start, word.end);
		}
	});
	for (const [start, end, entries] of hanMatches(text, words, han, longestHan)) {
		for (const entry of entries) take(entry, start, end);
	}
	return withoutOtherSenses(found).sort(
		(a, b) => a.start - b.start || a.end - b.end || (a.concept < b.concept ? -1 : 1),
	);
}

/**
 * Of words that mean other things too only those whose text speaks of the concept by another word: within a text a word keeps
 * one sense (Gale, Church & Yarowsky, One sense per discourse, 1992). Weak words prove no sense.
 */
function withoutOtherSenses(found: readonly (Match & Pick<Entry, 'doubtful'>)[]): Match[] {
	const spokenOf = new Set(
		found.filter(({ doubtful, weight }) => !doubtful && weight > weights.weak).map(({ concept }) => concept),
	);
	return found
		.filter(({ doubtful, concept }) => !doubtful || spokenOf.has(concept))
		.map(({ doubtful: _, ...match }) => match);
}

/** Chinese terms wherever they stand; short ones only where words begin or end, so that 中国会议 holds no 国会. */
function* hanMatches(
	text: string,
	words: readonly Word[],
	han: Map<string, Entry[]>,
	longest: number,
): Iterable<[number, number, Entry[]]> {
	// Letter by letter: a few letters change their length when they become small.
	const low = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
	const wordAt = new Map<number, Word>();
	for (const word of words) for (let at = word.start; at < word.end; at++) wordAt.set(at, word);
	for (let start = 0; start < low.length; start++) {
		if (!wordAt.has(start)) continue;
		for (let length = Math.min(longest, low.length - start); length > 0; length--) {
			const entries = han.get(low.slice(start, start + length));
			if (!entries) continue;
			const end = start + length;
			if (length <= 3) {
				const first = wordAt.get(start) as Word;
				const last = wordAt.get(end - 1) as Word;
				const whole = first.start === start && last.end === end;
				const part = first === last && length > 1 && (first.start === start || first.end === end);
				if (!whole && !part) continue;
			}
			yield [start, end, entries];
		}
	}
}
