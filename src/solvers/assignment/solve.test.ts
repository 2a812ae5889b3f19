import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkBlocking, checkCertificate } from './certificate.ts';
import { loadCurve } from './load-curve.ts';
import { LockedConflict, problemOf } from './problem.ts';
import { solveRandomised } from './randomise.ts';
import { solve } from './solve.ts';
import { swapsFor } from './swaps.ts';
import { anyInstance, type Oracle, oracle } from './testing-instances.ts';

let highs: Oracle;
beforeAll(async () => {
	highs = await oracle();
});

const few = { numRuns: 200 };

describe('the assignment with the largest total', () => {
	test('is that of HiGHS, with prices that prove it; or a blocking set that holds when counted', () => {
		let solved = 0;
		fc.assert(
			fc.property(anyInstance, (input) => {
				const problem = problemOf(input);
				const outcome = solve(problem);
				const best = highs.best(input);
				if (outcome.kind === 'infeasible') {
					expect(best).toBeUndefined();
					expect(outcome.missing).toBeGreaterThan(0);
					expect(outcome.blocking.length).toBeGreaterThan(0);
					for (const blocking of outcome.blocking) expect(checkBlocking(problem, blocking)).toBe(true);
					return;
				}
				solved++;
				expect(outcome.assignment.total).toBeCloseTo(best as number, 6);
				expect(checkCertificate(problem, outcome.assignment, outcome.prices)).toEqual({
					optimal: true,
					total: outcome.assignment.total,
					bound: outcome.assignment.total,
					faults: [],
				});
			}),
			few,
		);
		expect(solved).toBeGreaterThan(0);
	});

	test('the check refuses worse totals, false prices and broken rules', () => {
		const scores = {
			paper: Int32Array.from([0, 0, 1, 1]),
			reviewer: Int32Array.from([0, 1, 0, 1]),
			score: Float64Array.from([5, 1, 5, 2]),
		};
		const problem = problemOf({ papers: 2, reviewers: 2, demand: 1, max: 1, scores });
		const outcome = solve(problem);
		if (outcome.kind !== 'optimal') throw new Error('infeasible');
		expect(outcome.assignment.total).toBe(7);
		const check = (paper: number[], reviewer: number[], prices = outcome.prices) =>
			checkCertificate(problem, { paper: Int32Array.from(paper), reviewer: Int32Array.from(reviewer) }, prices);
		expect(check([0, 1], [0, 1])).toMatchObject({ optimal: true, total: 7, bound: 7 });
		expect(check([0, 1], [1, 0])).toMatchObject({ optimal: false, total: 6, faults: [] });
		expect(check([0, 1], [0, 1], new Float64Array(2))).toMatchObject({ optimal: false, bound: 10 });
		expect(check([0, 1], [0, 0]).faults).toEqual([{ code: 'load', reviewer: 0, load: 2, min: 0, max: 1 }]);
		expect(check([0], [0]).faults).toEqual([{ code: 'paper-count', paper: 1, count: 0, needed: 1 }]);
	});

	test('a locked conflict is refused', () => {
		const pair = { paper: Int32Array.of(0), reviewer: Int32Array.of(0) };
		const scores = { ...pair, score: Float64Array.of(1) };
		expect(() =>
			problemOf({ papers: 1, reviewers: 1, demand: 1, max: 1, scores, conflicts: pair, locks: pair }),
		).toThrow(LockedConflict);
	});
});

describe('by lot', () => {
	test('the expected total is that of the linear program, and draws keep the rules', () => {
		fc.assert(
			fc.property(anyInstance, fc.constantFrom(0.25, 0.5, 0.75, 0.9, 1), fc.nat(1000), (input, limit, seed) => {
				const problem = problemOf(input);
				const lot = solveRandomised(problem, { limit, seed });
				const best = highs.best(input, limit);
				if (lot.kind === 'infeasible') return void expect(best).toBeUndefined();
				expect(lot.expected).toBeCloseTo(best as number, 5);
				expect(lot.optimal).toBe(true);
				expect(checkCertificate(problem, lot.assignment, new Float64Array(problem.reviewers)).faults).toEqual([]);
				expect(solveRandomised(problem, { limit, seed })).toEqual(lot);
			}),
			{ numRuns: 250 },
		);
	});

	test('no pair is drawn more often than its probability', () => {
		const pairs = Array.from({ length: 25 }, (_, k) => [Math.floor(k / 5), k % 5] as const);
		const scores = {
			paper: Int32Array.from(pairs, ([paper]) => paper),
			reviewer: Int32Array.from(pairs, ([, reviewer]) => reviewer),
			score: Float64Array.from(pairs, ([paper, reviewer]) =>
				paper === reviewer ? 10 : ((paper * 3 + reviewer) % 4) + 1,
			),
		};
		const problem = problemOf({ papers: 5, reviewers: 5, demand: 2, min: 1, max: 3, scores });
		const times = 2000;
		const drawn = new Map<number, number>();
		let total = 0;
		let expected = 0;
		for (let seed = 0; seed < times; seed++) {
			const lot = solveRandomised(problem, { limit: 0.6, seed });
			if (lot.kind === 'infeasible') throw new Error('infeasible');
			total += lot.assignment.total;
			expected = lot.expected;
			for (const [k, paper] of lot.assignment.paper.entries()) {
				const pair = paper * 5 + (lot.assignment.reviewer[k] as number);
				drawn.set(pair, (drawn.get(pair) ?? 0) + 1);
			}
		}
		// Four standard deviations of a share of 2,000 draws.
		expect(Math.max(...drawn.values()) / times).toBeLessThan(0.6 + 4 * Math.sqrt(0.24 / times));
		expect(Math.abs(total / times - expected)).toBeLessThan(0.6);
	});
});

describe('what is asked of an assignment', () => {
	test('swaps keep the rules and have the effect that they say', () => {
		let swapped = 0;
		fc.assert(
			fc.property(anyInstance, (input) => {
				const problem = problemOf(input);
				const outcome = solve(problem);
				if (outcome.kind === 'infeasible' || outcome.assignment.paper.length === 0) return;
				const { assignment, prices } = outcome;
				const [paper, reviewer] = [assignment.paper[0] as number, assignment.reviewer[0] as number];
				for (const swap of swapsFor(problem, assignment, { paper, reviewer })) {
					swapped++;
					const pairs = Array.from(assignment.paper, (i, k) => [i, assignment.reviewer[k] as number] as const).map(
						([i, j]) => {
							if (i === paper && j === reviewer) return [i, swap.reviewer] as const;
							if (i === swap.inReturn && j === swap.reviewer) return [i, reviewer] as const;
							return [i, j] as const;
						},
					);
					const check = checkCertificate(
						problem,
						{ paper: Int32Array.from(pairs, ([i]) => i), reviewer: Int32Array.from(pairs, ([, j]) => j) },
						prices,
					);
					expect(check.faults).toEqual([]);
					expect(check.total - assignment.total).toBe(swap.effect);
					expect(swap.effect).toBeLessThanOrEqual(0);
				}
			}),
			few,
		);
		expect(swapped).toBeGreaterThan(0);
	});

	test('wider loads never have less', () => {
		fc.assert(
			fc.property(anyInstance, (input) => {
				const totals = loadCurve(problemOf({ ...input, min: 0 })).map(({ total }) => total ?? Number.NEGATIVE_INFINITY);
				for (const [at, total] of totals.entries()) expect(total).toBeGreaterThanOrEqual(totals[at - 1] ?? total);
			}),
			{ numRuns: 100 },
		);
	});
});
