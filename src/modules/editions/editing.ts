import type { Instant } from '#core/clock/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { FieldChange, MergeConflict } from './merge.ts';
import type { Records, RecordValue } from './records.ts';

/** What is being written at a record and is not published. The desk of an edition has one draft of a record, not one each. */
export interface Draft {
	key: string;
	/** The record as it shall be; null when it shall go. */
	value: RecordValue | null;
	/** The record as it was published when the draft was begun; null when there was none. */
	base: RecordValue | null;
	/** Rises with each save and is never used again: what a form sends back says which text its writer has seen. */
	version: number;
	/** The person's id; empty when they were erased. */
	savedBy: string;
	savedByName: string;
	savedAt: Instant;
	/** Edition time at which it is published by itself. */
	publishAt: Instant | null;
	/** Why its planned publication did not take place; it stayed a draft. */
	refused: { code: string; at: Instant } | null;
}

/** What somebody typed and could not save (another was quicker, or something was wrong with it): kept for this person alone. */
export interface Aside {
	key: string;
	value: RecordValue | null;
	at: Instant;
}

/** All that the desk needs to show and edit an edition. */
export interface EditingState {
	published: Records;
	drafts: Draft[];
	/** The drafts over what is published, field by field: what a preview and the forms show. */
	merged: Records;
	/** Fields that were published anew since a draft that changes them was begun (`file` is the draft's side). */
	conflicts: MergeConflict[];
	/** What the asking person typed and could not save. */
	asides: Aside[];
}

export const historyKinds = ['edit', 'import', 'undo', 'scheduled', 'created', 'closed'] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** One change of an edition: everything that became public in one transaction. */
export interface HistoryChange {
	id: string;
	/** 1, 2, 3 … within the edition. */
	number: number;
	/** Edition time. */
	at: Instant;
	/** `person:<id>` or `system:<name>`; `person:` alone when the person was erased. */
	by: string;
	/** The person's name; empty for the system and for who was erased. */
	byName: string;
	kind: HistoryKind;
	/** The change that this one took back. */
	undoes: number | null;
	/** The change that took this one back. */
	undoneBy: number | null;
	records: RecordHistory[];
}

export interface RecordHistory {
	key: string;
	kind: 'add' | 'change' | 'remove';
	fields: FieldChange[];
	/** It was about a person who was erased: that something changed is known, but not what. */
	erased: boolean;
}

/** Texts of an edition whose languages do not keep up with each other. */
export interface TranslationState {
	missing: { key: string; path: string; has: Locale }[];
	stale: { key: string; path: string; changed: Locale; at: Instant }[];
}
