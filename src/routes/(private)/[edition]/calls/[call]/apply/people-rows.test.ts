import { expect, test } from 'vitest';
import { changePeopleRows } from './people-rows.ts';

const entries: [string, string][] = [
	['title', 'T'],
	['authors.0.family', 'A'],
	['authors.1.family', 'B'],
	['authors.2.family', 'C'],
	['authors.presenter', '1'],
];
const press = (name: string, value: string) => changePeopleRows(entries, new Map([[name, value]]));

test('moving a person up takes the presenter’s mark along', () => {
	const { entries: moved } = press('people-move', 'authors:1:up');
	expect(Object.fromEntries(moved)).toEqual({
		title: 'T',
		'authors.1.family': 'A',
		'authors.0.family': 'B',
		'authors.2.family': 'C',
		'authors.presenter': '0',
	});
});

test('removing a person closes the gap; the presenter’s mark goes with the person', () => {
	expect(Object.fromEntries(press('people-remove', 'authors:0').entries)).toMatchObject({
		'authors.0.family': 'B',
		'authors.1.family': 'C',
		'authors.presenter': '0',
	});
	expect(Object.fromEntries(press('people-remove', 'authors:1').entries)).not.toHaveProperty('authors.presenter');
});

test('adding asks for one empty row and changes nothing else', () => {
	expect(press('people-add', 'authors')).toEqual({ entries, empty: { authors: 1 } });
});

test('anything else that a button may say changes nothing', () => {
	expect(press('people-move', 'authors:x:up').entries).toEqual(entries);
	expect(press('people-remove', '').entries).toEqual(entries);
});
