import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applicationStates } from '#modules/calls/application-state.ts';
import { deskSorts } from '#modules/calls/server/index.ts';
import { filterParams, isFiltered, type ListQuery, listHref, readListQuery } from './list-query.ts';

const read = (query: string) => readListQuery(new URLSearchParams(query));

test('an address that says nothing is the whole list by number', () => {
	const whole: ListQuery = { filters: {}, sort: 'number', descending: false, cursor: null, from: 1 };
	expect(read('')).toEqual(whole);
	expect(listHref(whole)).toBe('');
	expect(isFiltered(whole.filters)).toBe(false);
});

test('what is not known is left out, not passed on', () => {
	expect(read('state=secret&student=maybe&sort=id&order=sideways&from=-3&q=%20%20&unanswered=1')).toEqual(read(''));
	expect(read('from=51').from).toBe(1);
	expect(read('after=x&from=51').from).toBe(51);
	expect(read(`q=${'a'.repeat(1000)}`).filters.text?.length).toBe(200);
});

test('every order of the module can be asked for', () => {
	for (const sort of deskSorts) expect(read(`sort=${sort}`).sort).toBe(sort);
});

test('every query comes back from its own link', () => {
	const word = fc.stringMatching(/^[a-z0-9&=+%?-]{1,12}$/);
	const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });
	const filters = fc.record({
		text: maybe(word),
		call: maybe(word),
		track: maybe(word),
		state: maybe(fc.constantFrom(...applicationStates)),
		outcome: maybe(word),
		student: maybe(fc.boolean()),
		mode: maybe(word),
		unanswered: maybe(fc.constant(true)),
	});
	const query = fc.record({
		filters,
		sort: fc.constantFrom(...deskSorts),
		descending: fc.boolean(),
		cursor: fc.constant(null),
		from: fc.constant(1),
	});
	fc.assert(
		fc.property(query, word, fc.integer({ min: 1, max: 9999 }), (given, cursor, from) => {
			expect(read(listHref(given, {}).slice(1))).toEqual({ ...given, filters: expect.anything() });
			expect(read(listHref(given, { cursor, from }).slice(1))).toMatchObject({ cursor, from });
			// Absent and undefined are the same to whoever filters.
			expect(JSON.stringify(Object.entries(read(listHref(given).slice(1)).filters).sort())).toBe(
				JSON.stringify(Object.entries(JSON.parse(JSON.stringify(given.filters))).sort()),
			);
		}),
	);
});

test('another filter begins at the first page', () => {
	const third = read('q=moon&after=abc&from=101&sort=title&order=down');
	expect(listHref(third, { filters: { text: 'moon', track: 'T3' } })).toBe('?q=moon&track=T3&sort=title&order=down');
	expect(filterParams(third.filters).toString()).toBe('q=moon');
});
