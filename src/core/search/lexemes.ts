import type { Segmentation } from '#core/segmentation/index.ts';

/** What cuts Han text into words. */
export type WordCutter = Pick<Segmentation, 'searchWords'>;

/*
 * What PostgreSQL is given to index and to look for. Latin text goes through its English dictionary. Han text has no
 * spaces, so it is cut into words first; and because two cuts of one sentence may differ, every pair of neighbouring
 * characters is indexed beside them: a run of characters is then found wherever it stands. (Word and bigram indexing
 * together: Nie, Gao, Zhang & Zhou, "On the use of words and n-grams for Chinese information retrieval", IRAL 2000.)
 */

const han = /\p{Script=Han}+/gu;

/** Full-width letters and digits as their plain twins, and so on: as people type them. */
export function plain(text: string): string {
	// PostgreSQL keeps no NUL; other controls are no words.
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
	return text.normalize('NFKC').replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\ufeff]/g, ' ');
}

/** A text with spaces between its Han words, for the parser of PostgreSQL. */
export function spaced(text: string, cutter: WordCutter): string {
	return plain(text).replace(han, (run) => ` ${cutter.searchWords(run).join(' ')} `);
}

/** Every pair of neighbouring Han characters, each once. */
export function bigrams(text: string): string[] {
	const found = new Set<string>();
	for (const [run] of plain(text).matchAll(han)) {
		const characters = [...run];
		for (let place = 1; place < characters.length; place += 1)
			found.add(`${characters[place - 1]}${characters[place]}`);
	}
	return [...found];
}

/** A run of one script: Han, or anything else. */
export interface Run {
	text: string;
	han: boolean;
}

/** A text as runs of Han characters and what stands between them. */
export function runs(text: string): Run[] {
	return (plain(text).match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? [])
		.map((run) => ({ text: run.trim(), han: /\p{Script=Han}/u.test(run) }))
		.filter((run) => run.text !== '');
}
