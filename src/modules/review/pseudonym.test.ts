import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyedHash, pseudonyms } from './pseudonym.ts';

const keyed =
	(secret: string): KeyedHash =>
	(text) =>
		createHmac('sha256', secret).update(text).digest();
const people = Array.from({ length: 5 }, (_, n) => `person-${n}`);
const letters = (secret: string, reader: string, application: string, of = people) => [
	...pseudonyms(keyed(secret), { reader, application }, of).values(),
];

describe('pseudonyms of reviewers', () => {
	test('are one letter for each, the same every time, and no two share one', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.string(), { maxLength: 60 }),
				fc.string(),
				fc.string(),
				(of, reader, application) => {
					const named = pseudonyms(keyed('k'), { reader, application }, of);
					expect(named).toEqual(pseudonyms(keyed('k'), { reader, application }, of));
					expect([...named.keys()]).toEqual(of);
					expect(new Set(named.values()).size).toBe(of.length);
					for (const name of named.values()) expect(name).toMatch(/^[A-HJ-NP-Z]\d?$/);
				},
			),
		);
	});

	test('stay when further people come', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 40 }), fc.nat(39), (of, cut) => {
				const place = { reader: 'r', application: 'a' };
				const before = pseudonyms(keyed('k'), place, of.slice(0, cut));
				const after = pseudonyms(keyed('k'), place, of);
				for (const [person, name] of before) expect(after.get(person)).toBe(name);
			}),
		);
	});

	test('lead from no reader, application or secret to another, and follow no order', () => {
		expect(letters('k', 'r1', 'a1')).not.toEqual(letters('k', 'r2', 'a1'));
		expect(letters('k', 'r1', 'a1')).not.toEqual(letters('k', 'r1', 'a2'));
		expect(letters('k', 'r1', 'a1')).not.toEqual(letters('other', 'r1', 'a1'));
		// Whoever came first is A as seldom as anybody: over many applications each letter has its share.
		const first = Array.from({ length: 2400 }, (_, n) => letters('k', 'r', `a${n}`)[0] as string);
		const counts = [...Map.groupBy(first, (letter) => letter).values()].map((of) => of.length);
		expect(counts).toHaveLength(24);
		expect(Math.min(...counts)).toBeGreaterThan(60);
		expect(Math.max(...counts)).toBeLessThan(145);
		// And a person's letters at two applications agree no more often than by chance.
		const same = Array.from(
			{ length: 2400 },
			(_, n) => letters('k', 'r', `a${n}`)[0] === letters('k', 'r', `b${n}`)[0],
		);
		expect(same.filter(Boolean).length).toBeLessThan(150);
	});
});
