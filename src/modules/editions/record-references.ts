import type { FormField, Shape } from '#core/record-form/index.ts';
import { editableKinds, type EditableKind, formOf } from './record-form.ts';
import type { RecordKind, Records, RecordValue } from './records.ts';
import { splitKey } from './records.ts';

/** A place that names a record: the record it is in, and its field. */
export interface Reference {
	key: string;
	/** Path of the field in the form; empty when the record's own code names it. */
	path: string;
}

/**
 * Every record that names this one: an organisation is named by partners and titles, a person by roles. Calls and letters
 * are not among them; publishing looks at those too. Pure.
 */
export function referencesTo(records: Records, key: string): Reference[] {
	const { kind, code } = splitKey(key);
	return Object.keys(records).flatMap((from) => {
		const { kind: own, code: ownCode } = splitKey(from);
		if (from === key || !editableKinds.includes(own as EditableKind)) return [];
		const form = formOf(own as EditableKind);
		const byCode = form.code.some(
			({ shape }, place) => shape.as === 'reference' && shape.to === kind && ownCode.split('/')[place] === code,
		);
		const paths = namedIn(form.fields, records[from], kind, code, records[from]);
		return [...(byCode ? [{ key: from, path: '' }] : []), ...paths.map((path) => ({ key: from, path }))];
	});
}

function namedIn(
	fields: readonly FormField[],
	value: unknown,
	kind: RecordKind,
	code: string,
	record: RecordValue | undefined,
): string[] {
	if (typeof value !== 'object' || value === null) return [];
	const found = fields.flatMap(({ name, path, shape }) => {
		const inner = (value as RecordValue)[name];
		return names(shape, inner, kind, code, record) ? [path] : within(shape, inner, kind, code, record);
	});
	return [...new Set(found)];
}

function names(shape: Shape, value: unknown, kind: RecordKind, code: string, record: RecordValue | undefined): boolean {
	if (shape.as !== 'reference' || shape.to !== kind || typeof value !== 'string') return false;
	// A session says its site and, within it, the room.
	return kind === 'room' ? `${record?.site}/${value}` === code : value === code;
}

function within(
	shape: Shape,
	value: unknown,
	kind: RecordKind,
	code: string,
	record: RecordValue | undefined,
): string[] {
	if (shape.as === 'group') return namedIn(shape.fields, value, kind, code, record);
	if (shape.as !== 'list' || !Array.isArray(value)) return [];
	const { item } = shape;
	return item.as === 'group' ? value.flatMap((one) => namedIn(item.fields, one, kind, code, record)) : [];
}

/** All that must go when a record goes: what cannot be without it, since its code names it (the role of a person). */
export function goesWith(records: Records, key: string): string[] {
	return referencesTo(records, key)
		.filter(({ path }) => path === '')
		.map((one) => one.key);
}
