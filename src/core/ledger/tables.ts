import { bigint, bigserial, index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { digest, instant } from '#core/database/columns.ts';

/** Every change. Written in the transaction of the change; never updated or deleted (a trigger refuses it). */
export const ledgerEvent = pgTable(
	'ledger_event',
	{
		/** Order of writing, not of the chain: a transaction may commit late. */
		id: bigserial({ mode: 'number' }).primaryKey(),
		/** Edition time. */
		at: instant().notNull(),
		/** `person:<id>`, `system:<name>` or `visitor`. */
		actor: text().notNull(),
		/** The use case: the same verb as in file, button and API. */
		action: text().notNull(),
		subjectType: text('subject_type').notNull(),
		subjectId: text('subject_id').notNull(),
		/** The object it belongs to, for lists: an edition, or a standing call. */
		scope: text(),
		/** What changed, without personal data: part of the chain. */
		data: jsonb().$type<Record<string, unknown>>().notNull(),
		/** Digest of the personal part, salted; the part itself may be erased. */
		detailDigest: digest('detail_digest'),
	},
	(table) => [
		index('ledger_event_subject').on(table.subjectType, table.subjectId),
		index('ledger_event_scope').on(table.scope, table.id),
	],
);

/** The personal part of an event, kept until the person is forgotten. */
export const ledgerDetail = pgTable(
	'ledger_detail',
	{
		eventId: bigint('event_id', { mode: 'number' })
			.primaryKey()
			.references(() => ledgerEvent.id),
		/** Whose data it is; erasing the person drops the row and the salt. */
		personId: text('person_id').notNull(),
		detail: jsonb().$type<Record<string, unknown>>().notNull(),
		salt: text().notNull(),
	},
	(table) => [index('ledger_detail_person').on(table.personId)],
);

/** The chain over committed events. */
export const ledgerSeal = pgTable(
	'ledger_seal',
	{
		/** 1, 2, 3 … without gaps. */
		seq: bigint({ mode: 'number' }).primaryKey(),
		eventId: bigint('event_id', { mode: 'number' })
			.notNull()
			.references(() => ledgerEvent.id),
		/** SHA-256 over the previous hash and the event. */
		hash: digest().notNull(),
		/** Process time of the sealing: a head is published for each of its days (UTC). */
		sealedAt: instant('sealed_at').notNull(),
	},
	(table) => [uniqueIndex('ledger_seal_event').on(table.eventId), index('ledger_seal_day').on(table.sealedAt)],
);

/** Events that are not in the chain yet; a trigger fills it, sealing empties it. So sealing costs the same however long the ledger is. */
export const ledgerPending = pgTable('ledger_pending', {
	eventId: bigint('event_id', { mode: 'number' }).primaryKey(),
});
