import { sql } from 'drizzle-orm';
import {
	boolean,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
} from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { RunOptions, RunState, RunSummary } from '../assigning.ts';

/** A proposal of who reviews what at a stage: how it was asked for, and what it came to. */
export const assigningRun = pgTable(
	'assigning_run',
	{
		id: text().primaryKey(),
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		/** From 1 within the stage. */
		number: integer().notNull(),
		state: text().$type<RunState>().notNull(),
		options: jsonb().$type<RunOptions>().notNull(),
		/** What it came to; null until it is solved. */
		summary: jsonb().$type<RunSummary>(),
		/** How far it is, in percent. */
		progress: integer().notNull().default(0),
		/** Pairs were exchanged by hand since it was solved. */
		changed: boolean().notNull().default(false),
		byPersonId: text('by_person_id'),
		at: instant().notNull(),
		appliedByPersonId: text('applied_by_person_id'),
		appliedAt: instant('applied_at'),
	},
	(table) => [
		uniqueIndex('assigning_run_number').on(table.callId, table.stageId, table.number),
		index('assigning_run_by_person').on(table.byPersonId),
		index('assigning_run_applied_by_person').on(table.appliedByPersonId),
	],
);

/** How a pair came into a proposal. */
export type PairOrigin = 'solved' | 'locked' | 'kept' | 'swapped';

/** Somebody and an application, together in a proposal. */
export const assigningPair = pgTable(
	'assigning_pair',
	{
		runId: text('run_id')
			.notNull()
			.references(() => assigningRun.id, { onDelete: 'cascade' }),
		applicationId: text('application_id').notNull(),
		personId: text('person_id').notNull(),
		/** Points, 0 to 120. */
		score: doublePrecision().notNull(),
		origin: text().$type<PairOrigin>().notNull(),
		/** Of a locked pair: what the total would gain without the lock. */
		lockPrice: doublePrecision('lock_price'),
	},
	(table) => [
		primaryKey({ columns: [table.runId, table.applicationId, table.personId] }),
		index('assigning_pair_person').on(table.personId),
	],
);

/** Somebody in a proposal: what he could take, and the price of his time that proves it. */
export const assigningReviewer = pgTable(
	'assigning_reviewer',
	{
		runId: text('run_id')
			.notNull()
			.references(() => assigningRun.id, { onDelete: 'cascade' }),
		personId: text('person_id').notNull(),
		min: integer().notNull(),
		max: integer().notNull(),
		/** Points that one paper more or less of his would change; null without a solution. */
		price: doublePrecision(),
		/** The blocking sets, by their place, in which he is. */
		blocking: integer().array().notNull().default(sql`'{}'::integer[]`),
	},
	(table) => [
		primaryKey({ columns: [table.runId, table.personId] }),
		index('assigning_reviewer_person').on(table.personId),
	],
);

/** What every run of a stage has to keep to: a pair that must be, or must not. */
export const assigningLock = pgTable(
	'assigning_lock',
	{
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		applicationId: text('application_id').notNull(),
		personId: text('person_id').notNull(),
		kind: text().$type<'lock' | 'forbid'>().notNull(),
		byPersonId: text('by_person_id'),
		at: instant().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.callId, table.stageId, table.applicationId, table.personId] }),
		index('assigning_lock_person').on(table.personId),
		index('assigning_lock_by_person').on(table.byPersonId),
	],
);
