import type { Paper } from './paper.ts';
import { stopWords } from './stop-words.ts';

/** A title says in ten words what an abstract says in two hundred: each of its terms counts twice. */
const titleWeight = 2;

/** Runs of letters and digits; a run of Han or kana for itself, whatever stands beside it without a space. */
const runs =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+/gu;
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a term is two characters (or one) of a language that is written without spaces. Pure. */
export function isUnspaced(term: string): boolean {
	return unspaced.test(term);
}

/** Whether a term is made of two words. Pure. */
export function isPair(term: string): boolean {
	return term.includes(' ');
}

/** A text as terms are taken from it: small letters without accents, full-width forms as usual ones. Pure. */
export function plainText(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.normalize('NFC')
		.toLowerCase();
}

/**
 * How often each term occurs in a text: words but for those that say nothing, pairs of neighbouring words, and every two
 * neighbouring characters of Chinese or Japanese, as search engines split these languages without a dictionary. Accents and
 * case do not count. Pure.
 */
function count(text: string, weight: number, counts: Map<string, number>): void {
	const add = (term: string) => counts.set(term, (counts.get(term) ?? 0) + weight);
	let before = '';
	let end = 0;
	const plain = plainText(text);
	for (const { 0: run, index } of plain.matchAll(runs)) {
		// Nothing is a pair across the end of a sentence or a clause.
		if (/[^\s\-‐–'’/&]/u.test(plain.slice(end, index))) before = '';
		end = index + run.length;
		if (isUnspaced(run)) {
			before = '';
			const characters = [...run];
			if (characters.length === 1) add(run);
			for (let i = 1; i < characters.length; i++) add(`${characters[i - 1]}${characters[i]}`);
		} else if (run.length < 2 || stopWords.has(run)) {
			before = '';
		} else {
			add(run);
			if (before) add(`${before} ${run}`);
			before = run;
		}
	}
}

/** The terms of a paper with how often they occur, those of the title twice. Pure. */
export function termsOf(paper: Paper): Map<string, number> {
	const counts = new Map<string, number>();
	count(paper.title, titleWeight, counts);
	count(paper.text, 1, counts);
	return counts;
}

/** Whether a text has words with spaces, Han or kana, or both, to an extent that allows a comparison. */
export interface Scripts {
	spaced: boolean;
	unspaced: boolean;
}

/** In which scripts a paper is written; a few foreign words among many do not make a second one. Pure. */
export function scriptsOf(terms: ReadonlyMap<string, number>): Scripts {
	let words = 0;
	let characters = 0;
	for (const [term, times] of terms) {
		if (isUnspaced(term)) characters += times;
		else if (!isPair(term)) words += times;
	}
	return { spaced: words > 0 && words * 4 >= characters, unspaced: characters > 0 && characters * 4 >= words };
}

/** Whether two papers share a script; when they do not, their distance is unknown, not great. Pure. */
export function comparable(a: Scripts, b: Scripts): boolean {
	return (a.spaced && b.spaced) || (a.unspaced && b.unspaced);
}
