import type { NameParts } from './identity.ts';

const han = /\p{Script=Han}/u;

/** A text of a person as a pattern: accents, case, hyphens and spaces do not count. */
const loosely = (text: string) =>
	[...text.normalize('NFD').replace(/\p{M}/gu, '')]
		.map((character) => (/[\p{L}\p{N}]/u.test(character) ? character : "[\\s\\u00a0.\u2010-\u2015'’·-]*"))
		.join('');

/** Syllables of a given name in Latin letters: `Xiaoming`, `Xiao-Ming`, `Xiao Ming` are the same. */
const joined = (given: string) =>
	[...given.replace(/[\s\u00a0'’·.\u2010-\u2015-]+/g, '')]
		.map((character) => character.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		.join("[\\s\\u00a0\\u2010-\\u2015'’-]?");

/**
 * Patterns of a name as it stands in a text: in full and by initials, in both orders, as Western and as Chinese authors
 * write them. Over a text without accents (`plainText`); a family's name alone is none, too many words are one.
 */
export function namePatterns({ given, family }: NameParts): RegExp[] {
	if (han.test(family + given)) {
		const whole = `${family}${given}`.replace(/[\s·]/g, '');
		if ([...whole].length < 2) return [];
		return [new RegExp([...whole].join('[\\s·]{0,2}'), 'giu')];
	}
	if (family.length < 2) return given.length >= 4 && family === '' ? [bounded(loosely(given))] : [];
	if (given === '') return family.includes(' ') ? [bounded(loosely(family))] : [];
	const [g, f] = [joined(given), loosely(family)];
	const initials = given
		.split(/[\s\u00a0.\u2010-\u2015-]+/)
		.filter(Boolean)
		.map((word) => loosely(word.slice(0, 1)));
	const dotted = initials.join('\\.?[\\s\\u00a0-]?');
	return [
		bounded(`${g}(?:\\s+\\p{L}\\.?)?\\s+${f}`),
		bounded(`${f},?\\s+${g}`),
		// With initials the dot, or the comma before them, tells a name from a word.
		bounded(`${dotted}\\.\\s*${f}`),
		bounded(`${f},?\\s+${dotted}\\.`),
	];
}

/** A family's name alone, for places where only a person can stand. */
export function familyPattern({ family, given }: NameParts): string | undefined {
	if (family.length < 2 && !(han.test(family) && given !== '')) return undefined;
	return han.test(family) ? `${family}${given}`.replace(/[\s·]/g, '') : loosely(family);
}

const bounded = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu');

/** Letters with a stroke, which is no accent to Unicode. */
const strokes: Record<string, string> = { ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ħ: 'h', ı: 'i' };

/** A text in which names are looked for: without accents, with as many characters as before for those of Latin letters. */
export function plainText(text: string): string {
	return text.replace(/[\u0080-\u{10ffff}]/gu, (character) => {
		const bare = strokes[character] ?? character.normalize('NFD').replace(/\p{M}/gu, '');
		return bare.length === character.length ? bare : character;
	});
}
