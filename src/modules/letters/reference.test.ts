import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReference, newReference, normaliseReference } from './reference.ts';
import { sampleLetter } from './sample.ts';

const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-';
const code = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,6}){0,2}$/);
const reference = code.map((edition) => newReference(edition));

describe('references of letters', () => {
	test('a new one is well formed and begins with its edition', () => {
		fc.assert(
			fc.property(code, (edition) => {
				const made = newReference(edition);
				expect(made.startsWith(`${edition.toUpperCase()}-`)).toBe(true);
				expect(isReference(made)).toBe(true);
			}),
		);
	});

	test('the one that the documentation shows is one', () => {
		expect(newReference('ipspace-2021', () => '7k4qx9m2')).toBe('IPSPACE-2021-7K4QX9M2-5');
		expect(isReference(sampleLetter().reference)).toBe(true);
	});

	test('two are never the same in ten thousand', () => {
		expect(new Set(Array.from({ length: 10_000 }, () => newReference('ipspace-2021'))).size).toBe(10_000);
	});

	test('every change of one character is found', () => {
		fc.assert(
			fc.property(reference, (made) => {
				for (let at = 0; at < made.length; at += 1) {
					for (const other of characters) {
						if (other === made[at]) continue;
						expect(isReference(made.slice(0, at) + other + made.slice(at + 1))).toBe(false);
					}
				}
			}),
		);
	});

	test('every swap of two neighbours is found', () => {
		fc.assert(
			fc.property(reference, (made) => {
				for (let at = 0; at + 1 < made.length; at += 1) {
					if (made[at] === made[at + 1]) continue;
					const swapped = `${made.slice(0, at)}${made[at + 1]}${made[at]}${made.slice(at + 2)}`;
					expect(isReference(swapped)).toBe(false);
				}
			}),
		);
	});

	test('a guess is right once in thirty-seven at best', () => {
		let right = 0;
		for (const last of characters) if (isReference(`IPSPACE-2021-7K4QX9M2-${last}`)) right += 1;
		expect(right).toBeLessThanOrEqual(1);
	});

	test('it is read as people write it', () => {
		const made = newReference('ipspace-2021');
		expect(normaliseReference(` ${made.toLowerCase().replaceAll('-', '\u2013')}\n`)).toBe(made);
		expect(isReference(made.toLowerCase())).toBe(false);
	});

	test('nothing else is one', () => {
		fc.assert(fc.property(fc.string(), (text) => !isReference(text)));
		for (const text of ['', '-', 'A-001', 'IPSPACE-2021', '-7K4QX9M2-5']) expect(isReference(text)).toBe(false);
		expect(() => newReference('')).toThrow();
		expect(() => newReference('a/b')).toThrow();
	});
});
