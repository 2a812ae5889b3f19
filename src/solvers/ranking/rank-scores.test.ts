import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { krippendorffAlpha } from './agreement.ts';
import { type Ranking, rankScores } from './rank-scores.ts';
import type { Score } from './score-table.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const anyScores = fc.array(
	fc.record({
		item: fc.constantFrom(...names),
		juror: fc.constantFrom('j1', 'j2', 'j3', 'j4'),
		value: fc.oneof(
			fc.integer({ min: 0, max: 10 }),
			fc.double({ min: -1e9, max: 1e9, noNaN: true }),
			fc.constantFrom(7, 7 + 1e-12, 0, -0),
		),
		weight: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1e6, noNaN: true })),
	}),
	{ maxLength: 24 },
);

/** Every number anywhere in a value. */
function numbersIn(value: unknown): number[] {
	if (typeof value === 'number') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const given = (juror: string, values: Record<string, number>): Score[] =>
	Object.entries(values).map(([item, value]) => ({ item, juror, value }));
const row = (ranking: Ranking, item: string) => {
	const found = ranking.items.find((one) => one.item === item);
	if (!found) throw new Error(`no ${item}`);
	return found;
};
const jurorRow = (ranking: Ranking, juror: string) => {
	const found = ranking.jurors.find((one) => one.juror === juror);
	if (!found) throw new Error(`no ${juror}`);
	return found;
};

describe('ranking of scores', () => {
	test('is finite or null, ranks each scored item, whatever the scores are', () => {
		fc.assert(
			fc.property(anyScores, fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }), (scores, top) => {
				const ranking = rankScores(scores, { items: names, top, influence: true, draws: 50 });
				for (const value of numbersIn(ranking)) expect(Number.isFinite(value)).toBe(true);
				expect(ranking.items.map(({ item }) => item).sort()).toEqual(names);
				const counted = scores.filter(({ weight }) => weight > 0);
				for (const one of ranking.items) {
					const own = counted.filter(({ item }) => item === one.item);
					expect(one.n).toBe(own.length);
					for (const value of [one.rank, one.rawRank, one.rawMean, one.adjusted, one.tieGroup]) {
						expect(value === null).toBe(own.length === 0);
					}
					if (one.low !== null && one.high !== null && one.adjusted !== null) {
						expect(one.low).toBeLessThanOrEqual(one.adjusted);
						expect(one.high).toBeGreaterThanOrEqual(one.adjusted);
					}
					if (one.inTop !== null) expect(one.inTop >= 0 && one.inTop <= 1).toBe(true);
				}
				const ranked = ranking.items.filter(({ rank }) => rank !== null);
				ranked.forEach((one, i) => {
					const before = ranked[i - 1];
					if (!before) expect(one.rank).toBe(1);
					else expect(one.rank as number).toBeGreaterThanOrEqual(before.rank as number);
				});
				const { cut } = ranking;
				if (top !== undefined && cut) {
					const taken = cut.inside.length + cut.places;
					expect(taken).toBe(Math.min(top, ranked.length));
					if (cut.band.length > 0) expect(cut.places).toBeLessThan(cut.band.length);
				}
			}),
			{ numRuns: 200 },
		);
	});

	test('is independent of the order of the scores', () => {
		fc.assert(
			fc.property(anyScores, fc.nat(), (scores, turn) => {
				const at = scores.length === 0 ? 0 : turn % scores.length;
				const turned = [...scores.slice(at), ...scores.slice(0, at)].reverse();
				const options = { items: names, top: 2, influence: true, draws: 20 };
				expect(rankScores(turned, options)).toEqual(rankScores(scores, options));
			}),
			{ numRuns: 60 },
		);
	});

	test('moves with the scale: points times ten and plus five rank the same', () => {
		const scores = [
			...given('x', { a: 9, b: 7, c: 2 }),
			...given('y', { b: 6, c: 3, d: 8 }),
			...given('z', { a: 8, d: 7 }),
		];
		const one = rankScores(scores, { top: 2 });
		const other = rankScores(
			scores.map((score) => ({ ...score, value: 10 * score.value + 5 })),
			{ top: 2 },
		);
		for (const { item, adjusted, rank, high, inTop } of one.items) {
			const twin = row(other, item);
			expect(twin.rank).toBe(rank);
			expect(twin.adjusted).toBeCloseTo(10 * (adjusted as number) + 5, 6);
			expect(twin.high).toBeCloseTo(10 * (high as number) + 5, 6);
			expect(twin.inTop).toBeCloseTo(inTop as number, 6);
		}
	});

	test('whoever was only given to the strict juror does not lose by it', () => {
		const strict = given('strict', { a: 5, b: 4, c: 3, d: 2, e: 1, x: 5 });
		const mild = given('mild', { a: 9, b: 8, c: 7, d: 6, e: 5, y: 8 });
		const ranking = rankScores([...strict, ...mild]);
		const [x, y] = [row(ranking, 'x'), row(ranking, 'y')];
		expect(x.rawMean).toBeLessThan(y.rawMean as number);
		expect(x.adjusted).toBeGreaterThan(y.adjusted as number);
		expect(jurorRow(ranking, 'strict').severity).toBeLessThan(-1);
		expect(jurorRow(ranking, 'mild').severity).toBeGreaterThan(1);
		// The truth, 4 points apart, lies between the ends of the two intervals.
		const apart = jurorRow(ranking, 'mild').severity - jurorRow(ranking, 'strict').severity;
		expect(apart).toBeGreaterThan(3);
		expect(apart).toBeLessThan(4.2);
	});

	test('a juror with constant marks, two entries, and one score: no NaN, raw rank, flags', () => {
		const flat = given('flat', { a: 7, b: 7, c: 7, d: 7, e: 7 });
		const ranking = rankScores([...flat, ...given('new', { a: 9, b: 2 })], { items: names, top: 2 });
		expect(row(ranking, 'a')).toMatchObject({ rank: 1, rawRank: 1, flags: ['constant-marks', 'few-entries'] });
		expect(row(ranking, 'c')).toMatchObject({ rawRank: 2, flags: ['constant-marks', 'one-score'] });
		expect(row(ranking, 'f')).toMatchObject({ n: 0, rank: null, rawRank: null, adjusted: null, inTop: null });
		expect(row(ranking, 'b').rank).toBe(5);
		expect(jurorRow(ranking, 'flat').flags).toEqual(['constant-marks']);
		expect(jurorRow(ranking, 'new').flags).toEqual(['few-entries']);
	});

	test('all scores equal: adjusted is raw, nothing is claimed, everybody shares the first place', () => {
		const ranking = rankScores([...given('x', { a: 5, b: 5, c: 5 }), ...given('y', { a: 5, b: 5 })], { top: 1 });
		expect(ranking.flags).toContain('no-spread');
		expect(ranking.variances).toBeNull();
		for (const one of ranking.items) {
			expect(one).toMatchObject({ rank: 1, rawRank: 1, adjusted: 5, low: null, high: null, tieGroup: 1 });
			expect(one.inTop).toBeCloseTo(1 / 3);
		}
		expect(ranking.cut).toEqual({ top: 1, inside: [], band: ['a', 'b', 'c'], places: 1 });
	});

	test('one score, one juror, no score: said, not hidden', () => {
		expect(rankScores(given('x', { a: 5 })).flags).toEqual([
			'no-spread',
			'one-item',
			'one-juror',
			'noise-unknown',
			'severity-unknown',
		]);
		const one = rankScores(given('x', { a: 5, b: 8, c: 2 }), { top: 1 });
		expect(one.flags).toEqual(['one-juror', 'noise-unknown']);
		expect(one.items.map(({ item }) => item)).toEqual(['b', 'a', 'c']);
		// One score each: they may be off by as much as they differ, so the first place is open.
		expect(one.cut?.band).toContain('b');
		expect(rankScores([], { items: ['a'], top: 1 })).toMatchObject({ mean: null, flags: ['no-scores'] });
	});

	test('pools that no score links are named', () => {
		const ranking = rankScores([
			...given('x', { a: 5, b: 8, c: 6 }),
			...given('y', { a: 6, b: 9 }),
			...given('z', { d: 3, e: 2 }),
		]);
		expect(ranking.flags).toContain('disconnected');
		expect(ranking.pools).toEqual([
			{ items: ['a', 'b', 'c'], jurors: ['x', 'y'] },
			{ items: ['d', 'e'], jurors: ['z'] },
		]);
		expect(row(ranking, 'd').flags).toContain('other-pool');
		expect(row(ranking, 'a').flags).not.toContain('other-pool');
		expect(jurorRow(ranking, 'z').flags).toContain('other-pool');
	});

	test('a tie at the cut is named, a clear cut is not', () => {
		const jurors = ['j1', 'j2', 'j3', 'j4'];
		const clear = jurors.flatMap((juror, i) => given(juror, { a: 9, b: 9 - (i % 2), c: 3, d: 2 + (i % 2) }));
		expect(rankScores(clear, { top: 2 }).cut).toEqual({ top: 2, inside: ['a', 'b'], band: [], places: 0 });
		const close = jurors.flatMap((juror, i) => given(juror, { a: 10, b: 6 + (i % 2), c: 7 - (i % 2), d: 1 }));
		const { cut } = rankScores(close, { top: 2 });
		expect(cut).toMatchObject({ inside: ['a'], places: 1 });
		expect([...(cut?.band ?? [])].sort()).toEqual(['b', 'c']);
	});

	test('says who would come in and fall out without a juror', () => {
		const usual = ['j1', 'j2', 'j3'].flatMap((juror, i) => given(juror, { a: 9, b: 7, c: 6, d: 3 + (i % 2) }));
		const partial = given('friend', { a: 9, b: 1, c: 10, d: 3 });
		const ranking = rankScores([...usual, ...partial], { top: 2, influence: true });
		expect(ranking.items.slice(0, 2).map(({ item }) => item)).toEqual(['a', 'c']);
		const without = ranking.influence.find(({ juror }) => juror === 'friend');
		expect(without).toMatchObject({ enters: ['b'], leaves: ['c'], unscored: [], largestShift: 1 });
		expect(ranking.influence.find(({ juror }) => juror === 'j1')).toMatchObject({ enters: [], leaves: [] });
	});

	test('confidence weighs: a sure juror counts for more than an unsure one', () => {
		const rest = given('x', { c: 5, d: 4, a: 5, b: 5 });
		const scores = (sure: string, unsure: string): Score[] => [
			...rest,
			{ item: 'a', juror: sure, value: 8, weight: 4 },
			{ item: 'b', juror: sure, value: 4, weight: 4 },
			{ item: 'a', juror: unsure, value: 4, weight: 1 },
			{ item: 'b', juror: unsure, value: 8, weight: 1 },
		];
		const ranking = rankScores(scores('y', 'z'));
		expect(row(ranking, 'a').rawMean).toBe(row(ranking, 'b').rawMean);
		expect(row(ranking, 'a').adjusted).toBeGreaterThan(row(ranking, 'b').adjusted as number);
	});

	test('balanced and complete: variances are those of the analysis of variance', () => {
		const quality = [4, 2, 0, -2, -4, 1, -1, 3];
		const severity = [1, 0, -1, 0.5];
		const noise = (i: number, j: number) =>
			[0.4, -0.3, 0.5, -0.6, 0.1, -0.2, 0.3][(3 * i + 5 * j + i * j) % 7] as number;
		const scores = quality.flatMap((q, i) =>
			severity.map((s, j) => ({ item: `i${i}`, juror: `j${j}`, value: 5 + q + s + noise(i, j) })),
		);
		const [n, m] = [quality.length, severity.length];
		const average = (list: readonly Score[]) => list.reduce((sum, { value }) => sum + value, 0) / list.length;
		const all = average(scores);
		const by = (key: 'item' | 'juror') => [...Map.groupBy(scores, (score) => score[key]).values()].map(average);
		const squares = (list: readonly number[]) => list.reduce((sum, value) => sum + (value - all) ** 2, 0);
		const total = squares(scores.map(({ value }) => value));
		const [items, jurors] = [m * squares(by('item')), n * squares(by('juror'))];
		const error = (total - items - jurors) / ((n - 1) * (m - 1));
		const expected = { quality: (items / (n - 1) - error) / m, severity: (jurors / (m - 1) - error) / n, noise: error };
		const { variances } = rankScores(scores);
		// The weak prior moves them a little.
		for (const part of ['quality', 'severity', 'noise'] as const) {
			expect((variances?.[part] as number) / expected[part]).toBeGreaterThan(0.8);
			expect((variances?.[part] as number) / expected[part]).toBeLessThan(1.25);
		}
	});
});

describe('Krippendorff’s alpha', () => {
	test('of the published example with missing data, interval metric', () => {
		// Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section D: four observers, twelve units, α = 0.849.
		const none = Number.NaN;
		const observers = [
			[1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none],
			[1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3],
			[none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none],
			[1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none],
		];
		const units = Array.from({ length: 12 }, (_, u) =>
			observers.map((values) => values[u] as number).filter((value) => !Number.isNaN(value)),
		);
		expect(krippendorffAlpha(units)).toBeCloseTo(0.849, 3);
	});

	test('is 1 when all agree, and null when nothing can be compared', () => {
		expect(
			krippendorffAlpha([
				[1, 1],
				[5, 5, 5],
			]),
		).toBe(1);
		expect(krippendorffAlpha([[1], [5]])).toBeNull();
		expect(
			krippendorffAlpha([
				[3, 3],
				[3, 3],
			]),
		).toBeNull();
	});
});
