import { boolean, index, integer, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { bilingual, digest, instant } from '#core/database/columns.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { FulfilmentKind } from '#modules/calls/fulfilment-rule.ts';
import type { CertificateContent } from '../certificate.ts';
import type { FulfilmentState } from '../state.ts';

/** One thing that follows from an announced outcome, for one application. Once for each rule of its call. */
export const fulfilment = pgTable(
	'fulfilment',
	{
		id: text().primaryKey(),
		applicationId: text('application_id').notNull(),
		callId: text('call_id').notNull(),
		/** The edition of the call, or a standing call itself: what a desk is opened by, and what the public pages hang on. */
		deskId: text('desk_id').notNull(),
		rule: text().notNull(),
		kind: text().$type<FulfilmentKind>().notNull(),
		/** As the rule said when it began. */
		label: bilingual().notNull(),
		details: bilingual(),
		state: text().$type<FulfilmentState>().notNull(),
		/** What it follows from. */
		determinationId: text('determination_id').notNull(),
		/** Who looks after it. */
		ownerPersonId: text('owner_person_id'),
		/** First instant at which it is late. */
		dueAt: instant('due_at'),
		/** What was granted, in whole units of `currency`. */
		amount: integer(),
		currency: text(),
		/** What was paid, its reference at the bank, and on which day. */
		paid: integer(),
		reference: text(),
		paidOn: text('paid_on'),
		/** The proof, or for a document the document: a file … */
		fileId: text('file_id'),
		/** … or words. For the desk, but for what a document's reader is told with it. */
		note: text(),
		/** What the applicant became through it, `edition:…` or `call:…`; empty when he had been that before. */
		relationOn: text('relation_on'),
		beganAt: instant('began_at').notNull(),
		doneAt: instant('done_at'),
		doneByPersonId: text('done_by_person_id'),
		cancelledAt: instant('cancelled_at'),
		/** It was done, and what it followed from has ended since. */
		lapsedAt: instant('lapsed_at'),
		/** Rises with each change, so that nobody overwrites what he has not seen. */
		revision: integer().notNull().default(1),
	},
	(table) => [
		unique('fulfilment_once').on(table.applicationId, table.rule),
		index('fulfilment_desk').on(table.deskId, table.state, table.dueAt),
		index('fulfilment_call').on(table.callId, table.kind, table.state),
		index('fulfilment_owner').on(table.ownerPersonId),
		index('fulfilment_done_by').on(table.doneByPersonId),
	],
);

/**
 * Where a certificate stands: `draft` has its number and text but is not typeset yet · `issued` · `revoked` holds no
 * longer, for good.
 */
export type CertificateState = 'draft' | 'issued' | 'revoked';

/** A certificate. What it says never changes; another one takes its place once it is revoked. */
export const certificate = pgTable(
	'certificate',
	{
		id: text().primaryKey(),
		number: text().notNull(),
		fulfilmentId: text('fulfilment_id')
			.notNull()
			.references(() => fulfilment.id),
		applicationId: text('application_id').notNull(),
		callId: text('call_id').notNull(),
		deskId: text('desk_id').notNull(),
		/** The applicant. */
		personId: text('person_id'),
		/** The names as they are printed, one by one; none once the person is erased. */
		holders: jsonb().$type<Bilingual[]>().notNull(),
		/** For what, in few words: its heading. */
		heading: bilingual().notNull(),
		outcome: bilingual().notNull(),
		title: text().notNull(),
		/** The whole certificate as it was written; empty once its holder is erased. */
		content: jsonb().$type<CertificateContent>(),
		rehearsal: boolean().notNull(),
		state: text().$type<CertificateState>().notNull(),
		/** Edition time: its date. */
		at: instant().notNull(),
		fileId: text('file_id'),
		/** Of the PDF. */
		digest: digest(),
		issuedAt: instant('issued_at'),
		/** Why it could not be typeset when that was last tried. */
		fault: text(),
		revokedAt: instant('revoked_at'),
		/** For whoever checks the number. */
		revokedReason: bilingual('revoked_reason'),
	},
	(table) => [
		uniqueIndex('certificate_number').on(table.number),
		index('certificate_fulfilment').on(table.fulfilmentId),
		index('certificate_application').on(table.applicationId),
		index('certificate_person').on(table.personId),
	],
);

/** A picture of an application on the public site, approved by the desk. */
export const placement = pgTable(
	'placement',
	{
		fulfilmentId: text('fulfilment_id')
			.primaryKey()
			.references(() => fulfilment.id),
		deskId: text('desk_id').notNull(),
		/** Among which partners it stands. */
		among: text().$type<'sponsor' | 'exhibitor' | 'media' | 'supporter'>().notNull(),
		/** The name of the organisation: what the picture is called for those who do not see it. */
		name: bilingual().notNull(),
		url: text(),
		/** The file as it is shown, cleaned and in the size in which it is shown; what was handed in is never shown itself. */
		digest: digest().notNull(),
		mediaType: text('media_type').notNull(),
		bytes: integer().notNull(),
		width: integer().notNull(),
		height: integer().notNull(),
		/** Shown from … until (exclusive; empty: without end). */
		startsAt: instant('starts_at').notNull(),
		endsAt: instant('ends_at'),
		approvedAt: instant('approved_at').notNull(),
		approvedByPersonId: text('approved_by_person_id'),
	},
	(table) => [
		index('placement_desk').on(table.deskId, table.startsAt),
		index('placement_approved_by').on(table.approvedByPersonId),
	],
);
