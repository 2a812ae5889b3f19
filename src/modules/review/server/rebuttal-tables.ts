import { index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';

/** The answer of those who applied to the reviews of a stage: one for each application. */
export const rebuttal = pgTable(
	'rebuttal',
	{
		id: text().primaryKey(),
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		applicationId: text('application_id').notNull(),
		/** What is being written; null once it was handed in. */
		draft: text(),
		/** Rises with each save, so that two who write do not overwrite each other unseen. */
		revision: integer().notNull(),
		/** The version that counts; 0 while nothing was handed in. */
		version: integer().notNull().default(0),
		savedBy: text('saved_by_person_id'),
	},
	(table) => [
		unique('rebuttal_once').on(table.applicationId, table.stageId),
		index('rebuttal_call').on(table.callId, table.stageId),
		index('rebuttal_saved_by').on(table.savedBy),
	],
);

/** An answer as it was handed in. Immutable: a trigger refuses any change. */
export const rebuttalVersion = pgTable(
	'rebuttal_version',
	{
		rebuttalId: text('rebuttal_id')
			.notNull()
			.references(() => rebuttal.id),
		version: integer().notNull(),
		text: text().notNull(),
		/** Who handed it in: no reader of the panel learns it. */
		personId: text('person_id'),
		at: instant().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.rebuttalId, table.version] }),
		index('rebuttal_version_person').on(table.personId),
	],
);
