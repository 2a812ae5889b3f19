import { type AnyPgColumn, boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Affiliation, PersonNames, Titles } from '../name.ts';

/**
 * A person is not an account: he may have several addresses or none, may never sign in, and two records of one person can
 * be merged. Ids are never used again; a merged record points to the one that stayed, an erased one is an empty row.
 */
export const person = pgTable(
	'person',
	{
		id: text().primaryKey(),
		names: jsonb().$type<PersonNames>().notNull(),
		preferredLanguage: text('preferred_language').$type<Locale>(),
		/** IANA zone. */
		zone: text(),
		/** Ordered, for each language. */
		titles: jsonb().$type<Titles>().notNull(),
		affiliations: jsonb().$type<readonly Affiliation[]>().notNull(),
		/** As he says himself, or proved by signing in at ORCID (then `linked_identity` has it too). */
		orcid: text(),
		/** Invented, for a rehearsal. */
		sample: boolean().notNull().default(false),
		mergedInto: text('merged_into').references((): AnyPgColumn => person.id),
		erasedAt: instant('erased_at'),
		createdAt: instant('created_at').notNull(),
		changedAt: instant('changed_at').notNull(),
	},
	(table) => [index('person_merged_into').on(table.mergedInto)],
);
