import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byDays, foldSmall, median, others, rateOf, sharesBy, smallest } from './report.ts';

const entry = fc.record({
	fate: fc.constantFrom('taken', 'waiting', 'refused', 'open'),
	country: fc.constantFrom('CN', 'DE', 'KE', 'BR', 'US', 'IN'),
});
const entries = fc.array(entry as fc.Arbitrary<{ fate: 'taken'; country: string }>, { maxLength: 80 });

test('folding hides every small row, and what is hidden does not follow from the total', () => {
	fc.assert(
		fc.property(entries, (list) => {
			const shares = sharesBy(list, ({ country }) => country);
			const folded = foldSmall(shares);
			for (const part of ['count', 'taken', 'waiting', 'refused', 'open'] as const) {
				expect(folded.reduce((sum, row) => sum + row[part], 0)).toBe(shares.reduce((sum, row) => sum + row[part], 0));
			}
			const alone = folded.filter(({ id }) => id !== others);
			expect(alone.every(({ count }) => count >= smallest)).toBe(true);
			// Only a report of few in all has a small row: the whole.
			const rest = folded.find(({ id }) => id === others);
			if (rest && rest.count < smallest) expect(alone).toEqual([]);
		}),
	);
});

test('a rate is of those decided', () => {
	const [share] = sharesBy(
		(['taken', 'taken', 'refused', 'waiting', 'open'] as const).map((fate) => ({ fate })),
		() => 'x',
	);
	expect(share && rateOf(share)).toBe(0.5);
	expect(rateOf({ id: 'x', count: 2, taken: 0, waiting: 0, refused: 0, open: 2 })).toBeNull();
});

test('days and the middle', () => {
	const day = 86_400_000;
	expect(byDays([0, day / 2, day, 2.9 * day, 7 * day, 40 * day, -5])).toEqual([3, 2, 0, 1, 0, 1]);
	expect(median([3, 1, 2])).toBe(2);
	expect(median([1, 2, 3, 4])).toBe(2.5);
	expect(median([])).toBeNull();
});
