import { index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { QualityMark } from '../quality.ts';

/** That somebody was reminded of what he has not scored, by a rule or by hand: once for each person and rule. */
export const reviewReminder = pgTable(
	'review_reminder',
	{
		id: text().primaryKey(),
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		personId: text('person_id').notNull(),
		/** `{days}@{closing}` of a rule; `now:{id}` of one that a person sent. */
		rule: text().notNull(),
		/** So many applications were named. */
		missing: integer().notNull(),
		byPersonId: text('by_person_id'),
		at: instant().notNull(),
	},
	(table) => [
		unique('review_reminder_once').on(table.callId, table.stageId, table.personId, table.rule),
		index('review_reminder_person').on(table.personId),
		index('review_reminder_by').on(table.byPersonId),
	],
);

/** How good a review is, said by a chair or by somebody who scored the same application. Its author never learns it. */
export const reviewMark = pgTable(
	'review_mark',
	{
		id: text().primaryKey(),
		assignmentId: text('assignment_id').notNull(),
		/** Who says it. */
		personId: text('person_id').notNull(),
		as: text('marked_as').$type<'chair' | 'fellow'>().notNull(),
		mark: text().$type<QualityMark>().notNull(),
		note: text().notNull(),
		at: instant().notNull(),
	},
	(table) => [
		// One mark of the chairs for each review, and one of each fellow.
		unique('review_mark_once').on(table.assignmentId, table.as, table.personId),
		index('review_mark_person').on(table.personId),
	],
);
