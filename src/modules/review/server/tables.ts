import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, integer, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { Answers } from '#modules/calls/answers.ts';
import type { Field } from '#modules/calls/form.ts';
import type { RecusalReason } from '../recusal.ts';
import type { Comments, Points } from '../score.ts';

/** What is being written of a review; drafts of before a part existed lack it. */
export interface ScoreDraft {
	points: Points;
	comments: Comments;
	answers?: Answers;
	confidence?: number | null;
}

/** Who is to score which application at which stage. One that ended keeps its row, and its scores count no more. */
export const reviewAssignment = pgTable(
	'review_assignment',
	{
		id: text().primaryKey(),
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		applicationId: text('application_id').notNull(),
		personId: text('person_id').notNull(),
		relation: text().$type<'reviewer' | 'juror'>().notNull(),
		assignedBy: text('assigned_by_person_id'),
		at: instant().notNull(),
		endedAt: instant('ended_at'),
		/** What is being written; empty once it was handed in. */
		draft: jsonb().$type<ScoreDraft>(),
		/** Rises with each save, so that two pages do not overwrite each other unseen. */
		revision: integer().notNull().default(0),
	},
	(table) => [
		uniqueIndex('review_assignment_once')
			.on(table.applicationId, table.stageId, table.personId)
			.where(sql`ended_at is null`),
		index('review_assignment_person').on(table.personId),
		index('review_assignment_stage').on(table.callId, table.stageId),
		index('review_assignment_assigned_by').on(table.assignedBy),
	],
);

/** A score as it was handed in. Changing it adds a version; the newest counts. Immutable: a trigger refuses any change. */
export const reviewScore = pgTable(
	'review_score',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		assignmentId: text('assignment_id')
			.notNull()
			.references(() => reviewAssignment.id),
		/** Points by criterion, without those that follow from answers. */
		points: jsonb().$type<Points>().notNull(),
		comments: jsonb().$type<Comments>().notNull(),
		/** Answers to the questions of the stage, by field. */
		answers: jsonb().$type<Answers>().notNull().default({}),
		/** The questions as they were asked then. */
		fields: jsonb().$type<Field[]>().notNull().default([]),
		/** How sure its author is, 1 to 5; null where it was not asked. */
		confidence: integer(),
		/** Its author said that he is not competent: answered, and no score. */
		notCompetent: boolean('not_competent').notNull().default(false),
		/** The version of the application that was read. */
		version: integer().notNull(),
		at: instant().notNull(),
	},
	(table) => [index('review_score_assignment').on(table.assignmentId, table.position)],
);

/** Who has nothing to do with an application, at any stage of its call, and why. */
export const reviewRecusal = pgTable(
	'review_recusal',
	{
		id: text().primaryKey(),
		/** Order of noting: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		callId: text('call_id').notNull(),
		applicationId: text('application_id').notNull(),
		personId: text('person_id').notNull(),
		/** Said by himself, or noted by a chair. */
		source: text().$type<'self' | 'chair'>().notNull(),
		reason: text().$type<RecusalReason>().notNull(),
		text: text().notNull(),
		byPersonId: text('by_person_id'),
		at: instant().notNull(),
	},
	(table) => [
		unique('review_recusal_once').on(table.applicationId, table.personId),
		index('review_recusal_person').on(table.personId),
		index('review_recusal_by').on(table.byPersonId),
		index('review_recusal_call').on(table.callId),
	],
);
