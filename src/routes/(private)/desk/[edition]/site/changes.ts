import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Part } from '#core/text/index.ts';
import type { FieldChange } from '#modules/editions/merge.ts';
import { formOf, isEditable } from '#modules/editions/record-form.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { type Records, type RecordValue, splitKey } from '#modules/editions/records.ts';
import { type Difference, differencesOf } from '#modules/editions/ui/readable.ts';

/** What a change does to one record, ready to be read. */
export interface ShownChange {
	key: string;
	kind: string;
	name: string;
	change: 'add' | 'change' | 'remove';
	/** Whether the desk of the site has a form for it. */
	editable: boolean;
	differences: Difference[];
}

/** A change of a record in words, with its differences by words and language. Pure. */
export function shownChange(
	{ key, kind: change, fields }: { key: string; kind: ShownChange['change']; fields: readonly FieldChange[] },
	about: { records: Records; zone: string; locale: Locale },
): ShownChange {
	const { kind } = splitKey(key);
	const whole = fields.find(({ path }) => path === '');
	const value = about.records[key] ?? ((whole?.to ?? whole?.from) as RecordValue | undefined);
	const form = isEditable(kind) ? formOf(kind) : undefined;
	return {
		key,
		kind,
		name: inLocale(nameOfRecord(about.records, key, value), about.locale).text,
		change,
		editable: form !== undefined,
		differences: form ? differencesOf(fields, { form, ...about }) : plainDifferences(fields),
	};
}

/** Of a record without a form only its fields are named: it is edited, and read, elsewhere. */
function plainDifferences(fields: readonly FieldChange[]): Difference[] {
	const part = (kind: Part['kind'], value: unknown): Part[] =>
		value === undefined || typeof value === 'object' ? [] : [{ kind, text: String(value) }];
	return fields
		.filter(({ path }) => path !== '')
		.map(({ path, from, to }) => ({
			path,
			label: path,
			lang: null,
			parts: [...part('removed', from), ...part('added', to)],
		}));
}
