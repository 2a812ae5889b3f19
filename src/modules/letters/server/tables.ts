import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bilingual, digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { LetterContent, LetterEffect } from '../compose.ts';

/** Letters that were announced together. */
export const letterBatch = pgTable(
	'letter_batch',
	{
		id: text().primaryKey(),
		/** The edition; of a standing call the call itself. */
		editionId: text('edition_id').notNull(),
		callId: text('call_id').notNull(),
		/** Who sent it; empty for the system. */
		personId: text('person_id'),
		/** Edition time; the date of its letters. */
		at: instant().notNull(),
		letters: integer().notNull(),
		/** Process time before which none of its mails goes out. */
		notBefore: instant('not_before'),
	},
	(table) => [
		index('letter_batch_edition').on(table.editionId, table.at),
		index('letter_batch_person').on(table.personId),
	],
);

/**
 * Where a letter stands: `draft` is written but not yet typeset · `issued` is typeset, and its mail is in the outbox
 * (`mailId`: whether it has arrived there stands in the outbox) · `revoked` is no longer valid.
 */
export type LetterState = 'draft' | 'issued' | 'revoked';

/** One letter to one person. What it says never changes; it can only be revoked. */
export const letter = pgTable(
	'letter',
	{
		id: text().primaryKey(),
		reference: text().notNull(),
		editionId: text('edition_id').notNull(),
		callId: text('call_id').notNull(),
		batchId: text('batch_id')
			.notNull()
			.references(() => letterBatch.id),
		applicationId: text('application_id').notNull(),
		/** The version of the application that was looked at. */
		version: integer().notNull(),
		/** What it announces. */
		determinationId: text('determination_id').notNull(),
		outcome: text().notNull(),
		outcomeLabel: bilingual('outcome_label').notNull(),
		effect: text().$type<LetterEffect>().notNull(),
		personId: text('person_id'),
		/** As printed, in each language. */
		recipient: bilingual().notNull(),
		toAddress: text('to_address').notNull(),
		title: text().notNull(),
		locale: text().$type<Locale>().notNull(),
		/** The whole letter as it was written; empty once its reader is erased. */
		content: jsonb().$type<LetterContent>(),
		rehearsal: boolean().notNull(),
		state: text().$type<LetterState>().notNull(),
		/** Edition time. */
		at: instant().notNull(),
		fileId: text('file_id'),
		/** Of the PDF. */
		digest: digest(),
		mailId: text('mail_id'),
		issuedAt: instant('issued_at'),
		/** Why it could not be typeset or mailed when that was last tried. */
		fault: text(),
		revokedAt: instant('revoked_at'),
		/** For whoever checks the reference. */
		revokedReason: bilingual('revoked_reason'),
	},
	(table) => [
		uniqueIndex('letter_reference').on(table.reference),
		// Nobody is told of a decision twice.
		uniqueIndex('letter_determination').on(table.determinationId),
		index('letter_batch_letters').on(table.batchId, table.state),
		index('letter_application').on(table.applicationId),
		index('letter_person').on(table.personId),
		index('letter_edition').on(table.editionId, table.at),
	],
);
