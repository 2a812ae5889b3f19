import { englishStem, folded } from './folding.ts';

/** A word and where it stands; `term` is the form in which it is compared: folded and stemmed, or the Chinese word. */
export interface Word {
	start: number;
	end: number;
	text: string;
	term: string;
}

/** Cuts a run of Chinese characters into words, without losing one; with `overlapping` also the words within words. */
export interface ChineseCutter {
	cut(run: string): string[];
	cutForSearch(run: string): string[];
}

/** Runs of one kind: Han and kana, figures with their separators, words of letters (hyphens and apostrophes within). */
const runs =
	/(?<han>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]+)|(?<figure>\p{N}+(?:[.,]\p{N}+)*)|(?<letters>(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}])(?:(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])|['’](?=\p{L}))*)/gu;

/** A run longer than this is cut in parts: the cutter looks at a run as a whole. */
const longestRun = 2000;

/** The words of a text in order, in any mixture of scripts; punctuation and emoji are none. Pure. */
export function wordsOf(text: string, cutter: ChineseCutter): Word[] {
	const found: Word[] = [];
	for (const match of text.matchAll(runs)) {
		const { han, letters } = match.groups as { han?: string; figure?: string; letters?: string };
		const start = match.index;
		if (han === undefined) {
			const word = match[0];
			const term = letters === undefined ? word.normalize('NFKC').replaceAll(',', '') : englishStem(folded(word));
			if (term !== '') found.push({ start, end: start + word.length, text: word, term });
			continue;
		}
		let at = start;
		for (const part of parts(han)) {
			for (const word of cutter.cut(part)) {
				found.push({ start: at, end: at + word.length, text: word, term: word });
				at += word.length;
			}
		}
	}
	return found;
}

/** The terms by which a text is found, in order and with repetitions: words, and for Chinese the words within long words. Pure. */
export function searchWordsOf(text: string, cutter: ChineseCutter): string[] {
	const found: string[] = [];
	for (const match of text.normalize('NFKC').matchAll(runs)) {
		const { han, letters } = match.groups as { han?: string; figure?: string; letters?: string };
		if (han !== undefined) for (const part of parts(han)) found.push(...cutter.cutForSearch(part));
		else found.push(letters === undefined ? match[0].replaceAll(',', '') : englishStem(folded(match[0])));
	}
	return found.filter((term) => term !== '');
}

function parts(run: string): string[] {
	if (run.length <= longestRun) return [run];
	const list: string[] = [];
	for (let at = 0; at < run.length; ) {
		// Not between the two halves of a rare character.
		const low = run.charCodeAt(at + longestRun);
		const end = at + longestRun + (low >= 0xdc00 && low <= 0xdfff ? 1 : 0);
		list.push(run.slice(at, end));
		at = end;
	}
	return list;
}
