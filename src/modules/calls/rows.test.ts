import { expect, test } from 'vitest';
import { changeRows } from './rows.ts';

const entries: [string, string][] = [
	['title', 'T'],
	['authors.0.family', 'A'],
	['authors.1.family', 'B'],
	['authors.2.family', 'C'],
	['authors.presenter', '1'],
];
const press = (name: string, value: string) => changeRows(entries, new Map([[name, value]]));

test('moving a person up takes the presenter’s mark along', () => {
	const { entries: moved } = press('row-move', 'authors:1:up');
	expect(Object.fromEntries(moved)).toEqual({
		title: 'T',
		'authors.1.family': 'A',
		'authors.0.family': 'B',
		'authors.2.family': 'C',
		'authors.presenter': '0',
	});
});

test('removing a person closes the gap; the presenter’s mark goes with the person', () => {
	expect(Object.fromEntries(press('row-remove', 'authors:0').entries)).toMatchObject({
		'authors.0.family': 'B',
		'authors.1.family': 'C',
		'authors.presenter': '0',
	});
	expect(Object.fromEntries(press('row-remove', 'authors:1').entries)).not.toHaveProperty('authors.presenter');
});

test('adding asks for one empty row and changes nothing else', () => {
	expect(press('row-add', 'authors')).toEqual({ entries, empty: { authors: 1 } });
});

test('anything else that a button may say changes nothing', () => {
	expect(press('row-move', 'authors:x:up').entries).toEqual(entries);
	expect(press('row-remove', '').entries).toEqual(entries);
});

test('the rows of any other list move too, with all values of a question', () => {
	const budget: [string, string][] = [
		['budget.0.item', 'Flight'],
		['budget.0.for-whom', 'a'],
		['budget.0.for-whom', 'b'],
		['budget.1.item', 'Hotel'],
	];
	expect(changeRows(budget, new Map([['row-move', 'budget:0:down']])).entries).toEqual([
		['budget.1.item', 'Flight'],
		['budget.1.for-whom', 'a'],
		['budget.1.for-whom', 'b'],
		['budget.0.item', 'Hotel'],
	]);
	expect(changeRows(budget, new Map([['row-move', 'budget:0:up']])).entries).toEqual(budget);
});
