import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { bilingual } from '#core/database/columns.ts';
import type { PageGroup, OutcomeKind, Publication } from '../bundle/index.ts';
import { inEdition } from './tables.ts';

/** The wording of one letter. */
export const letterText = pgTable(
	'letter_text',
	{ ...inEdition(), subject: bilingual().notNull(), body: bilingual().notNull() },
	(table) => [unique('letter_text_code').on(table.editionId, table.code)],
);

/** A page of the edition's public site, Markdown. */
export const page = pgTable(
	'page',
	{
		...inEdition(),
		title: bilingual().notNull(),
		summary: bilingual(),
		body: bilingual().notNull(),
		state: text().$type<Publication>().notNull(),
		menu: text().$type<'main' | 'footer' | 'none'>().notNull(),
		group: text().$type<PageGroup>().notNull().default('symposium'),
	},
	(table) => [unique('page_code').on(table.editionId, table.code)],
);

/** What came of an edition: a statement, a consensus, a body, a report. */
export const outcome = pgTable(
	'outcome',
	{
		...inEdition(),
		kind: text().$type<OutcomeKind>().notNull(),
		title: bilingual().notNull(),
		localOn: text('local_on'),
		summary: bilingual(),
		text: bilingual(),
		url: text(),
		/** Slug of the statement that it is. */
		statement: text(),
		state: text().$type<Publication>().notNull(),
	},
	(table) => [unique('outcome_code').on(table.editionId, table.code)],
);

/** A figure about an edition that no record holds. */
export const outcomeFigure = pgTable(
	'outcome_figure',
	{ ...inEdition(), value: bilingual().notNull(), label: bilingual().notNull(), note: bilingual() },
	(table) => [unique('outcome_figure_code').on(table.editionId, table.code)],
);

/** A picture of an edition; its code is the asset's. */
export const outcomePicture = pgTable('outcome_picture', { ...inEdition(), caption: bilingual() }, (table) => [
	unique('outcome_picture_code').on(table.editionId, table.code),
]);
