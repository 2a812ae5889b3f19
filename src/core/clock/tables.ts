import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';

/** What kind of folder this is, fixed when it was created, and in a rehearsal where the dial stands. One row. */
export const clockDial = pgTable('clock_dial', {
	id: integer().primaryKey(),
	rehearsal: boolean().notNull(),
	editionAt: instant('edition_at'),
	processAt: instant('process_at'),
	/** Where the rehearsal began: what a reset goes back to. */
	beganAt: instant('began_at'),
});

/** Work that belongs to an edition time. */
export const dueItem = pgTable(
	'due_item',
	{
		id: text().primaryKey(),
		at: instant().notNull(),
		kind: text().notNull(),
		/** What it is about; one item of a kind for each subject. */
		subject: text().notNull(),
		payload: jsonb().$type<unknown>().notNull(),
		doneAt: instant('done_at'),
		attempts: integer().notNull().default(0),
		/** Process time before which it is not tried again. */
		retryAt: instant('retry_at'),
		error: text(),
	},
	(table) => [
		uniqueIndex('due_item_subject').on(table.kind, table.subject),
		index('due_item_at').on(table.doneAt, table.at),
	],
);
