import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRecords, same } from './merge.ts';
import type { Records } from './records.ts';

const merge = (base: Records, file: Records, database: Records, resolve = {}) =>
	mergeRecords(base, file, database, resolve);
const record = (name: string, more = {}) => ({ 'track/T1': { name: { en: name, zh: '一' }, ...more } });

/** What the database holds after the changes. */
function applied(database: Records, result: ReturnType<typeof mergeRecords>): Records {
	const after = { ...database };
	for (const { key, value } of result.changes) {
		if (value) after[key] = value;
		else delete after[key];
	}
	return after;
}

describe('the three-way comparison', () => {
	it('takes what only the files changed', () => {
		const result = merge(record('a'), record('b'), record('a'));
		expect(result).toEqual({
			changes: [
				{
					key: 'track/T1',
					kind: 'change',
					value: { name: { en: 'b', zh: '一' } },
					fields: [{ path: 'name.en', from: 'a', to: 'b' }],
				},
			],
			kept: [],
			conflicts: [],
		});
	});
	it('keeps what only the desk changed', () => {
		const result = merge(record('a'), record('a'), record('c'));
		expect(result.changes).toEqual([]);
		expect(result.kept).toEqual([{ key: 'track/T1', fields: [{ path: 'name.en', from: 'a', to: 'c' }] }]);
	});
	it('joins changes of different fields of one record', () => {
		const result = merge(record('a', { draft: true }), record('b', { draft: true }), record('a', { draft: false }));
		expect(applied(record('a', { draft: false }), result)).toEqual(record('b', { draft: false }));
		expect(result.conflicts).toEqual([]);
	});
	it('says nothing when both made the same change', () => {
		expect(merge(record('a'), record('b'), record('b'))).toEqual({ changes: [], kept: [], conflicts: [] });
	});
	it('refuses a field that both changed, until it is resolved', () => {
		const conflict = { id: 'track/T1:name.en', key: 'track/T1', path: 'name.en', base: 'a', file: 'b', database: 'c' };
		expect(merge(record('a'), record('b'), record('c')).conflicts).toEqual([conflict]);
		const file = merge(record('a'), record('b'), record('c'), { 'track/T1:name.en': 'file' });
		expect([file.conflicts, applied(record('c'), file)]).toEqual([[], record('b')]);
		const database = merge(record('a'), record('b'), record('c'), { 'track/T1:name.en': 'database' });
		expect([database.conflicts, applied(record('c'), database)]).toEqual([[], record('c')]);
	});
	it('removes what is gone from the files, unless the desk has changed it', () => {
		expect(applied(record('a'), merge(record('a'), {}, record('a')))).toEqual({});
		expect(merge(record('a'), {}, record('c')).conflicts.map(({ id }) => id)).toEqual(['track/T1']);
		expect(applied(record('c'), merge(record('a'), {}, record('c'), { 'track/T1': 'file' }))).toEqual({});
	});
	it('does not bring back what the desk removed, unless the files have changed it', () => {
		expect(merge(record('a'), record('a'), {}).changes).toEqual([]);
		expect(merge(record('a'), record('b'), {}).conflicts.map(({ id }) => id)).toEqual(['track/T1']);
	});

	const value = fc.record(
		{ n: fc.nat(2), list: fc.array(fc.nat(2), { maxLength: 2 }), text: fc.record({ en: fc.constantFrom('a', 'b') }) },
		{ requiredKeys: ['n'] },
	);
	const records = fc.dictionary(fc.constantFrom('track/T1', 'track/T2', 'edition'), value) as fc.Arbitrary<Records>;

	it('never loses silently: what the database holds is kept, taken from the files, or a conflict', () => {
		fc.assert(
			fc.property(records, records, records, (base, file, database) => {
				const result = merge(base, file, database);
				const after = applied(database, result);
				for (const key of new Set([...Object.keys(base), ...Object.keys(file), ...Object.keys(database)])) {
					const disputed = result.conflicts.some((one) => one.key === key);
					if (same(base[key], database[key]) && !disputed) expect(after[key]).toEqual(file[key]);
					if (same(base[key], file[key])) {
						expect(after[key]).toEqual(database[key]);
						expect(disputed).toBe(false);
					}
				}
			}),
		);
	});
	it('with every conflict resolved for the files and no edits in the desk, the files are what there is', () => {
		fc.assert(
			fc.property(records, records, (base, file) => {
				expect(applied(base, merge(base, file, base))).toEqual(file);
			}),
		);
	});
	it('is done after one go: comparing again with the files as the base changes nothing', () => {
		fc.assert(
			fc.property(records, records, records, (base, file, database) => {
				const first = merge(base, file, database);
				const resolve = Object.fromEntries(first.conflicts.map(({ id }) => [id, 'file' as const]));
				const after = applied(database, merge(base, file, database, resolve));
				expect(merge(file, file, after)).toMatchObject({ changes: [], conflicts: [] });
			}),
		);
	});
});
