import fc from 'fast-check';
import { expect, test } from 'vitest';
import { told, toldCounts, toldCountries } from './closing-report.ts';

const counts = fc.array(fc.nat({ max: 40 }), { maxLength: 12 });
const lines = (list: number[]) => list.map((count, i) => ({ id: `x${i}`, count }));

test('no count below the smallest is told, and none can be computed from the sum and the rest', () => {
	fc.assert(
		fc.property(counts, (list) => {
			const shown = toldCounts(lines(list));
			expect(shown.every(({ count }) => count === null || count === 0 || count >= 5)).toBe(true);
			const hidden = shown.filter(({ count }) => count === null);
			// One alone is hidden only where everything else is zero: then the sum is as small, and is not told either.
			if (hidden.length === 1) expect(told(list.reduce((a, b) => a + b, 0))).toBeNull();
			shown.forEach(({ count }, i) => {
				if (count !== null) expect(count).toBe(list[i]);
			});
		}),
	);
});

test('countries with few people are told together, without their names', () => {
	const shown = toldCountries(
		new Map([
			['CN', 30],
			['FR', 3],
			['US', 12],
			['RO', 4],
		]),
	);
	expect(shown.map(({ id, count }) => [id, count])).toEqual([
		['CN', 30],
		['US', 12],
		['other', 7],
	]);
	// One small country alone takes the next one with it.
	expect(
		toldCountries(
			new Map([
				['CN', 30],
				['FR', 3],
				['US', 12],
			]),
		).map(({ id, count }) => [id, count]),
	).toEqual([
		['CN', 30],
		['other', 15],
	]);
	expect(toldCountries(new Map())).toEqual([]);
	fc.assert(
		fc.property(counts, (list) => {
			const map = new Map(list.filter(Boolean).map((n, i) => [String.fromCharCode(65 + i).repeat(2), n]));
			const told = toldCountries(map);
			const sum = [...map.values()].reduce((a, b) => a + b, 0);
			if (told.every(({ count }) => count !== null))
				expect(told.reduce((a, { count }) => a + (count ?? 0), 0)).toBe(sum);
			for (const { id, count } of told) expect(count === null ? id === 'other' : count >= 5).toBe(true);
		}),
	);
});
