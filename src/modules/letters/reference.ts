import { randomText } from '#core/ids/index.ts';

/*
 * The reference of a letter: `IPSPACE-2021-7K4QX9M2-5` is the edition, eight random characters, and a check character
 * over all before it (ISO 7064, pure system mod 37 radix 2). The hyphen takes the place of the standard's 37th symbol, so
 * that it is checked too. The sum finds every wrong character and every pair of neighbours that changed places, so a
 * slip of the pen is told from a letter that does not exist, before anything is looked up.
 */

const symbols = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-';
const shape = /^[A-Z0-9]+(?:-[A-Z0-9]+)*-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-Z]$/;
const randomLength = 8;

/** The value at which the symbols before make the whole sum to 1 (mod 37). */
function checkValue(text: string): number {
	let sum = 0;
	for (const symbol of text) sum = ((sum + symbols.indexOf(symbol)) * 2) % 37;
	return (38 - sum) % 37;
}

/**
 * A new reference for a letter of an edition.
 * @param editionCode the edition's slug, `ipspace-2021`
 * @param random gives that many random characters of Crockford's base 32; tests pass their own
 */
export function newReference(editionCode: string, random: (length: number) => string = randomText): string {
	const code = editionCode.toUpperCase();
	if (!/^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(code)) throw new Error(`not an edition's code: ${editionCode}`);
	for (;;) {
		const body = `${code}-${random(randomLength).toUpperCase()}-`;
		const value = checkValue(body);
		// The hyphen would be a poor last character; one in 37 is drawn again.
		if (value < 36) return body + symbols.charAt(value);
	}
}

/** A reference as people type or paste it, in the form in which it is stored: capitals, plain hyphens, no spaces. */
export function normaliseReference(text: string): string {
	return text
		.trim()
		.replace(/\s+/g, '')
		.replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, '-')
		.toUpperCase();
}

/** Whether a text can be a reference at all. False for every single wrong character and every swap of two neighbours. */
export function isReference(text: string): boolean {
	if (!shape.test(text)) return false;
	return checkValue(text.slice(0, -1)) === symbols.indexOf(text.slice(-1));
}
