import { bigint, index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { digest, instant } from '#core/database/columns.ts';

/** One file as somebody gave it: its bytes lie in the store under the digest, which other files may share. */
export const file = pgTable(
	'file',
	{
		id: text().primaryKey(),
		digest: digest().notNull(),
		bytes: bigint({ mode: 'number' }).notNull(),
		/** By content. */
		mediaType: text('media_type').notNull(),
		/** Made safe to show. */
		name: text().notNull(),
		/** Who gave it; empty for what we made ourselves and for a visitor's. */
		personId: text('person_id'),
		/** Process time. */
		addedAt: instant('added_at').notNull(),
	},
	(table) => [index('file_digest').on(table.digest), index('file_person').on(table.personId)],
);

/** An address of a file for one reader. Outside, files have no other. */
export const fileGrant = pgTable(
	'file_grant',
	{
		id: text().primaryKey(),
		fileId: text('file_id')
			.notNull()
			.references(() => file.id, { onDelete: 'cascade' }),
		/** The reader; empty for an address that whoever holds it may use. */
		personId: text('person_id'),
		/** `review`, `letter` …: two purposes never share an address. */
		purpose: text().notNull(),
		/** Process time. */
		expiresAt: instant('expires_at').notNull(),
	},
	(table) => [
		unique('file_grant_once').on(table.fileId, table.personId, table.purpose).nullsNotDistinct(),
		index('file_grant_person').on(table.personId),
	],
);
