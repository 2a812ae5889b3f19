import type { Draft } from '#modules/editions/editing.ts';
import { withProposedCodes } from '#modules/editions/record-code.ts';
import { type EditableKind, formOf, keptFields } from '#modules/editions/record-form.ts';
import { type RecordValue, splitKey } from '#modules/editions/records.ts';
import { type TypedGroup, typedFromForm, valueOf, withoutEmptyItems } from '#core/record-form/index.ts';
import type { OpenSite } from './open-site.ts';

/** What a form of a record says of itself: which text its writer has seen. */
export interface Seen {
	/** Version of the draft, 0 when there was none. */
	version: number;
	/** Digest of what was published. */
	base: string;
	/** The text that the form showed when it was opened: what differs from it, this writer has changed. */
	shown: RecordValue | null;
}

/** What a posted form of a record holds. */
export interface RecordInput extends Seen {
	typed: TypedGroup;
	/** The record as it shall be, with what the form leaves as it is. */
	value: RecordValue;
}

/** Reads the form of a record that is there. Pure. */
export function recordInput(form: FormData, key: string, present: RecordValue | undefined): RecordInput {
	const kind = splitKey(key).kind as EditableKind;
	const { fields } = formOf(kind);
	const typed = withoutEmptyItems(fields, typedFromForm(fields, form));
	const value = withProposedCodes(fields, valueOf(fields, typed));
	return { typed, value: { ...value, ...kept(kind, present) }, ...seenIn(form) };
}

/** Which text the writer of a posted form has seen. Pure. */
export function seenIn(form: FormData): Seen {
	const version = Number(form.get('version'));
	return {
		version: Number.isInteger(version) && version >= 0 ? version : 0,
		base: String(form.get('base') ?? ''),
		shown: readRecord(form.get('shown')),
	};
}

/** A record that a form carries along as JSON; null for anything else. Pure. */
export function readRecord(text: unknown): RecordValue | null {
	try {
		const value: unknown = JSON.parse(String(text ?? ''));
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RecordValue) : null;
	} catch {
		return null;
	}
}

/** The fields of a record that its form does not show. */
export function kept(kind: EditableKind, present: RecordValue | undefined): RecordValue {
	return Object.fromEntries(
		keptFields(kind).flatMap((name) => (present?.[name] === undefined ? [] : [[name, present[name]]])),
	);
}

/** The draft of a record, if there is one. */
export function draftOf({ state }: Pick<OpenSite, 'state'>, key: string): Draft | undefined {
	return state.drafts.find((draft) => draft.key === key);
}
