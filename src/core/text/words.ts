/** Han, hiragana and katakana are written without spaces: each character counts as one word (the two long-vowel marks included). */
const characterWords = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70]/gu;
const holdsLetterOrDigit = /[\p{L}\p{N}]/u;

/**
 * Words as authors know them from their word processor: runs between white space that hold a letter or a digit (so
 * 'state-of-the-art' is one and a lone dash none), and each Han or kana character for itself.
 */
export function countWords(text: string): number {
	let words = 0;
	const rest = text.replace(characterWords, () => {
		words++;
		return ' ';
	});
	for (const run of rest.split(/\s+/u)) if (holdsLetterOrDigit.test(run)) words++;
	return words;
}

let segmenter: Intl.Segmenter | undefined;

/** Characters as a reader counts them: an accent or an emoji's skin tone is no character of its own. */
export function countCharacters(text: string): number {
	// Almost every text is plain; only others need the slow way.
	if (/^[\u0020-\u02af\u4e00-\u9fff\u3000-\u30ff\uff01-\uff5e\n]*$/.test(text)) return text.length;
	segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
	let characters = 0;
	for (const _ of segmenter.segment(text)) characters++;
	return characters;
}
