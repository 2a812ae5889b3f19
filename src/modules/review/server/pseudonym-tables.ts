import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** By what the pseudonyms of a stage are made. It leaves the database with a backup only, so that letters stay after a restore. */
export const reviewPseudonymKey = pgTable(
	'review_pseudonym_key',
	{
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		secret: text().notNull(),
	},
	(table) => [primaryKey({ columns: [table.callId, table.stageId] })],
);
