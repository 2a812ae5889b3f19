import { customType, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** One public page in one language, as a search finds it. Everything in it can be made anew from what it was made of. */
export const searchDocument = pgTable(
	'search_document',
	{
		/** Who says what it reads: `article`, `edition`, `statement`. */
		source: text().notNull(),
		/** The thing of that source that it belongs to, by its id. */
		subject: text().notNull(),
		locale: text().$type<Locale>().notNull(),
		/** Without language; with an anchor where it is a part of a page. */
		path: text().notNull(),
		/** What it is, for readers: `article`, `page`, `call`, `date`, `track`. */
		kind: text().notNull(),
		title: text().notNull(),
		lead: text().notNull(),
		/** Its words without markup. */
		body: text().notNull(),
		/** Where it stands: the short name of its edition. */
		context: text().notNull(),
		/** When it was published, where that says something. */
		at: instant(),
		/** The zone in which that is said. */
		zone: text(),
		words: tsvector().notNull(),
		/** By which rules `words` was made. */
		version: integer().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.source, table.subject, table.locale, table.path] }),
		index('search_document_words').using('gin', table.words),
	],
);

/** What changed and must be read anew. A thing that stands here is found in nothing that it said before. */
export const searchDue = pgTable(
	'search_due',
	{
		source: text().notNull(),
		subject: text().notNull(),
		/** Process time. */
		since: instant().notNull(),
		attempts: integer().notNull().default(0),
		retryAt: instant('retry_at'),
	},
	(table) => [primaryKey({ columns: [table.source, table.subject] }), index('search_due_since').on(table.since)],
);
