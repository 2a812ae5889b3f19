import type { Locale } from '#core/i18n/index.ts';
import { fieldChanges, same } from '#modules/editions/merge.ts';
import { type EditableKind, formOf } from '#modules/editions/record-form.ts';
import { type Records, type RecordValue, splitKey } from '#modules/editions/records.ts';
import { differencesOf, fieldText, fieldTitle, type Reading } from '#modules/editions/ui/readable.ts';
import type { Part } from '#core/text/index.ts';

/** A field that two have made different, with both texts. */
export interface ConflictField {
	path: string;
	label: string;
	mine: string;
	theirs: string;
	/** The difference from theirs to mine, by words. */
	parts: Part[];
	/** Who of the two changed it; `both` must be chosen, the others are chosen beforehand. */
	changed: 'mine' | 'theirs' | 'both';
}

/** What two have written at one record, for a choice field by field. Plain data for a page. */
export interface RecordConflict {
	/** Who saved meanwhile, and when (edition time). */
	by: string;
	at: number;
	/** Whether theirs is public already. */
	published: boolean;
	fields: ConflictField[];
	/** What this writer wrote, so that nothing of it is lost. */
	mine: RecordValue | null;
	shown: RecordValue | null;
	/** Theirs is that the record goes, or mine. */
	goes: 'mine' | 'theirs' | null;
	version: number;
	base: string;
}

/**
 * The fields in which two texts of a record differ, each with who changed it since `shown`, the text that both began
 * with. Pure.
 */
export function conflictFields(
	key: string,
	{ shown, mine, theirs }: { shown: RecordValue | null; mine: RecordValue | null; theirs: RecordValue | null },
	about: { records: Records; zone: string; locale: Locale },
): ConflictField[] {
	if (mine === null || theirs === null) return [];
	const reading: Reading = { form: formOf(splitKey(key).kind as EditableKind), ...about };
	const from = new Map(fieldChanges(shown ?? {}, mine).map(({ path }) => [path, true]));
	const over = new Map(fieldChanges(shown ?? {}, theirs).map(({ path }) => [path, true]));
	return fieldChanges(theirs, mine)
		.filter(({ path }) => path !== 'position')
		.map(({ path, from: his, to: own }) => ({
			path,
			label: fieldTitle(path, reading),
			mine: fieldText(path, own, reading),
			theirs: fieldText(path, his, reading),
			parts: differencesOf([{ path, from: his, to: own }], reading).flatMap(({ parts }) => parts),
			changed:
				from.has(path) && over.has(path) ? ('both' as const) : from.has(path) ? ('mine' as const) : ('theirs' as const),
		}));
}

/** Their text with these fields of mine; a path leads to a field, not into a list. Pure. */
export function withChosen(theirs: RecordValue, mine: RecordValue, paths: readonly string[]): RecordValue {
	const chosen = new Set(paths);
	const result = structuredClone(theirs);
	for (const { path, to } of fieldChanges(theirs, mine)) if (chosen.has(path)) put(result, path.split('.'), to);
	return result;
}

function put(record: RecordValue, [name = '', ...rest]: readonly string[], value: unknown): void {
	if (rest.length === 0) {
		if (value === undefined) delete record[name];
		else record[name] = value;
		return;
	}
	const inner = record[name];
	const group = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as RecordValue) : {};
	put(group, rest, value);
	if (Object.keys(group).length === 0) delete record[name];
	else record[name] = group;
}

/** Whether nothing of what was typed differs from what is there now: then there is nothing to choose. Pure. */
export function saysTheSame(mine: RecordValue | null, theirs: RecordValue | null): boolean {
	const text = (value: RecordValue | null) => value && { ...value, position: undefined };
	return same(text(mine), text(theirs));
}
