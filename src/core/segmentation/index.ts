import type { Locale } from '#core/i18n/index.ts';
import type { Log } from '#core/log/index.ts';
import { intlCutter, loadChineseCutter, type NamedCutter } from './chinese.ts';
import { type Sentence, sentences } from './sentences.ts';
import { searchWordsOf, type Word, wordsOf } from './words.ts';

/*
 * Sentences and words of English and Chinese, for search and analysis. Deterministic: the same text gives the same parts
 * on every machine that has the dictionary; `engine` says which words a result was made of.
 */
export { englishStem, folded } from './folding.ts';
export { languageOfText } from './language.ts';
export { type Sentence, sentences } from './sentences.ts';
export type { Word } from './words.ts';

/** All of it in one hand, with the dictionary of Chinese loaded. */
export interface Segmentation {
	/** Whose Chinese words: `jieba`, or `intl` where its native part is missing. */
	engine: 'jieba' | 'intl';
	/** See `sentences`. */
	sentences(text: string, locale: Locale): Sentence[];
	/** The words of a text in order with their places, in any mixture of scripts; punctuation and emoji are none. */
	words(text: string): Word[];
	/** The terms by which a text is found, and a query for it: folded, stemmed, Chinese also by the words within long words. */
	searchWords(text: string): string[];
}

/** A dictionary, the same for everybody in the process; loaded at the first need. */
const loaded: { once?: Promise<Segmentation> } = {};

/** Loads what is needed at the first call and answers the same at every further one. Never fails: see `engine`. */
export function loadSegmentation(log?: Pick<Log, 'warn'>): Promise<Segmentation> {
	loaded.once ??= loadChineseCutter(log).then(segmentationBy);
	return loaded.once;
}

/** Without the dictionary, for tests and for machines that lack its native part. */
export function plainSegmentation(): Segmentation {
	return segmentationBy(intlCutter());
}

function segmentationBy(cutter: NamedCutter): Segmentation {
	return {
		engine: cutter.name,
		sentences,
		words: (text) => wordsOf(text, cutter),
		searchWords: (text) => searchWordsOf(text, cutter),
	};
}
