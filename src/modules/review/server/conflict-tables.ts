import { sql } from 'drizzle-orm';
import { bigserial, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { ConflictKind, ConflictSource, StatedKind } from '../conflict.ts';

/** What somebody says of himself, for every call: a person or an institution with which he has to do. */
export const reviewDeclaration = pgTable(
	'review_declaration',
	{
		id: text().primaryKey(),
		/** Order of saying: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		personId: text('person_id').notNull(),
		about: text().$type<'person' | 'institution'>().notNull(),
		kind: text().$type<StatedKind>().notNull(),
		/** As he wrote it: a name, or what an institution is called. */
		name: text().notNull(),
		/** An address of the person in lower case, or the ROR id of the institution; empty where he gave none. */
		identifier: text().notNull().default(''),
		/** The last year in which they worked together. */
		year: integer(),
		at: instant().notNull(),
		endedAt: instant('ended_at'),
	},
	(table) => [index('review_declaration_person').on(table.personId)],
);

/** What somebody says of a person and an application: the person himself, an applicant, or a chair. */
export const reviewConflictStatement = pgTable(
	'review_conflict_statement',
	{
		id: text().primaryKey(),
		/** Order of saying: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		callId: text('call_id').notNull(),
		applicationId: text('application_id').notNull(),
		/** Who must not judge it. */
		personId: text('person_id').notNull(),
		source: text().$type<Extract<ConflictSource, 'reviewer' | 'author' | 'chair'>>().notNull(),
		kind: text().$type<StatedKind>().notNull(),
		/** In words of whoever says it; may be empty. */
		text: text().notNull(),
		byPersonId: text('by_person_id'),
		at: instant().notNull(),
		/** Taken back by whoever said it. */
		endedAt: instant('ended_at'),
	},
	(table) => [
		uniqueIndex('review_conflict_statement_once')
			.on(table.applicationId, table.personId, table.source, table.kind)
			.where(sql`ended_at is null`),
		index('review_conflict_statement_call').on(table.callId),
		index('review_conflict_statement_person').on(table.personId),
		index('review_conflict_statement_by').on(table.byPersonId),
	],
);

/** What a chair found of one thing that is between a person and an application; the newest counts. */
export const reviewConflictVerdict = pgTable(
	'review_conflict_verdict',
	{
		id: text().primaryKey(),
		/** Order of deciding: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		callId: text('call_id').notNull(),
		applicationId: text('application_id').notNull(),
		personId: text('person_id').notNull(),
		kind: text().$type<ConflictKind>().notNull(),
		source: text().$type<ConflictSource>().notNull(),
		/** What he was shown: other evidence of the same kind is to be looked at anew (`evidenceMark`). */
		mark: text().notNull(),
		verdict: text().$type<'confirmed' | 'cleared'>().notNull(),
		reason: text().notNull(),
		byPersonId: text('by_person_id'),
		at: instant().notNull(),
	},
	(table) => [
		index('review_conflict_verdict_call').on(table.callId),
		index('review_conflict_verdict_application').on(table.applicationId, table.personId),
		index('review_conflict_verdict_person').on(table.personId),
		index('review_conflict_verdict_by').on(table.byPersonId),
	],
);
