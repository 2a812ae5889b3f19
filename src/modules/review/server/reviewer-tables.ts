import {
	customType,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text,
	uniqueIndex,
} from 'drizzle-orm/pg-core';
import { digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Publication } from '../publications/publication.ts';
import type { Away, ReviewerRole } from '../reviewer.ts';

export type ReviewerInvitationState = 'open' | 'accepted' | 'declined' | 'withdrawn';

/** Somebody is asked by mail to review for a call, or for one of its stages. */
export const reviewerInvitation = pgTable(
	'reviewer_invitation',
	{
		id: text().primaryKey(),
		/** SHA-256 of the secret in the mail's link. */
		digest: digest().notNull(),
		callId: text('call_id').notNull(),
		/** Null: for all stages of the call. */
		stageId: text('stage_id'),
		email: text().notNull(),
		/** As the one who invites writes it. */
		name: text().notNull(),
		role: text().$type<ReviewerRole>().notNull(),
		/** Codes of tracks; empty for all. */
		tracks: text().array().notNull(),
		locale: text().$type<Locale>().notNull(),
		state: text().$type<ReviewerInvitationState>().notNull(),
		/** Why he declined, in his words; may be empty. */
		reason: text().notNull().default(''),
		/** Whom he suggests instead. */
		suggestedName: text('suggested_name').notNull().default(''),
		suggestedEmail: text('suggested_email').notNull().default(''),
		/** The invitation whose answer suggested this one. */
		followsId: text('follows_id'),
		byPersonId: text('by_person_id'),
		/** Who accepted. */
		personId: text('person_id'),
		at: instant().notNull(),
		answeredAt: instant('answered_at'),
		/** Process time. */
		expiresAt: instant('expires_at').notNull(),
	},
	(table) => [
		uniqueIndex('reviewer_invitation_digest').on(table.digest),
		index('reviewer_invitation_call').on(table.callId, table.at),
		index('reviewer_invitation_email').on(table.email),
		index('reviewer_invitation_by_person').on(table.byPersonId),
		index('reviewer_invitation_person').on(table.personId),
	],
);

/** What somebody is among the reviewers of a call, by track; beside the relation that makes him one. */
export const reviewerRole = pgTable(
	'reviewer_role',
	{
		callId: text('call_id').notNull(),
		personId: text('person_id').notNull(),
		/** Code of the track; empty for all. */
		track: text().notNull(),
		role: text().$type<ReviewerRole>().notNull(),
		at: instant().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.callId, table.personId, table.track] }),
		index('reviewer_role_person').on(table.personId),
	],
);

/** What a reviewer says of himself, for an edition or a standing call. */
export const reviewerProfile = pgTable(
	'reviewer_profile',
	{
		/** Id of the edition, or of the standing call. */
		scope: text().notNull(),
		personId: text('person_id').notNull(),
		tracks: text().array().notNull(),
		keywords: text().array().notNull(),
		languages: text().array().notNull(),
		loadMin: integer('load_min'),
		loadMax: integer('load_max'),
		availableFrom: text('available_from'),
		availableTo: text('available_to'),
		away: jsonb().$type<Away[]>().notNull(),
		publications: jsonb().$type<Publication[]>().notNull(),
		/** Rises with each save, so that two pages do not overwrite each other unseen. */
		revision: integer().notNull(),
		at: instant().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.scope, table.personId] }),
		index('reviewer_profile_person').on(table.personId),
	],
);

/** What somebody would like to review at a stage. */
export const reviewBid = pgTable(
	'review_bid',
	{
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		applicationId: text('application_id').notNull(),
		personId: text('person_id').notNull(),
		/** 2 eager, 1 willing, -1 in a pinch, -2 no. */
		value: smallint().notNull(),
		at: instant().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.stageId, table.applicationId, table.personId] }),
		index('review_bid_call').on(table.callId, table.stageId),
		index('review_bid_person').on(table.personId),
		index('review_bid_application').on(table.applicationId),
	],
);

const floats = customType<{ data: Float32Array; driverData: Buffer }>({
	dataType: () => 'bytea',
	fromDriver: (bytes) => new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
	toDriver: (values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength),
});

/** Affinities at a stage as they were measured last: nothing of its own, made anew when what it comes from has changed. */
export const reviewAffinity = pgTable(
	'review_affinity',
	{
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		/** Name of the provider, and what of papers and profiles it read. */
		provider: text().notNull(),
		fingerprint: text().notNull(),
		/** Whose rows and columns the values are. */
		people: jsonb().$type<string[]>().notNull(),
		applications: jsonb().$type<string[]>().notNull(),
		/** By person, then application; NaN where nothing can be said. */
		values: floats().notNull(),
		/** What the provider needs to give reasons. */
		learnt: jsonb().notNull(),
		/** Process time. */
		at: instant().notNull(),
	},
	(table) => [primaryKey({ columns: [table.callId, table.stageId] })],
);
