import type { EditableKind } from '../record-form.ts';
import type { RecordKind } from '../records.ts';

/** One thing that a field may point at. */
export interface Candidate {
	value: string;
	label: string;
	group?: string;
}

/** What every control of a form needs to know besides its own field. Plain data, made on the server. */
export interface FormAbout {
	kind: EditableKind;
	/** What is wrong, by the path of the field, in sentences. */
	problems: Readonly<Record<string, string>>;
	/** The records that fields may point at, by their kind. */
	candidates: Partial<Record<RecordKind, readonly Candidate[]>>;
	/** The zone of the edition. */
	zone: string;
	/** Names of time zones and of countries, where the form asks for one. */
	zones: readonly string[];
	countries: readonly Candidate[];
	/** What a text may name in braces, and what it becomes. */
	placeholders: readonly { name: string; text: string }[];
}
