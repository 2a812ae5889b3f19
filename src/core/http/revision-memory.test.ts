import { expect, test } from 'vitest';
import { createRevisionMemory } from './revision-memory.ts';
import type { Revisions } from './revisions.ts';

function counting() {
	let numbers = new Map<string, number>();
	const revisions: Revisions = {
		of: (scope) => numbers.get(scope) ?? 0,
		snapshot: () => numbers,
		refresh: async () => {},
	};
	let asked = 0;
	return {
		memory: createRevisionMemory(revisions),
		change: () => {
			numbers = new Map([['e', asked]]);
		},
		load: async () => {
			asked += 1;
			return asked;
		},
	};
}

test('asked once until something changes', async () => {
	const { memory, change, load } = counting();
	expect(await Promise.all([memory.remember('a', load), memory.remember('a', load)])).toEqual([1, 1]);
	expect(await memory.remember('b', load)).toBe(2);
	change();
	expect(await memory.remember('a', load)).toBe(3);
});

test('neither what is not there nor a failure is remembered', async () => {
	const { memory, load } = counting();
	expect(await memory.remember('a', async () => undefined)).toBeUndefined();
	await expect(memory.remember('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	expect(await memory.remember('a', load)).toBe(1);
	expect(await memory.remember('b', load)).toBe(2);
});
