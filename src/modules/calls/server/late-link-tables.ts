import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { digest, instant } from '#core/database/columns.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { call } from './tables.ts';

/** A personal link by which single people may still apply after the close. Only the digest of its secret is kept. */
export const lateLink = pgTable(
	'late_link',
	{
		id: text().primaryKey(),
		callId: text('call_id')
			.notNull()
			.references(() => call.id),
		/** SHA-256 of the secret in the link. */
		digest: digest().notNull(),
		/** For whom or why, for the desk. */
		label: text().notNull(),
		/** Where it was mailed to. */
		email: text(),
		/** How many applications may come by it. */
		uses: integer().notNull(),
		used: integer().notNull().default(0),
		/** The first instant (edition time) at which it opens nothing any more. */
		expiresAt: instant('expires_at').notNull(),
		/** Who made it; empty once erased. */
		personId: text('person_id'),
		at: instant().notNull(),
		revokedAt: instant('revoked_at'),
	},
	(table) => [
		uniqueIndex('late_link_digest').on(table.digest),
		index('late_link_call').on(table.callId, table.at),
		index('late_link_person').on(table.personId),
	],
);

/** That the close of a call was put off, why, and who was told. */
export const callExtension = pgTable(
	'call_extension',
	{
		id: text().primaryKey(),
		callId: text('call_id')
			.notNull()
			.references(() => call.id),
		/** The first instants that were and are too late. */
		fromAt: instant('from_at').notNull(),
		untilAt: instant('until_at').notNull(),
		/** In one language or both, for those who are told. */
		reason: jsonb().$type<Partial<Bilingual>>().notNull(),
		/** Whether those who had applied were told too. */
		applicants: boolean().notNull(),
		/** How many mails. */
		told: integer().notNull(),
		/** Who did it; empty for the system, and once erased. */
		personId: text('person_id'),
		at: instant().notNull(),
	},
	(table) => [
		index('call_extension_call').on(table.callId, table.at),
		index('call_extension_person').on(table.personId),
	],
);
