import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ListQuery, listHref, listParams, readListQuery } from './list-query.ts';

const read = (query: string) => readListQuery(new URLSearchParams(query));

test('an address that says nothing is the whole list by number', () => {
	const whole: ListQuery = { query: '', columns: [], sort: 'number', descending: false, cursor: null, from: 1 };
	expect(read('')).toEqual(whole);
	expect(listHref(whole)).toBe('');
});

test('a link to a single filter is a search for it', () => {
	expect(read('call=abstracts&state=submitted&track=T3').query).toBe('call:abstracts track:T3 status:submitted');
	expect(read('q=moon&unanswered=yes&mode=on-site').query).toBe('moon mode:on-site message:open');
	expect(read('outcome=Talk+or+poster').query).toBe('outcome:"Talk or poster"');
});

test('what is not known is left out, not passed on', () => {
	expect(read('order=sideways&from=-3&q=%20%20&nonsense=1')).toEqual(read(''));
	expect(read('from=51').from).toBe(1);
	expect(read('after=x&from=51').from).toBe(51);
	expect(read(`q=${'a'.repeat(5000)}`).query.length).toBe(2001);
});

test('every list comes back from its own link', () => {
	const word = fc.stringMatching(/^[a-z0-9&=+%?:"()-]{1,12}$/).filter((text) => text.trim() === text);
	const list = fc.record({
		query: fc.oneof(fc.constant(''), word),
		columns: fc.uniqueArray(word, { maxLength: 3 }),
		sort: fc.oneof(fc.constant('number'), word),
		descending: fc.boolean(),
		cursor: fc.constant(null),
		from: fc.constant(1),
	});
	fc.assert(
		fc.property(list, word, fc.integer({ min: 1, max: 9999 }), (given, cursor, from) => {
			expect(read(listHref(given).slice(1))).toEqual(given);
			expect(read(listHref(given, { cursor, from }).slice(1))).toEqual({ ...given, cursor, from });
		}),
	);
});

test('another search begins at the first page and keeps the columns', () => {
	const third = read('q=moon&col=title&after=abc&from=101&sort=title&order=down');
	expect(listHref(third, { query: 'mars' })).toBe('?q=mars&col=title&sort=title&order=down');
	expect(listParams(third).toString()).toBe('q=moon&col=title');
});
