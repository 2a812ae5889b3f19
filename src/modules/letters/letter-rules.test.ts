import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstRule, hiddenRules } from './letter-rules.ts';

const part = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const rule = fc.record({ track: part('T1', 'T2'), outcome: part('talk', 'no'), format: part('oral', 'poster') });
const rules = fc.array(
	rule.map(({ track, outcome, format }) => ({
		...(track === undefined ? {} : { track }),
		...(outcome === undefined ? {} : { outcome }),
		...(format === undefined ? {} : { format }),
		letter: 'x',
	})),
	{ maxLength: 6 },
);
const anyCase = fc.record({
	track: fc.constantFrom('T1', 'T2', null),
	outcome: fc.constantFrom('talk', 'no'),
	format: fc.constantFrom('oral', 'poster', null),
});

test('the first rule that fits counts; a rule that says nothing fits everything', () => {
	const list = [
		{ track: 'T1', outcome: 'talk', letter: 'a' },
		{ format: 'poster', letter: 'b' },
		{ outcome: 'no', letter: 'c' },
	];
	expect(firstRule(list, { track: 'T1', outcome: 'talk', format: 'poster' })).toBe(0);
	expect(firstRule(list, { track: 'T2', outcome: 'talk', format: 'poster' })).toBe(1);
	expect(firstRule(list, { track: null, outcome: 'no', format: null })).toBe(2);
	expect(firstRule(list, { track: 'T2', outcome: 'talk', format: null })).toBe(-1);
	expect(firstRule([{ letter: 'z' }, ...list], { track: 'T1', outcome: 'talk', format: null })).toBe(0);
});

test('a rule that is called hidden never comes first, whatever it is asked', () => {
	fc.assert(
		fc.property(rules, anyCase, (list, determined) => {
			expect(hiddenRules(list)).not.toContain(firstRule(list, determined));
		}),
	);
});
