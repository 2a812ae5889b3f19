import {
	bigserial,
	boolean,
	customType,
	index,
	integer,
	jsonb,
	pgSequence,
	pgTable,
	primaryKey,
	text,
	unique,
	uniqueIndex,
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { bilingual, digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Answers, FileAnswer } from '../answers.ts';
import type { ApplicationState } from '../application-state.ts';
import type { Form } from '../form.ts';
import type { CallSettings } from '../call.ts';
import type { Facts } from '../facts.ts';
import type { MinorAllows } from '../public-person.ts';
import { completeStage, type Effect, type Stage } from '../stage.ts';

/** A call for something. It belongs to an edition, or (standing) to an organisation alone. */
export const call = pgTable(
	'call',
	{
		id: text().primaryKey(),
		editionId: text('edition_id'),
		organisationId: text('organisation_id').notNull(),
		slug: text().notNull(),
		title: bilingual().notNull(),
		summary: bilingual().notNull(),
		noun: bilingual(),
		contact: text(),
		numberPrefix: text('number_prefix').notNull(),
		/** The version of its form that new drafts answer. */
		formVersion: integer('form_version').notNull(),
		/** What it says beyond words, window, form and stages (`callSettingsShape`). */
		settings: jsonb().$type<CallSettings>().notNull().default({}),
		savedAt: instant('saved_at').notNull(),
		/** Put aside in the list of its desk; nothing else follows from it. */
		archivedAt: instant('archived_at'),
	},
	(table) => [
		unique('call_slug').on(table.editionId, table.organisationId, table.slug).nullsNotDistinct(),
		index('call_edition').on(table.editionId),
	],
);

/** The versions of a call's form. One that was answered never changes. */
export const callForm = pgTable(
	'call_form',
	{
		callId: text('call_id')
			.notNull()
			.references(() => call.id),
		version: integer().notNull(),
		form: jsonb().$type<Form>().notNull(),
	},
	(table) => [primaryKey({ columns: [table.callId, table.version] })],
);

/** When a call takes applications: the wall clock as it was written, and the instants that follow from it. */
export const callWindow = pgTable('call_window', {
	callId: text('call_id')
		.primaryKey()
		.references(() => call.id),
	zone: text().notNull(),
	opens: text().notNull(),
	closes: text().notNull(),
	/** The time that a bare date in `closes` means. */
	closeOfBusiness: text('close_of_business'),
	graceMinutes: integer('grace_minutes').notNull(),
	lastHours: integer('last_hours').notNull(),
	opensAt: instant('opens_at').notNull(),
	lastHoursAt: instant('last_hours_at').notNull(),
	closesAt: instant('closes_at').notNull(),
	graceEndsAt: instant('grace_ends_at').notNull(),
});

/** A stage as data; what its kind has come to say since it was stored is filled in as it was before. */
const stageDefinition = customType<{ data: Stage; driverData: string }>({
	dataType: () => 'jsonb',
	fromDriver: (value) => completeStage((typeof value === 'string' ? JSON.parse(value) : value) as Stage),
	toDriver: (value) => JSON.stringify(value),
});

/** The stages of a call in their order. */
export const callStage = pgTable(
	'call_stage',
	{
		callId: text('call_id')
			.notNull()
			.references(() => call.id),
		id: text().notNull(),
		position: integer().notNull(),
		definition: stageDefinition().notNull(),
		/** First instant after the day on which decisions are to be known. */
		announceBy: instant('announce_by'),
		/** First instant at which it is too late to confirm. */
		confirmBy: instant('confirm_by'),
	},
	(table) => [primaryKey({ columns: [table.callId, table.id] })],
);

/**
 * Answers that are being written: a first application, or a new version of one (`applicationId`). Belongs to whoever
 * holds a secret cookie until a person claims it.
 */
export const draft = pgTable(
	'draft',
	{
		id: text().primaryKey(),
		callId: text('call_id')
			.notNull()
			.references(() => call.id),
		formVersion: integer('form_version').notNull(),
		applicationId: text('application_id'),
		personId: text('person_id'),
		tokenDigest: digest('token_digest'),
		locale: text().$type<Locale>().notNull(),
		answers: jsonb().$type<Answers>().notNull(),
		/** The application that it follows from, or that its invitation came from. */
		followsId: text('follows_id'),
		/** The personal link by which it may be handed in after the close. */
		lateLinkId: text('late_link_id'),
		/** Rises with each save, so that two devices do not overwrite each other unseen. */
		revision: integer().notNull(),
		startedAt: instant('started_at').notNull(),
		savedAt: instant('saved_at').notNull(),
	},
	(table) => [
		uniqueIndex('draft_application').on(table.applicationId),
		index('draft_person').on(table.personId),
		index('draft_token').on(table.tokenDigest),
		index('draft_call').on(table.callId),
		index('draft_follows').on(table.followsId),
	],
);

/** Numbers of applications rise over the whole installation: taking one locks nobody out. */
export const applicationNumber = pgSequence('application_number');

/** What somebody handed in. The columns from `title` to `searchText` say again what the newest version says, for lists. */
export const application = pgTable(
	'application',
	{
		id: text().primaryKey(),
		number: integer().notNull(),
		callId: text('call_id')
			.notNull()
			.references(() => call.id),
		personId: text('person_id').notNull(),
		state: text().$type<ApplicationState>().notNull(),
		/** Its newest version. */
		version: integer().notNull(),
		/** The newest determination, announced or not. */
		determinationId: text('determination_id'),
		title: text().notNull(),
		/** The track it is in now: a decision may have moved it. */
		track: text(),
		mode: text(),
		format: text(),
		student: boolean(),
		language: text(),
		/** The names of its people in their order. */
		people: text().notNull(),
		searchText: text('search_text').notNull(),
		/** What a search can ask of its answers beyond their words (`factsOf`). */
		facts: jsonb().$type<Facts>().notNull().default({}),
		/** The stage it has come to; empty before any determination: the first one. */
		stageId: text('stage_id'),
		/** Since when something is being done with it at this stage (ticked, scored, asked): it is not taken back then. */
		stageWorkedAt: instant('stage_worked_at'),
		/** The round of a rolling call. */
		cohort: text(),
		/** The personal link by which it came after the close. */
		lateLinkId: text('late_link_id'),
		/** The application it follows from (`call.follows`). */
		followsId: text('follows_id'),
		/** Who entered it for its applicant. */
		enteredBy: text('entered_by'),
		/** It is a minor's: nothing of the person is public unless the guardian allowed it. */
		minor: boolean().notNull().default(false),
		/** What the guardian of a minor allows to be public. */
		minorAllows: jsonb('minor_allows').$type<MinorAllows>().notNull().default({}),
		/** What it looks like, to find others that look the same (`likenessOf`). */
		likeness: integer().array().notNull().default(sql`'{}'`),
		submittedAt: instant('submitted_at').notNull(),
		changedAt: instant('changed_at').notNull(),
	},
	(table) => [
		uniqueIndex('application_number_once').on(table.number),
		// With the track, so that lists are counted without their rows.
		index('application_call').on(table.callId, table.state, table.track),
		index('application_person').on(table.personId),
		index('application_entered_by').on(table.enteredBy),
		index('application_follows').on(table.followsId),
		index('application_likeness').using('gin', table.likeness),
	],
);

export type VersionEvent = 'submit' | 'change' | 'change-field' | 'answer-request';

/** What was handed in at one time. Immutable: a trigger refuses any change. */
export const applicationVersion = pgTable(
	'application_version',
	{
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		version: integer().notNull(),
		formVersion: integer('form_version').notNull(),
		answers: jsonb().$type<Answers>().notNull(),
		/** `submit`, `change`; after the close `change-field`, or `answer-request` to what the desk has asked. */
		event: text().$type<VersionEvent>().notNull(),
		/** The draft that it was: submitting the same draft twice gives one version. */
		draftId: text('draft_id').notNull(),
		personId: text('person_id').notNull(),
		locale: text().$type<Locale>().notNull(),
		at: instant().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.applicationId, table.version] }),
		uniqueIndex('application_version_draft').on(table.draftId),
		index('application_version_person').on(table.personId),
	],
);

/** A file that came with a draft or application; its id is that of its row in core/files. Answers point at it by it. */
export const applicationFile = pgTable(
	'application_file',
	{
		id: text().primaryKey(),
		/** The draft it was added to; the draft may be gone. */
		draftId: text('draft_id').notNull(),
		/** Set when the draft becomes a version. */
		applicationId: text('application_id'),
		field: text().notNull(),
		name: text().notNull(),
		mediaType: text('media_type').notNull(),
		bytes: integer().notNull(),
		/** Pages, paper, pixels: parts of its answer, found out when it arrived. */
		measures: jsonb().$type<Pick<FileAnswer, 'pages' | 'paper' | 'width' | 'height'>>().notNull().default({}),
		addedAt: instant('added_at').notNull(),
	},
	(table) => [
		index('application_file_draft').on(table.draftId),
		index('application_file_application').on(table.applicationId),
	],
);

/** What a stage found. A new one replaces the last; none is ever changed but for what came of it. */
export const determination = pgTable(
	'determination',
	{
		id: text().primaryKey(),
		/** Order of noting: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		stageId: text('stage_id').notNull(),
		/** The version that was looked at. */
		version: integer().notNull(),
		outcome: text().notNull(),
		effect: text().$type<Effect>().notNull(),
		/** How it is to be shown, where the outcome says so. */
		format: text(),
		reason: text(),
		/** In words for the author. */
		conditions: text(),
		/** The track it moves to. */
		track: text(),
		/** The track it was in before. */
		trackBefore: text('track_before'),
		/** For the desk only. */
		note: text(),
		/** What is granted, in whole units of the fulfilment's currency. */
		amount: integer(),
		personId: text('person_id'),
		at: instant().notNull(),
		/** Taken back or replaced before it was announced. */
		droppedAt: instant('dropped_at'),
		announcedAt: instant('announced_at'),
		/** First instant at which it is too late to answer; empty when no answer is asked for. */
		answerBy: instant('answer_by'),
		answer: text().$type<'confirmed' | 'declined'>(),
		answeredAt: instant('answered_at'),
		/** An appeal against it was upheld: it counts no more, and another one follows. */
		reopenedAt: instant('reopened_at'),
	},
	(table) => [
		index('determination_application').on(table.applicationId),
		index('determination_person').on(table.personId),
	],
);

/** Messages between an applicant and the desk about one application. */
export const applicationMessage = pgTable(
	'application_message',
	{
		id: text().primaryKey(),
		/** Order of writing: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		side: text().$type<'applicant' | 'desk'>().notNull(),
		personId: text('person_id'),
		text: text().notNull(),
		at: instant().notNull(),
	},
	(table) => [
		index('application_message_application').on(table.applicationId, table.position),
		index('application_message_person').on(table.personId),
	],
);
