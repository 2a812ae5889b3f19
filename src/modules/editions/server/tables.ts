import { index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { bilingual, instant } from '#core/database/columns.ts';
import type {
	BundleContact,
	BundleEdition,
	BundleLegal,
	BundleLetters,
	ProseText,
	Publication,
} from '../bundle/index.ts';
import type { ClosingReport } from '../closing-report.ts';
import type { Records } from '../records.ts';

/*
 * What belongs to an edition is known by its code, as in the bundle: (edition, code) is unique everywhere and foreign
 * keys go by it. Rows keep their id as long as their code, for the relations and records of other modules.
 */

/** A series of symposia. */
export const series = pgTable('series', {
	id: text().primaryKey(),
	slug: text().notNull().unique(),
	name: bilingual().notNull(),
	short: text().notNull(),
	slogan: bilingual(),
	description: bilingual(),
});

/** A body that holds, supports or is named by editions; known to all of them. */
export const organisation = pgTable('organisation', {
	id: text().primaryKey(),
	slug: text().notNull().unique(),
	name: bilingual().notNull(),
	short: text(),
	description: bilingual(),
	url: text(),
	logo: text(),
	country: text(),
});

/** One edition of a series. */
export const edition = pgTable('edition', {
	id: text().primaryKey(),
	slug: text().notNull().unique(),
	seriesId: text('series_id')
		.notNull()
		.references(() => series.id),
	year: integer().notNull(),
	name: bilingual().notNull(),
	short: text().notNull(),
	theme: bilingual(),
	summary: bilingual(),
	/** Calendar days in `zone`. */
	starts: text().notNull(),
	ends: text().notNull(),
	zone: text().notNull(),
	languages: jsonb().$type<BundleEdition['languages']>().notNull(),
	mode: text().$type<BundleEdition['mode']>().notNull(),
	state: text().$type<Publication>().notNull(),
	values: jsonb().$type<ProseText[]>().notNull(),
	contacts: jsonb().$type<BundleContact[]>().notNull(),
	/** What its country wants to read at the foot of its pages. */
	legal: jsonb().$type<BundleLegal>(),
	/** Name of the programme committee, when there is one. */
	committeeName: bilingual('committee_name'),
	/** Letterhead, signatories, seal. */
	letterhead: jsonb().$type<Omit<BundleLetters, 'texts'>>(),
	/** Since when it is closed and nothing of it may be changed; empty while it is worked on. */
	closedAt: instant('closed_at'),
});

/** Columns that everything in an edition has. */
export const inEdition = () => ({
	id: text().primaryKey(),
	editionId: text('edition_id')
		.notNull()
		.references(() => edition.id),
	code: text().notNull(),
	position: integer().notNull(),
});

/** The organisations that an edition names. */
export const editionOrganisation = pgTable(
	'edition_organisation',
	{
		editionId: text('edition_id')
			.notNull()
			.references(() => edition.id),
		organisationId: text('organisation_id')
			.notNull()
			.references(() => organisation.id),
		position: integer().notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.editionId, table.organisationId] }),
		index('edition_organisation_organisation').on(table.organisationId),
	],
);

/** An earlier edition of which nothing but the year is held. */
export const pastEdition = pgTable(
	'past_edition',
	{
		...inEdition(),
		year: integer().notNull(),
		name: bilingual().notNull(),
		short: text().notNull(),
		state: text().$type<Publication>().notNull(),
	},
	(table) => [unique('past_edition_code').on(table.editionId, table.code)],
);

/** The report of a closed edition, as it was computed when it was closed. It goes when the edition is opened again. */
export const editionClosing = pgTable('edition_closing', {
	editionId: text('edition_id')
		.primaryKey()
		.references(() => edition.id),
	at: instant().notNull(),
	report: jsonb().$type<ClosingReport>().notNull(),
});

/** What an import left behind: the state of the files that the next one compares with. */
export const bundleImport = pgTable(
	'bundle_import',
	{
		id: text().primaryKey(),
		editionId: text('edition_id')
			.notNull()
			.references(() => edition.id),
		number: integer().notNull(),
		at: instant().notNull(),
		/** The records of the files as they were. */
		base: jsonb().$type<Records>().notNull(),
	},
	(table) => [uniqueIndex('bundle_import_number').on(table.editionId, table.number)],
);
