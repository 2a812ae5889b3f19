import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/index.ts';
import type { AnswerMode } from './wire.ts';

/** What was asked of language models on a day (of process time, UTC): an operator's money. */
export const languageModelDay = pgTable('language_model_day', {
	/** `2026-11-22` */
	day: text().primaryKey(),
	calls: integer().notNull(),
	/** In and out; what a call may take is taken off first and settled when it has answered. */
	tokens: integer().notNull(),
});

/** How a model at an address was found to give structured answers. */
export const languageModelMode = pgTable(
	'language_model_mode',
	{
		/** Digest of address and model. */
		endpoint: text().primaryKey(),
		mode: text().$type<AnswerMode>().notNull(),
		at: instant().notNull(),
	},
	(table) => [index('language_model_mode_at').on(table.at)],
);
