import { boolean, index, integer, jsonb, pgSequence, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { HistoryKind } from '../editing.ts';
import type { RecordChange } from '../merge.ts';
import type { RecordValue } from '../records.ts';
import { edition } from './tables.ts';

const ofEdition = () =>
	text('edition_id')
		.notNull()
		.references(() => edition.id);

/** Versions of drafts are never used twice, so that an old form cannot be taken for one of a later draft. */
export const draftVersion = pgSequence('edition_draft_version');

/** What is being written at a record of an edition and is not published. One row for a record. */
export const editionDraft = pgTable(
	'edition_draft',
	{
		editionId: ofEdition(),
		/** As in the records of a bundle: `page/about`. */
		key: text().notNull(),
		/** The record as it shall be; empty when it shall go. */
		value: jsonb().$type<RecordValue>(),
		/** The record as it was published when the draft was begun. */
		base: jsonb().$type<RecordValue>(),
		version: integer().notNull(),
		/** Who saved it last; empty when erased. */
		personId: text('person_id'),
		savedAt: instant('saved_at').notNull(),
		/** Edition time at which it shall be published, who decided so, and what of its consequences was accepted. */
		publishAt: instant('publish_at'),
		schedulerPersonId: text('scheduler_person_id'),
		accepted: jsonb().$type<string[]>(),
		/** Why a planned publication did not take place. */
		refused: jsonb().$type<{ code: string; at: number }>(),
	},
	(table) => [
		primaryKey({ columns: [table.editionId, table.key] }),
		index('edition_draft_person').on(table.personId),
		index('edition_draft_scheduler').on(table.schedulerPersonId),
	],
);

/** What a person typed at a record and could not save. */
export const draftAside = pgTable(
	'edition_draft_aside',
	{
		editionId: ofEdition(),
		key: text().notNull(),
		personId: text('person_id').notNull(),
		value: jsonb().$type<RecordValue>(),
		at: instant().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.editionId, table.key, table.personId] }),
		index('edition_draft_aside_person').on(table.personId),
	],
);

/** Everything that became public in one transaction. */
export const editionChange = pgTable(
	'edition_change',
	{
		id: text().primaryKey(),
		editionId: ofEdition(),
		/** 1, 2, 3 … within the edition. */
		number: integer().notNull(),
		at: instant().notNull(),
		kind: text().$type<HistoryKind>().notNull(),
		/** Who did it; empty for the system and when erased. */
		personId: text('person_id'),
		/** The part of the system that did it. */
		system: text(),
		/** Number of the change that this one took back. */
		undoes: integer(),
	},
	(table) => [
		unique('edition_change_number').on(table.editionId, table.number),
		index('edition_change_person').on(table.personId),
	],
);

/** What a change did to one record: the record before and after it. Empty on both sides when a person was erased. */
export const editionChangeRecord = pgTable(
	'edition_change_record',
	{
		changeId: text('change_id')
			.notNull()
			.references(() => editionChange.id),
		/** Order within the change. */
		position: integer().notNull(),
		key: text().notNull(),
		kind: text().$type<RecordChange['kind']>().notNull(),
		before: jsonb().$type<RecordValue>(),
		after: jsonb().$type<RecordValue>(),
		/** Whom it is about, for records of persons and of their offices. */
		aboutPersonId: text('about_person_id'),
		erased: boolean().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.changeId, table.position] }),
		index('edition_change_record_key').on(table.key, table.changeId),
		index('edition_change_record_person').on(table.aboutPersonId),
	],
);

/** A text of which one language changed while the other did not. */
export const staleTranslation = pgTable(
	'stale_translation',
	{
		editionId: ofEdition(),
		key: text().notNull(),
		/** Where in the record the text stands: `title`, `values`. */
		path: text().notNull(),
		/** The language that changed. */
		changed: text().$type<Locale>().notNull(),
		/** What it was while both said the same: when it is that again, nothing is stale. */
		was: jsonb().notNull(),
		at: instant().notNull(),
	},
	(table) => [primaryKey({ columns: [table.editionId, table.key, table.path] })],
);
