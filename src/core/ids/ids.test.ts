import { expect, test } from 'vitest';
import { newId, newSecret, randomText } from './index.ts';

test('ids and secrets are long enough, and of letters that survive being read aloud', () => {
	for (const text of Array.from({ length: 500 }, () => newId())) expect(text).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/);
	expect(newSecret()).toMatch(/^[0-9a-hjkmnp-tv-z]{40}$/);
	expect(randomText(0)).toBe('');
});

test('none comes twice, and every letter is about as frequent as any other', () => {
	const ids = Array.from({ length: 5000 }, () => newId());
	expect(new Set(ids).size).toBe(5000);
	const counts = new Map<string, number>();
	for (const letter of ids.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
	expect(counts.size).toBe(32);
	// 100,000 letters, 3,125 of each expected, standard deviation 55: eight of them is never.
	for (const [letter, count] of counts) expect(Math.abs(count - 3125), letter).toBeLessThan(440);
});
