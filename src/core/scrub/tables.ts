import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import { file } from '#core/files/tables.ts';
import type { ScrubFaultCode } from './fault.ts';
import type { PdfReading } from './pdf/reading.ts';

/** What became of a file that was scrubbed: its copy, or why there is none. A trigger removes the copy with the row. */
export const scrubbedFile = pgTable(
	'scrubbed_file',
	{
		originalId: text('original_id')
			.primaryKey()
			.references(() => file.id, { onDelete: 'cascade' }),
		copyId: text('copy_id').references(() => file.id, { onDelete: 'cascade' }),
		fault: text().$type<ScrubFaultCode>(),
		/** Of the rules by which it was made: a copy made by older ones is made anew. */
		rules: integer().notNull(),
		/** Process time. */
		at: instant().notNull(),
	},
	(table) => [index('scrubbed_file_copy').on(table.copyId)],
);

/** What a PDF says, read once: authors are warned by it of what tells who they are. It goes with the file. */
export const fileReading = pgTable('file_reading', {
	fileId: text('file_id')
		.primaryKey()
		.references(() => file.id, { onDelete: 'cascade' }),
	/** Null where it can't be read. */
	reading: jsonb().$type<PdfReading>(),
	/** Process time. */
	at: instant().notNull(),
});
