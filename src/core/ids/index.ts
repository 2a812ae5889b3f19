import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that an id read aloud or from paper survives. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A random id of 20 characters (100 bits). Random, so that nothing can be learnt or guessed from a neighbour's. */
export function newId(): string {
	return randomText(20);
}

/** Whether a text can be an id that `newId` made: for ids that come back from a form. */
export function isId(text: string): boolean {
	return /^[0-9a-hjkmnp-tv-z]{20}$/.test(text);
}

/** A random secret of 40 characters (200 bits) for links and sessions; store only its digest. */
export function newSecret(): string {
	return randomText(40);
}

/** `length` random characters of Crockford's base 32, 5 bits each. */
export function randomText(length: number): string {
	let text = '';
	for (const byte of randomBytes(length)) text += alphabet[byte & 31];
	return text;
}
