import { describe, expect, test } from 'vitest';
import { axisTicks } from './charts/scale.ts';
import { judgeCount } from './count.ts';
import { describedBy, fieldId } from './field.ts';
import { initials } from './initials.ts';
import { pageNumbers } from './pagination.ts';
import { formatSize } from './size.ts';

describe('the small rules of the components', () => {
	test('a count below its minimum is unfinished, above its maximum wrong', () => {
		const limits = { min: 250, max: 500 };
		expect(judgeCount(0, limits).state).toBe('empty');
		expect(judgeCount(249, limits)).toEqual({ count: 249, state: 'short', off: -1 });
		expect(judgeCount(250, limits).state).toBe('good');
		expect(judgeCount(500, limits).state).toBe('good');
		expect(judgeCount(501, limits)).toEqual({ count: 501, state: 'bad', off: 1 });
		expect(judgeCount(3, {}).state).toBe('good');
	});
	test('pages show the ends and the neighbourhood, and no gap of one', () => {
		expect(pageNumbers(1, 1)).toEqual([1]);
		expect(pageNumbers(5, 10)).toEqual([1, null, 4, 5, 6, null, 10]);
		expect(pageNumbers(3, 5)).toEqual([1, 2, 3, 4, 5]);
		expect(pageNumbers(1, 10)).toEqual([1, 2, null, 10]);
		expect(pageNumbers(4, 10)).toEqual([1, 2, 3, 4, 5, null, 10]);
	});
	test('initials in both scripts', () => {
		expect(initials('David ALEXANDER')).toBe('DA');
		expect(initials('Jean-Baptiste Desbois')).toBe('JD');
		expect(initials('王小明')).toBe('小明');
		expect(initials('  ')).toBe('');
	});
	test('sizes as people read them', () => {
		expect([820, 10_000_000, 1_440_000, 61_000].map(formatSize)).toEqual(['820 B', '10 MB', '1.4 MB', '61 kB']);
	});
	test('the id of a field survives dots, and names what describes it', () => {
		expect(fieldId('authors.0.orcid')).toBe('f-authors-0-orcid');
		expect(describedBy('f-a', { help: 'x', error: undefined })).toBe('f-a-help');
		expect(describedBy('f-a', {})).toBeUndefined();
	});
});

describe('axes', () => {
	test('ticks are round, whole, and reach the largest value', () => {
		expect(axisTicks(0)).toEqual([0, 1]);
		expect(axisTicks(3)).toEqual([0, 1, 2, 3]);
		expect(axisTicks(37)).toEqual([0, 10, 20, 30, 40]);
		expect(axisTicks(40)).toEqual([0, 10, 20, 30, 40]);
		expect(axisTicks(160)).toEqual([0, 50, 100, 150, 200]);
	});
});
