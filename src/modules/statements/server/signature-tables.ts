import { sql } from 'drizzle-orm';
import {
	bigint,
	bigserial,
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	unique,
	uniqueIndex,
} from 'drizzle-orm/pg-core';
import { digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { PersonNames } from '#modules/people/name.ts';
import type { Tier } from '../address.ts';
import type { SignatureContent, SignatureState } from '../signature.ts';
import type { SignerKind } from '../statement.ts';
import type { Flag } from '../suspicion.ts';
import { statement } from './tables.ts';

/** The very words that somebody signed. */
const words = () => ({
	version: integer().notNull(),
	locale: text().$type<Locale>().notNull(),
	printing: integer().notNull(),
	digest: digest().notNull(),
});

/**
 * A signature that was asked for and not confirmed. A table of its own: nothing that reads signatures can show one. One
 * mailbox may ask several times; each letter confirms what it was sent for.
 */
export const signatureRequest = pgTable(
	'signature_request',
	{
		id: text().primaryKey(),
		statementId: text('statement_id')
			.notNull()
			.references(() => statement.id),
		...words(),
		content: jsonb().$type<SignatureContent>().notNull(),
		email: text().notNull(),
		emailKey: text('email_key').notNull(),
		orcid: text(),
		personId: text('person_id'),
		secretDigest: digest('secret_digest').notNull().unique(),
		consent: text().notNull(),
		/** Edition time: whether it was in time. */
		at: instant().notNull(),
		/** Process times. */
		requestedAt: instant('requested_at').notNull(),
		expiresAt: instant('expires_at').notNull(),
	},
	(table) => [
		index('signature_request_email').on(table.emailKey, table.requestedAt),
		index('signature_request_expiry').on(table.expiresAt),
		index('signature_request_person').on(table.personId),
	],
);

/** A signature whose mailbox was proved. */
export const signature = pgTable(
	'signature',
	{
		id: text().primaryKey(),
		/** Order of signing. */
		position: bigserial({ mode: 'number' }).notNull(),
		statementId: text('statement_id')
			.notNull()
			.references(() => statement.id),
		...words(),
		as: text().$type<SignerKind>().notNull(),
		names: jsonb().$type<PersonNames>().notNull(),
		role: text().notNull(),
		affiliation: text().notNull(),
		country: text(),
		/** Whether it is named; else it is counted. */
		isPublic: boolean('is_public').notNull(),
		contact: jsonb().$type<SignatureContent['contact']>(),
		email: text().notNull(),
		emailKey: text('email_key').notNull(),
		orcid: text(),
		tier: text().$type<Tier>().notNull(),
		personId: text('person_id'),
		/** The mailbox was proved to be that person's when it was signed. Unless it says so, whoever typed the form may be a stranger. */
		personProved: boolean('person_proved').notNull().default(false),
		state: text().$type<SignatureState>().notNull(),
		flags: jsonb().$type<Flag[]>().notNull(),
		/** What two spellings of the name have in common. */
		nameKey: text('name_key').notNull(),
		/** What a search looks in; empty for who is not named. */
		searchText: text('search_text').notNull(),
		/** Which words of consent he saw. */
		consent: text().notNull(),
		/** Edition times. */
		requestedAt: instant('requested_at').notNull(),
		confirmedAt: instant('confirmed_at').notNull(),
		publicAt: instant('public_at'),
		/** Versions that he had signed before. */
		earlier: jsonb().$type<{ version: number; locale: Locale; digest: string; at: number }[]>().notNull(),
		/** Why it was refused, as he was told. */
		reason: text(),
		/** Place among the first signatories, by which they stand at the head. */
		firstPlace: integer('first_place'),
	},
	(table) => [
		unique('signature_once_by_mailbox').on(table.statementId, table.emailKey),
		uniqueIndex('signature_once_by_orcid').on(table.statementId, table.orcid).where(sql`orcid is not null`),
		index('signature_named').on(table.statementId, table.position).where(sql`state = 'public' and is_public`),
		index('signature_state').on(table.statementId, table.state, table.position),
		index('signature_name').on(table.statementId, table.nameKey),
		index('signature_first').on(table.statementId, table.firstPlace).where(sql`first_place is not null`),
		index('signature_email').on(table.emailKey),
		index('signature_person').on(table.personId),
	],
);

/** A link by which somebody sees and withdraws his signature: for ever. The secret stands in his mail alone. */
export const signatureLink = pgTable(
	'signature_link',
	{
		digest: digest().primaryKey(),
		signatureId: text('signature_id')
			.notNull()
			.references(() => signature.id, { onDelete: 'cascade' }),
		madeAt: instant('made_at').notNull(),
	},
	(table) => [index('signature_link_signature').on(table.signatureId)],
);

/** The list of signatories on a day, as a PDF that can be deposited and checked. */
export const statementSnapshot = pgTable(
	'statement_snapshot',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		statementId: text('statement_id')
			.notNull()
			.references(() => statement.id),
		version: integer().notNull(),
		/** Printed on it; `/verify` knows it by this. */
		reference: text().notNull().unique(),
		at: instant().notNull(),
		personId: text('person_id'),
		/** Signatures up to this position are on it. */
		upTo: bigint('up_to', { mode: 'number' }).notNull(),
		named: integer(),
		anonymous: integer(),
		bytes: integer(),
		fileId: text('file_id'),
		/** Of the PDF, once it is set; stays when the file is gone. */
		digest: digest(),
		fault: text(),
		/** Where it was deposited, by hand. */
		doi: text(),
		/** Since when it is not given out any more: a name on it was withdrawn. */
		withheldAt: instant('withheld_at'),
		rehearsal: boolean().notNull(),
	},
	(table) => [
		index('statement_snapshot_statement').on(table.statementId, table.position),
		index('statement_snapshot_digest').on(table.digest),
		index('statement_snapshot_person').on(table.personId),
	],
);
