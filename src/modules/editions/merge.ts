import { type Records, type RecordValue, plain } from './records.ts';

/** A change of one field; `path` is empty when a whole record comes or goes. */
export interface FieldChange {
	path: string;
	from: unknown;
	to: unknown;
}

/** What an import does to one record. */
export interface RecordChange {
	key: string;
	kind: 'add' | 'change' | 'remove';
	/** The record afterwards; undefined when it goes. */
	value: RecordValue | undefined;
	fields: FieldChange[];
}

/** A field that changed both in the files and in the desk since the last import, and not to the same. */
export interface MergeConflict {
	/** `key` or `key:path`: what `resolve` names. */
	id: string;
	key: string;
	path: string;
	base: unknown;
	file: unknown;
	database: unknown;
}

export type Choice = 'file' | 'database';

export interface MergeResult {
	changes: RecordChange[];
	/** What only the desk changed, and what it changed to: it stays. */
	kept: { key: string; fields: FieldChange[] }[];
	/** Conflicts without a choice. */
	conflicts: MergeConflict[];
}

/**
 * The three-way comparison: what the files were at the last import (`base`), what they are now, what the database holds.
 * What only the files changed is taken, what only the desk changed is kept, what both changed differently is a conflict
 * unless `resolve` names it. Lists of texts are compared as wholes. Pure.
 */
export function mergeRecords(
	base: Records,
	file: Records,
	database: Records,
	resolve: Readonly<Record<string, Choice>> = {},
): MergeResult {
	const result: MergeResult = { changes: [], kept: [], conflicts: [] };
	const keys = new Set([...Object.keys(base), ...Object.keys(file), ...Object.keys(database)]);
	for (const key of keys) {
		const [was, theirs, ours] = [base[key], file[key], database[key]];
		if (same(theirs, ours)) continue;
		if (theirs === undefined || ours === undefined) mergeWhole(key, was, theirs, ours, resolve, result);
		else mergeFields(key, was ?? {}, theirs, ours, resolve, result);
	}
	return result;
}

/** A record that is missing on one side. */
function mergeWhole(
	key: string,
	was: RecordValue | undefined,
	theirs: RecordValue | undefined,
	ours: RecordValue | undefined,
	resolve: Readonly<Record<string, Choice>>,
	result: MergeResult,
): void {
	const take = () => {
		const kind = theirs === undefined ? 'remove' : 'add';
		result.changes.push({ key, kind, value: theirs, fields: [{ path: '', from: ours, to: theirs }] });
	};
	if (same(ours, was)) take();
	else if (same(theirs, was)) result.kept.push({ key, fields: [{ path: '', from: was, to: ours }] });
	else if (resolve[key] === 'file') take();
	else if (resolve[key] === 'database') result.kept.push({ key, fields: [{ path: '', from: was, to: ours }] });
	else result.conflicts.push({ id: key, key, path: '', base: was, file: theirs, database: ours });
}

function mergeFields(
	key: string,
	was: RecordValue,
	theirs: RecordValue,
	ours: RecordValue,
	resolve: Readonly<Record<string, Choice>>,
	result: MergeResult,
): void {
	const [before, there, here] = [leaves(was), leaves(theirs), leaves(ours)];
	const merged = new Map(here);
	const fields: FieldChange[] = [];
	const kept: FieldChange[] = [];
	for (const path of new Set([...before.keys(), ...there.keys(), ...here.keys()])) {
		const [base, file, database] = [before.get(path), there.get(path), here.get(path)];
		if (same(file, database)) continue;
		const id = `${key}:${path}`;
		if (same(database, base) || (!same(file, base) && resolve[id] === 'file')) {
			fields.push({ path, from: database, to: file });
			if (file === undefined) merged.delete(path);
			else merged.set(path, file);
		} else if (same(file, base) || resolve[id] === 'database') kept.push({ path, from: base, to: database });
		else result.conflicts.push({ id, key, path, base, file, database });
	}
	if (fields.length > 0) result.changes.push({ key, kind: 'change', value: unflatten(merged), fields });
	if (kept.length > 0) result.kept.push({ key, fields: kept });
}

/** What differs between two states of a record, field by field; one change with an empty path when it came or went. Pure. */
export function fieldChanges(before: RecordValue | null, after: RecordValue | null): FieldChange[] {
	if (before === null || after === null) {
		return before === after ? [] : [{ path: '', from: before ?? undefined, to: after ?? undefined }];
	}
	const [was, is] = [leaves(before), leaves(after)];
	return [...new Set([...was.keys(), ...is.keys()])]
		.filter((path) => !same(was.get(path), is.get(path)))
		.map((path) => ({ path, from: was.get(path), to: is.get(path) }));
}

/** The fields of a record by dotted path. Lists are one field each; an empty object too. */
function leaves(value: RecordValue, prefix = '', found = new Map<string, unknown>()): Map<string, unknown> {
	for (const [field, inner] of Object.entries(value)) {
		const path = prefix ? `${prefix}.${field}` : field;
		// A file is one thing: its measures never come from another one than its bytes.
		const isFile = typeof inner === 'object' && inner !== null && 'digest' in inner;
		if (
			typeof inner === 'object' &&
			inner !== null &&
			!isFile &&
			!Array.isArray(inner) &&
			Object.keys(inner).length > 0
		) {
			leaves(inner as RecordValue, path, found);
		} else found.set(path, inner);
	}
	return found;
}

function unflatten(fields: ReadonlyMap<string, unknown>): RecordValue {
	const value: RecordValue = {};
	for (const [path, leaf] of fields) {
		const steps = path.split('.');
		let at = value;
		for (const step of steps.slice(0, -1)) {
			if (typeof at[step] !== 'object' || at[step] === null) at[step] = {};
			at = at[step] as RecordValue;
		}
		// An empty object beside fields of the same name says nothing.
		const last = steps.at(-1) as string;
		if (!(isEmpty(leaf) && at[last] !== undefined)) at[last] = leaf;
	}
	return plain(value);
}

function isEmpty(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** Equal as data, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
	return a === b || canonical(a) === canonical(b);
}

/** Data as text that is the same for equal data. */
export function canonical(value: unknown): string | undefined {
	return JSON.stringify(value, (_, inner) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
