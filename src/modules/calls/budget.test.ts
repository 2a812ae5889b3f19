import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetUse, type StandingDecision, withDecisions } from './budget.ts';
import { effects } from './stage.ts';

const decision = (application: string, over: Partial<StandingDecision> = {}): StandingDecision => ({
	application,
	effect: 'accept',
	format: 'talk',
	track: 'T1',
	announced: false,
	...over,
});

test('what is taken is counted by form and track, pending and announced; what is refused or waits is not', () => {
	const decisions = [
		decision('a'),
		decision('b', { announced: true }),
		decision('c', { track: 'T2' }),
		decision('d', { format: 'poster', effect: 'conditional' }),
		decision('e', { effect: 'reject' }),
		decision('f', { effect: 'waitlist', announced: true }),
		decision('g', { effect: 'advance', format: null, track: null }),
	];
	expect(
		budgetUse([{ format: 'talk', track: 'T1', most: 1 }, { format: 'talk', most: 3 }, { most: 10 }], decisions),
	).toEqual([
		{ format: 'talk', track: 'T1', most: 1, pending: 1, announced: 1, left: -1 },
		{ format: 'talk', most: 3, pending: 2, announced: 1, left: 0 },
		{ most: 10, pending: 4, announced: 1, left: 5 },
	]);
});

const any = fc.record({
	application: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
	effect: fc.constantFrom(...effects),
	format: fc.constantFrom('talk', 'poster', null),
	track: fc.constantFrom('T1', 'T2', null),
	announced: fc.boolean(),
});
const lists = fc.uniqueArray(any, { selector: ({ application }) => application });

test('a further decision takes the place of the one before, whatever they are', () => {
	fc.assert(
		fc.property(lists, lists, (before, added) => {
			const after = withDecisions(before, added);
			expect(new Set(after.map(({ application }) => application)).size).toBe(after.length);
			for (const one of added) expect(after).toContainEqual(one);
			expect(withDecisions(after, added).length).toBe(after.length);
		}),
	);
});
