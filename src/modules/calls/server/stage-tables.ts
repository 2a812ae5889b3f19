import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, integer, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { AppealState } from '../appeal.ts';
import type { AskedQuestion, InfoRequestState } from '../info-request.ts';
import { application, determination } from './tables.ts';

/** Who ticked what off a screening's list, and who took a tick back. Rows are only added; the newest of a check counts. */
export const screeningTick = pgTable(
	'screening_tick',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		stageId: text('stage_id').notNull(),
		check: text('check_id').notNull(),
		ticked: boolean().notNull(),
		personId: text('person_id'),
		at: instant().notNull(),
	},
	(table) => [
		index('screening_tick_application').on(table.applicationId, table.stageId, table.position),
		index('screening_tick_person').on(table.personId),
	],
);

/** What the desk asks an applicant for, with a date; at most one is open for each application. */
export const infoRequest = pgTable(
	'info_request',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		stageId: text('stage_id').notNull(),
		state: text().$type<InfoRequestState>().notNull(),
		/** Fields of the form that may be changed. */
		fields: jsonb().$type<string[]>().notNull(),
		/** Questions that the form does not ask. */
		questions: jsonb().$type<AskedQuestion[]>().notNull(),
		note: text().notNull(),
		/** First instant that is too late. */
		dueAt: instant('due_at').notNull(),
		askedBy: text('asked_by_person_id'),
		askedAt: instant('asked_at').notNull(),
		/** The answers to its questions, by their id. */
		replies: jsonb().$type<Record<string, string>>().notNull().default({}),
		/** The version that the answer made; empty where no field of the form was changed by it. */
		answeredVersion: integer('answered_version'),
		/** When it left the state open: answered, expired or closed. */
		endedAt: instant('ended_at'),
	},
	(table) => [
		index('info_request_application').on(table.applicationId, table.position),
		index('info_request_person').on(table.askedBy),
		uniqueIndex('info_request_open').on(table.applicationId).where(sql`state = 'open'`),
	],
);

/** What an applicant says against a refusal. One for each determination. */
export const appeal = pgTable(
	'appeal',
	{
		id: text().primaryKey(),
		determinationId: text('determination_id')
			.notNull()
			.references(() => determination.id),
		applicationId: text('application_id')
			.notNull()
			.references(() => application.id),
		state: text().$type<AppealState>().notNull(),
		personId: text('person_id'),
		text: text().notNull(),
		at: instant().notNull(),
		/** What the desk answers, for the applicant. */
		answer: text(),
		answeredBy: text('answered_by_person_id'),
		answeredAt: instant('answered_at'),
	},
	(table) => [
		unique('appeal_once').on(table.determinationId),
		index('appeal_application').on(table.applicationId),
		index('appeal_person').on(table.personId),
		index('appeal_answered_by').on(table.answeredBy),
	],
);
