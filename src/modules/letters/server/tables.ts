import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bilingual, digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { LetterContent, LetterEffect } from '../compose.ts';
import type { LetterText } from '../letter-text.ts';

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
		/** So many of its mails leave in a minute; as fast as they can without. */
		perMinute: integer('per_minute'),
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
		/** Its place in the batch, from 0: its turn where mails leave slowly. */
		place: integer().notNull().default(0),
		/** Its wording was written for this one letter; who has done so, empty once he is erased. */
		edited: boolean().notNull().default(false),
		editedBy: text('edited_by_person_id'),
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
		index('letter_edited_by').on(table.editedBy),
	],
);

/** The wording of one letter that waits, as somebody has written it for this one. It goes when the letter is sent. */
export const letterEdit = pgTable(
	'letter_edit',
	{
		/** Another decision is another letter. */
		determinationId: text('determination_id').primaryKey(),
		callId: text('call_id').notNull(),
		text: jsonb().$type<LetterText>().notNull(),
		personId: text('person_id'),
		/** Edition time. */
		at: instant().notNull(),
	},
	(table) => [index('letter_edit_call').on(table.callId), index('letter_edit_person').on(table.personId)],
);

/**
 * Letters that are to be sent at an edition time: `planned` · `sent`, as a batch · `stopped`, since something stood against
 * it when its time had come · `cancelled` by a person.
 */
export type PlannedState = 'planned' | 'sent' | 'stopped' | 'cancelled';

export const letterPlan = pgTable(
	'letter_plan',
	{
		id: text().primaryKey(),
		/** The edition; of a standing call the call itself. */
		editionId: text('edition_id').notNull(),
		callId: text('call_id').notNull(),
		/** Who planned it: it is sent in his name, if he may still send then. */
		personId: text('person_id'),
		determinations: jsonb().$type<string[]>().notNull(),
		/** Edition time at which it is sent. */
		at: instant().notNull(),
		perMinute: integer('per_minute'),
		/** Edition time. */
		madeAt: instant('made_at').notNull(),
		state: text().$type<PlannedState>().notNull(),
		batchId: text('batch_id').references(() => letterBatch.id),
		/** Code of what stood against it. */
		refusal: text(),
	},
	(table) => [
		index('letter_plan_edition').on(table.editionId, table.state),
		index('letter_plan_call').on(table.callId, table.state),
		index('letter_plan_person').on(table.personId),
	],
);
