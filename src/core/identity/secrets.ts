import { createHash, randomInt } from 'node:crypto';

/** SHA-256 of a secret, in hexadecimal: what is stored in its place. Secrets have 200 random bits, so no salt is needed. */
export function digestOf(...parts: string[]): string {
	return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** Six random figures. */
export function newCode(): string {
	return String(randomInt(0, 1_000_000)).padStart(6, '0');
}

/** The figures of a code as people type or paste it: with spaces or hyphens, full-width in Chinese input. Undefined when there are not six. */
export function readCode(text: string): string | undefined {
	const figures = text.normalize('NFKC').replace(/[\s\u2010-\u2015-]/g, '');
	return /^\d{6}$/.test(figures) ? figures : undefined;
}
