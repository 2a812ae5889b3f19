import { expect, test } from 'vitest';
import { hitsIn, snippet } from './snippet.ts';
import { typedQuery } from './typed.ts';

test('hits never overlap, the longer one goes first', () => {
	expect(hitsIn('气候变化与气候', { stems: [], han: ['气候', '气候变化'] })).toEqual([
		{ from: 0, to: 4 },
		{ from: 5, to: 7 },
	]);
});

test('one sign a hundred times over in a query, and in a long text, is nothing to wait for', () => {
	const parts = typedQuery('的,'.repeat(100));
	expect(parts.flatMap(({ runs }) => runs).length).toBeLessThanOrEqual(20);
	const text = '的地'.repeat(50_000);
	expect(snippet(text, { stems: [], han: ['的'] }).some(({ hit }) => hit)).toBe(true);
	expect(hitsIn(text, { stems: [], han: ['的'] })).toHaveLength(50_000);
});
