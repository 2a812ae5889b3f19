import { integer, pgTable, text } from 'drizzle-orm/pg-core';

/** One number for each scope of public pages (an edition, or `site` for what lies across them); every change raises it. */
export const publicRevision = pgTable('public_revision', {
	scope: text().primaryKey(),
	number: integer().notNull(),
});
