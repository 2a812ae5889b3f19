import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { SelfIdentification } from '../self-identification.ts';
import { application } from './tables.ts';

/** What in a version that is reviewed without names told who is behind it when it was handed in: for its chairs. */
export const applicationSigns = pgTable(
	'application_signs',
	{
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id, { onDelete: 'cascade' }),
		version: integer().notNull(),
		/** Quotes what the applicant wrote: it goes when that goes. */
		signs: jsonb().$type<SelfIdentification[]>().notNull(),
		/** Process time. */
		at: instant().notNull(),
	},
	(table) => [primaryKey({ columns: [table.applicationId, table.version] })],
);
