import { describe, expect, it } from 'vitest';
import type { ProblemInput } from '#solvers/assignment/index.ts';
import { nearnessOf } from '../../assigning.ts';
import { type Solved, solveTask } from './solve-task.ts';

/** Two papers want the same two people; a third has all that it needs already, as after a decline. */
const input: ProblemInput = {
	papers: 3,
	reviewers: 4,
	demand: Int32Array.from([2, 2, 0]),
	max: 1,
	scores: {
		paper: Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]),
		reviewer: Int32Array.from([0, 1, 2, 3, 0, 1, 2, 3]),
		score: Float64Array.from([100, 100, 10, 10, 80, 80, 1, 1]),
	},
};
const solved = (aim: 'best' | 'fair') => {
	const found = solveTask({ input, aim, limit: 1, seed: 0 }, () => undefined);
	if (found.kind !== 'found') throw new Error('none');
	return found as Extract<Solved, { kind: 'found' }>;
};

describe('a task', () => {
	it('with fairness says what is proven of the worst and of the total', () => {
		expect(solved('fair')).toMatchObject({
			without: { total: 202, worst: 2 },
			worstBound: 81,
			fair: { worst: 81, withWorst: 191, withOthers: 191 },
		});
	});

	it('does not take an application that needs nobody for the weakest', () => {
		expect(solved('best').worstBound).toBe(160);
	});
});

describe('how near a fair proposal is', () => {
	const fair = { worst: 60, others: 70, withWorst: 200.5, withOthers: 200 };

	it('is told in points of the bounds', () => {
		expect(nearnessOf({ total: 200, worst: 60, worstBound: 60, fair })).toEqual({
			worstProven: true,
			below: 0.5,
			belowWithOthers: 0,
		});
		expect(nearnessOf({ total: 199.99, worst: 60, worstBound: 61, fair })).toEqual({
			worstProven: false,
			below: 0.51,
			belowWithOthers: 0.01,
		});
	});

	it('is not told of a proposal that was changed to a weaker weakest, nor of one without fairness', () => {
		expect(nearnessOf({ total: 200, worst: 59.99, worstBound: 60, fair })).toBeUndefined();
		expect(nearnessOf({ total: 200, worst: 60, worstBound: 60 })).toBeUndefined();
	});
});
