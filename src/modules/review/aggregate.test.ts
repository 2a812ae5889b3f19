import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Aggregate, type AggregateInput, aggregate as aggregates, type ScoreEntry } from './aggregate.ts';

const aggregate = (input: AggregateInput) => aggregates(input).rows;
const byId = (rows: readonly Aggregate[]): Record<string, Aggregate> =>
	Object.fromEntries(rows.map((row) => [row.application, row]));
const score = (juror: string, totals: Record<string, number>): ScoreEntry[] =>
	Object.entries(totals).map(([application, total]) => ({ application, juror, total }));
const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
const anyScores = fc.uniqueArray(
	fc.record({
		application: fc.constantFrom(...letters),
		juror: fc.constantFrom('j1', 'j2', 'j3', 'j4'),
		total: fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(0, 50, 100)),
	}),
	{ selector: ({ application, juror }) => `${application} ${juror}`, maxLength: 24 },
);
const anyCarried = fc.array(
	fc.record({
		weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
		values: fc
			.dictionary(fc.constantFrom(...letters), fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null }))
			.map((record) => new Map(Object.entries(record))),
	}),
	{ maxLength: 2 },
);

describe('aggregates', () => {
	test('are finite, on 0–100, and rank each scored application, whatever the scores are', () => {
		fc.assert(
			fc.property(anyScores, anyCarried, fc.integer({ min: 1, max: 4 }), (scores, carried, perApplication) => {
				const rows = aggregate({ applications: letters, scores, perApplication, carried, top: 2 });
				expect(rows.map(({ application }) => application).sort()).toEqual(letters);
				for (const row of rows) {
					const n = scores.filter(({ application }) => application === row.application).length;
					expect(row.n).toBe(n);
					const figures = [row.rawMean, row.adjusted, row.combined, row.rank, row.rawRank, row.tieGroup, row.inTop];
					for (const value of figures) {
						if (n === 0) expect(value).toBeNull();
						else expect(Number.isFinite(value)).toBe(true);
					}
					// Of one score, or of equal ones only, nobody knows how far off they are.
					if (row.margin !== null) expect(Number.isFinite(row.margin) && row.margin >= 0).toBe(true);
					if (n === 0) expect([row.margin, row.atCut]).toEqual([null, false]);
					for (const value of [row.rawMean, row.adjusted, row.combined]) {
						if (value !== null) expect(value >= 0 && value <= 100).toBe(true);
					}
					expect(row.flags.includes('one-score')).toBe(n === 1);
					expect(row.flags.includes('too-few')).toBe(n < perApplication);
				}
				const ranked = rows.filter(({ rank }) => rank !== null);
				for (const [i, row] of ranked.entries()) {
					const before = ranked[i - 1];
					if (!before) expect([row.rank, row.tieGroup]).toEqual([1, 1]);
					else {
						// Those that share a place do so because rounding alone sets them apart, in any order.
						expect(row.combined as number).toBeLessThanOrEqual((before.combined as number) + 1e-6);
						expect([before.tieGroup, (before.tieGroup as number) + 1]).toContain(row.tieGroup);
					}
				}
			}),
			{
				examples: [
					[
						[
							{ application: 'b', juror: 'j1', total: 2.000001941837582e-9 },
							{ application: 'a', juror: 'j1', total: 0 },
							{ application: 'd', juror: 'j1', total: 50 },
						],
						[],
						1,
					],
				],
			},
		);
	});

	test('do not depend on the order of the scores, nor on what is scored that is not theirs', () => {
		fc.assert(
			fc.property(anyScores, (scores) => {
				const of = (list: readonly ScoreEntry[]) =>
					aggregate({ applications: letters, scores: list, perApplication: 2 });
				const rounded = (rows: readonly Aggregate[]) =>
					Object.values(byId(rows)).map(({ application, combined, n }) => [application, n, combined?.toFixed(6)]);
				const elsewhere = { application: 'z', juror: 'j1', total: 3 };
				const sorted = (rows: ReturnType<typeof rounded>) =>
					rows.sort((a, b) => String(a[0]).localeCompare(String(b[0])));
				expect(sorted(rounded(of([...scores, elsewhere].reverse())))).toEqual(sorted(rounded(of(scores))));
			}),
		);
	});

	test('a strict and a mild juror with the same order come to the same', () => {
		const strict = score('strict', { a: 50, b: 40, c: 30, d: 20, e: 10 });
		const mild = score('mild', { a: 95, b: 90, c: 85, d: 80, e: 75 });
		const rows = aggregate({
			applications: ['a', 'b', 'c', 'd', 'e'],
			scores: [...strict, ...mild],
			perApplication: 2,
		});
		expect(rows.map(({ application }) => application)).toEqual(['a', 'b', 'c', 'd', 'e']);
		// Whoever was only given to the strict one does not lose by it.
		const uneven = aggregate({
			applications: ['a', 'b', 'c', 'd', 'e', 'x', 'y'],
			scores: [
				...strict,
				...mild,
				{ application: 'x', juror: 'strict', total: 50 },
				{ application: 'y', juror: 'mild', total: 75 },
			],
			perApplication: 1,
		});
		const { x, y } = byId(uneven);
		expect(x?.rawMean).toBeLessThan(y?.rawMean as number);
		expect(x?.adjusted).toBeGreaterThan(y?.adjusted as number);
	});

	test('constant marks, few entries and a single score raise flags and make no nonsense', () => {
		const constant = score('flat', { a: 70, b: 70, c: 70, d: 70, e: 70 });
		const two = score('new', { a: 90, b: 20 });
		const rows = byId(
			aggregate({ applications: ['a', 'b', 'c', 'd', 'e', 'f'], scores: [...constant, ...two], perApplication: 2 }),
		);
		expect(rows.a?.flags).toEqual(['constant-marks', 'few-entries']);
		expect(rows.c?.flags).toEqual(['constant-marks', 'one-score', 'too-few']);
		expect(rows.f).toMatchObject({ n: 0, rank: null, rawRank: null, flags: ['too-few'] });
		expect(rows.a).toMatchObject({ rank: 1, rawRank: 1, rawMean: 80 });
		expect(rows.b).toMatchObject({ rank: 5, rawRank: 5, rawMean: 45 });
		expect(rows.c?.rawRank).toBe(2);
		expect(rows.c?.tieGroup).toBe(rows.d?.tieGroup);
	});

	test('half of the result comes from the stage before, half from this one', () => {
		const values = new Map<string, number | null>([
			['a', 40],
			['b', 100],
			['c', null],
		]);
		const rows = byId(
			aggregate({
				applications: ['a', 'b', 'c'],
				scores: score('j', { a: 80, b: 60, c: 70 }),
				perApplication: 1,
				carried: [{ weight: 1, values }],
			}),
		);
		for (const id of ['a', 'b'] as const) {
			const row = rows[id] as Aggregate;
			expect(row.combined).toBeCloseTo(((row.adjusted as number) + (values.get(id) as number)) / 2);
		}
		expect(rows.b?.rank).toBe(1);
		expect(rows.c?.combined).toBe(rows.c?.adjusted);
		expect(rows.c?.flags).toContain('carry-missing');
	});

	test('entries far apart are in different groups, entries close together in one', () => {
		const juries = ['j1', 'j2', 'j3'].flatMap((juror, i) =>
			score(juror, { a: 95 - i, b: 94 + i, c: 50 - i, d: 49 + i, e: 10 + i, f: 12 - i }),
		);
		const rows = byId(aggregate({ applications: letters, scores: juries, perApplication: 3 }));
		expect(letters.map((id) => rows[id]?.tieGroup)).toEqual([1, 1, 2, 2, 3, 3]);
	});
});
