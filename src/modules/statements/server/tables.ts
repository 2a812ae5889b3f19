import { bigserial, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bilingual, digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Moderation, SignerKind, StatementKind, StatementState, StatementTexts } from '../statement.ts';

/** A statement: what is written at, what is public, and when it can be signed. */
export const statement = pgTable(
	'statement',
	{
		id: text().primaryKey(),
		/** Order of making: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		/** Its address, `/statements/{slug}`, in both languages. */
		slug: text().notNull().unique(),
		/** Who publishes it. */
		organisationId: text('organisation_id').notNull(),
		/** The edition that it comes from, if any. */
		editionId: text('edition_id'),
		kind: text().$type<StatementKind>().notNull(),
		state: text().$type<StatementState>().notNull(),
		/** The zone in which its times are said. */
		zone: text().notNull(),
		/** The language whose text holds where two differ. */
		authoritative: text().$type<Locale>().notNull(),
		/** Made for demonstration; marked wherever shown, left out of sitemaps and structured data. */
		sample: boolean().notNull(),
		draft: jsonb().$type<StatementTexts>().notNull(),
		/** Rises with every saving: who saves on an older one is told. */
		draftRevision: integer('draft_revision').notNull(),
		/** Number of the version that is public. */
		currentVersion: integer('current_version'),
		/** First release. */
		releasedAt: instant('released_at'),
		/** Last change that readers see. */
		changedAt: instant('changed_at'),
		/** The version that goes out by itself at `releaseAt`. */
		plannedVersion: integer('planned_version'),
		releaseAt: instant('release_at'),
		/** From when it can be signed; empty where it is not signed at all. */
		signsFrom: instant('signs_from'),
		/** The first instant that is too late. */
		signsUntil: instant('signs_until'),
		signers: jsonb().$type<SignerKind[]>().notNull(),
		moderation: text().$type<Moderation>().notNull(),
		/** Domains of mail that count as an institution's here. */
		institutions: jsonb().$type<string[]>().notNull(),
		/** Process time at which its pages were last told to be made anew for a new signature. */
		shownAt: instant('shown_at').notNull(),
		createdAt: instant('created_at').notNull(),
		personId: text('person_id'),
	},
	(table) => [
		index('statement_public').on(table.state, table.releasedAt),
		index('statement_organisation').on(table.organisationId),
		index('statement_edition').on(table.editionId),
		index('statement_person').on(table.personId),
	],
);

/** A meaning: what signatures bind to. Material changes make a new one; slips of the pen do not. */
export const statementVersion = pgTable(
	'statement_version',
	{
		statementId: text('statement_id')
			.notNull()
			.references(() => statement.id),
		number: integer().notNull(),
		/** What is new in it, for readers; the first has none. */
		note: bilingual(),
		madeAt: instant('made_at').notNull(),
		/** Empty while it waits for its moment. */
		releasedAt: instant('released_at'),
		personId: text('person_id'),
	},
	(table) => [
		primaryKey({ columns: [table.statementId, table.number] }),
		index('statement_version_person').on(table.personId),
	],
);

/** The words of a version in a language; never changed. A slip of the pen that was put right is a further printing. */
export const statementText = pgTable(
	'statement_text',
	{
		statementId: text('statement_id').notNull(),
		version: integer().notNull(),
		locale: text().$type<Locale>().notNull(),
		/** From 1. */
		printing: integer().notNull(),
		title: text().notNull(),
		body: text().notNull(),
		/** SHA-256 of the text as a file (`textFile`), which anyone can fetch and compare. */
		digest: digest().notNull(),
	},
	(table) => [primaryKey({ columns: [table.statementId, table.version, table.locale, table.printing] })],
);

/** A slip of the pen that was put right, told to readers with its date. */
export const statementErratum = pgTable(
	'statement_erratum',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		statementId: text('statement_id')
			.notNull()
			.references(() => statement.id),
		version: integer().notNull(),
		locale: text().$type<Locale>().notNull(),
		/** The printing that it brought. */
		printing: integer().notNull(),
		note: bilingual().notNull(),
		at: instant().notNull(),
		personId: text('person_id'),
	},
	(table) => [
		index('statement_erratum_statement').on(table.statementId, table.position),
		index('statement_erratum_person').on(table.personId),
	],
);

/** The drafting group: who may write at the text without being of the desk. */
export const statementMember = pgTable(
	'statement_member',
	{
		statementId: text('statement_id')
			.notNull()
			.references(() => statement.id),
		personId: text('person_id').notNull(),
		addedAt: instant('added_at').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.statementId, table.personId] }),
		index('statement_member_person').on(table.personId),
	],
);

/** The draft as somebody saved it. */
export const statementDraft = pgTable(
	'statement_draft',
	{
		statementId: text('statement_id')
			.notNull()
			.references(() => statement.id),
		revision: integer().notNull(),
		texts: jsonb().$type<StatementTexts>().notNull(),
		/** What he wanted with it. */
		remark: text().notNull(),
		at: instant().notNull(),
		personId: text('person_id'),
	},
	(table) => [
		primaryKey({ columns: [table.statementId, table.revision] }),
		index('statement_draft_person').on(table.personId),
	],
);

/** What somebody of the group said about the draft. */
export const statementComment = pgTable(
	'statement_comment',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		statementId: text('statement_id')
			.notNull()
			.references(() => statement.id),
		/** The draft that he had before him. */
		revision: integer().notNull(),
		text: text().notNull(),
		at: instant().notNull(),
		personId: text('person_id'),
	},
	(table) => [
		index('statement_comment_statement').on(table.statementId, table.position),
		index('statement_comment_person').on(table.personId),
	],
);
