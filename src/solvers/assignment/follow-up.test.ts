import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCertificate } from './certificate.ts';
import { lockPrices } from './lock-prices.ts';
import { allotOverlapping } from './overlap.ts';
import { problemOf } from './problem.ts';
import { repair } from './repair.ts';
import { wholeScores } from './scale.ts';
import { solve } from './solve.ts';
import { anyInstance } from './testing-instances.ts';

const none = new Int32Array(0);

describe('after a decline', () => {
	test('the gap is filled, the declined pair stays away, and the rest stays where that is possible', () => {
		let repaired = 0;
		fc.assert(
			fc.property(anyInstance, fc.nat(30), (input, which) => {
				const outcome = solve(problemOf({ ...input, locks: undefined }));
				if (outcome.kind === 'infeasible' || outcome.assignment.paper.length === 0) return;
				const { paper, reviewer } = outcome.assignment;
				const gone = which % paper.length;
				const without = (list: Int32Array) => list.filter((_, k) => k !== gone);
				const declined = { paper: paper.slice(gone, gone + 1), reviewer: reviewer.slice(gone, gone + 1) };
				const forbidden = {
					paper: Int32Array.from([...(input.forbidden?.paper ?? none), ...declined.paper]),
					reviewer: Int32Array.from([...(input.forbidden?.reviewer ?? none), ...declined.reviewer]),
				};
				const next = { ...input, locks: undefined, forbidden };
				const answer = repair(next, { paper: without(paper), reviewer: without(reviewer) });
				const problem = problemOf(next);
				if (answer.kind === 'infeasible') return void expect(solve(problem).kind).toBe('infeasible');
				repaired++;
				const check = checkCertificate(problem, answer.assignment, new Float64Array(problem.reviewers));
				expect(check.faults).toEqual([]);
				expect(answer.added).not.toContainEqual({ paper: declined.paper[0], reviewer: declined.reviewer[0] });
				if (answer.moved.length === 0) expect(answer.added).toHaveLength(1);
			}),
			{ numRuns: 300 },
		);
		expect(repaired).toBeGreaterThan(0);
	});
});

describe('the price of a lock', () => {
	test('is what the best total gains without it, and never below nothing', () => {
		let priced = 0;
		fc.assert(
			fc.property(anyInstance, (input) => {
				const problem = problemOf(input);
				const outcome = solve(problem);
				if (outcome.kind === 'infeasible') return;
				for (const { price } of lockPrices(input, problem, outcome.assignment.total)) {
					if (price === undefined) continue;
					priced++;
					// A pair that is no candidate of itself leaves an instance that may have less, or none.
					if (input.defaultScore !== undefined) expect(price).toBeGreaterThanOrEqual(0);
				}
			}),
			{ numRuns: 300 },
		);
		expect(priced).toBeGreaterThan(0);
	});

	test('of a lock on the worst pair is the difference', () => {
		const scores = {
			paper: Int32Array.from([0, 0, 1, 1]),
			reviewer: Int32Array.from([0, 1, 0, 1]),
			score: Float64Array.from([9, 1, 2, 8]),
		};
		const input = {
			papers: 2,
			reviewers: 2,
			demand: 1,
			max: 1,
			scores,
			locks: { paper: Int32Array.of(0), reviewer: Int32Array.of(1) },
		};
		const problem = problemOf(input);
		const outcome = solve(problem);
		if (outcome.kind === 'infeasible') throw new Error('infeasible');
		expect(outcome.assignment.total).toBe(3);
		expect(lockPrices(input, problem, 3)).toEqual([{ paper: 0, reviewer: 1, score: 1, price: 14 }]);
	});
});

describe('entries for jurors by lot', () => {
	const instance = fc.record({
		entries: fc.integer({ min: 4, max: 40 }),
		jurors: fc.integer({ min: 3, max: 12 }),
		perEntry: fc.integer({ min: 2, max: 3 }),
		seed: fc.nat(),
		clashes: fc.array(fc.tuple(fc.nat(39), fc.nat(11)), { maxLength: 12 }),
	});

	test('every entry has its jurors, loads are alike, conflicts are kept, and jurors hang together', () => {
		fc.assert(
			fc.property(instance, ({ clashes, ...input }) => {
				const pairs = clashes.filter(([entry, juror]) => entry < input.entries && juror < input.jurors);
				const conflicts = {
					paper: Int32Array.from(pairs, ([entry]) => entry),
					reviewer: Int32Array.from(pairs, ([, juror]) => juror),
				};
				const answer = allotOverlapping({ ...input, conflicts });
				if (answer.kind === 'infeasible') return void expect(pairs.length).toBeGreaterThan(0);
				const loads = new Int32Array(input.jurors);
				const seen = new Set<string>();
				for (const [k, entry] of answer.entry.entries()) {
					const juror = answer.juror[k] as number;
					(loads[juror] as number)++;
					seen.add(`${entry} ${juror}`);
					expect(pairs).not.toContainEqual([entry, juror]);
				}
				expect(seen.size).toBe(input.entries * input.perEntry);
				if (pairs.length === 0) {
					expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
					// So many comparisons that a chain through all is possible and exchanges find it.
					if (input.entries * (input.perEntry - 1) >= 2 * input.jurors) expect(answer.groups).toBe(1);
				}
				expect(allotOverlapping({ ...input, conflicts })).toEqual(answer);
			}),
			{ numRuns: 150 },
		);
	});

	test('no two jurors share much where there is a choice', () => {
		const answer = allotOverlapping({ entries: 60, jurors: 12, perEntry: 4, seed: 1 });
		if (answer.kind === 'infeasible') throw new Error('infeasible');
		// 360 pairs of jurors over 66: between five and six each.
		expect(answer.pairsSharing).toBe(66);
		expect(answer.mostShared).toBeLessThanOrEqual(8);
	});
});

test('decimals become whole numbers, exactly as long as they fit, and otherwise it is said', () => {
	expect(wholeScores(Float64Array.of(0.1, -2.25), 2, 100)).toEqual({
		score: Float64Array.of(10, -225),
		scale: 100,
		exact: true,
		decimals: 2,
	});
	const long = wholeScores(Float64Array.of(0.1234567890123456), 16, 1000);
	expect(long.exact).toBe(false);
	expect(long.decimals).toBeGreaterThan(10);
	expect(Math.abs((long.score[0] as number) / long.scale - 0.1234567890123456)).toBeLessThan(1e-10);
	expect(wholeScores(new Float64Array(0), 0, 0)).toMatchObject({ scale: 1, exact: true });
});
