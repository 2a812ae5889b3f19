/*
 * One form for the words of a language in which words are inflected: what differs only by case, accents, number or tense is
 * the same word to a search and to a word list. Light on purpose: a stem that is too short brings strangers together.
 */

/** Ends like an inflected form and is none. */
const asTheyAre = new Set(
	`news mars gas bus plus thus always perhaps across series species means united boeing during nothing anything something
	everything morning evening ceiling sibling beijing string spring wing king ring red bed sled need speed feed seed hundred
	wednesday lens christmas texas paris kansas brussels arkansas analysis crisis basis thesis axis status campus apparatus
	census consensus virus focus bonus chorus nexus venus uranus`.split(/\s+/),
);

/** Lower case, without accents, full-width letters and ligatures as plain ones, one kind of apostrophe. */
export function folded(word: string): string {
	return word
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[’‘ʼ＇]/g, "'")
		.replace(/ß/g, 'ss')
		.replace(/[øł]/g, (letter) => (letter === 'ø' ? 'o' : 'l'))
		.replace(/æ/g, 'ae');
}

/**
 * The stem of an English word that is folded already: without possessive, plural, `-ed`, `-ing` and a silent `e`. A light
 * stemmer after Harman (How effective is suffixing?, JASIS 42, 1991) with the endings of Porter's first step.
 */
export function englishStem(word: string): string {
	const bare = word.replace(/'s?$/, '');
	if (bare.length < 4 || asTheyAre.has(bare) || !/^[a-z'-]+$/.test(bare)) return bare;
	return withoutE(withoutTense(withoutPlural(bare)));
}

function withoutPlural(word: string): string {
	if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
	// `gases`, `buses`: an s of the word itself, when the word without its ending is short.
	if (/(?:ss|x|z|ch|sh)es$/.test(word) || /^(?:gas|bus|lens|virus|census|campus|bonus|focus)es$/.test(word))
		return word.slice(0, -2);
	if (/[^su]s$/.test(word) && !word.endsWith('is')) return word.slice(0, -1);
	return word;
}

function withoutTense(word: string): string {
	if (asTheyAre.has(word)) return word;
	if (word.endsWith('ied') && word.length > 4) return `${word.slice(0, -3)}y`;
	const ending = /[^e]ed$/.test(word) ? 2 : word.endsWith('ing') ? 3 : 0;
	if (ending === 0) return word;
	const rest = word.slice(0, -ending);
	if (rest.length < 3 || !/[aeiouy]/.test(rest)) return word;
	if (/([^aeiouylsz])\1$/.test(rest)) return rest.slice(0, -1);
	// `rated` is of `rate`, not of `rat`: a short stem with one consonant at its end had an e, or it would have two.
	const hadE =
		/[cguv]$/.test(rest) || /^[^aeiou]*[aeiouy][^aeiouywx]$/.test(rest) || /^[^aeiou]*[aeiou]{2}s$/.test(rest);
	return hadE ? `${rest}e` : rest;
}

/** A silent `e` goes from long words only: `plane` is no `plan`. */
function withoutE(word: string): string {
	return word.length > 5 && word.endsWith('e') && !/(?:ee|ie|ae)$/.test(word) ? word.slice(0, -1) : word;
}
