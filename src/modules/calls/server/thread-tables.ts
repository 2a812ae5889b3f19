import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import { application } from './tables.ts';

/** How the desk stands to the messages about an application: who has them, and what needs no answer. */
export const applicationThread = pgTable(
	'application_thread',
	{
		applicationId: text('application_id')
			.primaryKey()
			.references(() => application.id),
		/** Who of the desk sees to it. */
		holderPersonId: text('holder_person_id'),
		/** Messages up to this one (`application_message.position`) need no answer. */
		closedUpTo: bigint('closed_up_to', { mode: 'number' }),
		closedByPersonId: text('closed_by_person_id'),
		closedAt: instant('closed_at'),
	},
	(table) => [
		index('application_thread_holder').on(table.holderPersonId),
		index('application_thread_closed_by').on(table.closedByPersonId),
	],
);

/** What came by mail before the desk entered it: a file that only the desk opens. Its id is that of its row in core/files. */
export const applicationOriginal = pgTable(
	'application_original',
	{
		id: text().primaryKey(),
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		name: text().notNull(),
		mediaType: text('media_type').notNull(),
		bytes: integer().notNull(),
		addedAt: instant('added_at').notNull(),
	},
	(table) => [index('application_original_application').on(table.applicationId)],
);
