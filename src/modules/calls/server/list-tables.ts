import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { BulkAction } from '../bulk-action.ts';
import type { ImportReport, ImportedRow } from '../import-row.ts';
import { application, call } from './tables.ts';

/** A list as somebody wants to see it again: what it looks for, what it shows, in which order. */
export const savedView = pgTable(
	'saved_view',
	{
		id: text().primaryKey(),
		/** Id of an edition or standing call. */
		desk: text().notNull(),
		personId: text('person_id').notNull(),
		/** For everybody who may list there; otherwise for its maker alone. */
		shared: boolean().notNull(),
		name: text().notNull(),
		query: text().notNull(),
		columns: jsonb().$type<string[]>().notNull(),
		sort: text().notNull(),
		descending: boolean().notNull(),
		savedAt: instant('saved_at').notNull(),
	},
	(table) => [index('saved_view_desk').on(table.desk), index('saved_view_person').on(table.personId)],
);

/** `running` and `undoing`: a job is at it, piece by piece. */
export const bulkStates = ['previewed', 'running', 'done', 'undoing', 'undone'] as const;

/** What somebody does to many applications at once: first looked at, then done, where possible undone. */
export const bulkAct = pgTable(
	'bulk_act',
	{
		id: text().primaryKey(),
		desk: text().notNull(),
		personId: text('person_id').notNull(),
		action: jsonb().$type<BulkAction>().notNull(),
		/** The search whose results it was, in words; empty where rows were ticked. */
		query: text().notNull(),
		state: text().$type<(typeof bulkStates)[number]>().notNull(),
		madeAt: instant('made_at').notNull(),
		doneAt: instant('done_at'),
		undoneAt: instant('undone_at'),
	},
	(table) => [index('bulk_act_desk').on(table.desk, table.madeAt), index('bulk_act_person').on(table.personId)],
);

/** One application of such an act: how it was when it was looked at, and what came of it. */
export const bulkActRow = pgTable(
	'bulk_act_row',
	{
		actId: text('act_id')
			.notNull()
			.references(() => bulkAct.id, { onDelete: 'cascade' }),
		/** Place in the list. */
		position: integer().notNull(),
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		/** State, version, determination, stage and round when it was looked at: another one since is not acted upon. */
		seen: text().notNull(),
		/** Why nothing is (or was) done with it. */
		refusal: text(),
		/** What was done, for undoing: the determination, or what stood there before. */
		result: text(),
		/** When it was its turn, whatever came of it; null while it waits, and for what was refused at the first look. */
		settledAt: instant('settled_at'),
		/** Why it could not be undone. */
		undoRefusal: text('undo_refusal'),
		/** When it was its turn to be undone. */
		undoSettledAt: instant('undo_settled_at'),
	},
	(table) => [
		primaryKey({ columns: [table.actId, table.applicationId] }),
		index('bulk_act_row_application').on(table.applicationId),
	],
);

/** A file of applications that somebody is about to enter into a call: read and looked at, not yet entered. */
export const applicationImport = pgTable(
	'application_import',
	{
		id: text().primaryKey(),
		desk: text().notNull(),
		callId: text('call_id')
			.notNull()
			.references(() => call.id),
		personId: text('person_id').notNull(),
		/** Name of the file. */
		name: text().notNull(),
		/** What it holds; emptied when it was entered. */
		rows: jsonb().$type<ImportedRow[]>().notNull(),
		report: jsonb().$type<ImportReport>().notNull(),
		madeAt: instant('made_at').notNull(),
		/** When a job was given it to enter; null for what is entered at once, and after a refusal. */
		begunAt: instant('begun_at'),
		/** Whether that job writes to the applicants, and in which language. */
		mail: boolean(),
		locale: text().$type<Locale>(),
		/** Why that job entered nothing. */
		refusal: text().$type<'import-outdated' | 'forbidden'>(),
		doneAt: instant('done_at'),
	},
	(table) => [index('application_import_person').on(table.personId), index('application_import_call').on(table.callId)],
);

/** What an application was called where it came from: the same row of the same file enters nothing again. */
export const applicationSource = pgTable(
	'application_source',
	{
		callId: text('call_id')
			.notNull()
			.references(() => call.id),
		externalId: text('external_id').notNull(),
		applicationId: text('application_id').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.callId, table.externalId] }),
		index('application_source_application').on(table.applicationId),
		foreignKey({ columns: [table.applicationId], foreignColumns: [application.id] }),
	],
);
