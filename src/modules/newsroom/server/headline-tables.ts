import { bigserial, boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bilingual, instant } from '#core/database/columns.ts';
import type { SourceFault } from '../headlines/source.ts';

/** A partner or an agency whose headlines are shown beside our news. All times of it are process time: feeds know no other. */
export const headlineSource = pgTable(
	'headline_source',
	{
		id: text().primaryKey(),
		/** Order of making. */
		position: bigserial({ mode: 'number' }).notNull(),
		name: bilingual().notNull(),
		/** Address of the feed, as written at the desk. */
		feed: text().notNull().unique(),
		/** Where its name leads; empty when nowhere. */
		homepage: text(),
		/** How its headlines are attributed, where its name alone would not do. */
		attribution: bilingual(),
		/** The credit line that its terms ask for. */
		credit: bilingual(),
		/** Below which articles it is shown: those on one of these topics; without any, below all. */
		topics: text().array().notNull(),
		/** Language of its headlines (BCP 47). */
		language: text().notNull(),
		/** So many headlines at once, at most. */
		shown: integer().notNull(),
		/** Whether teasers are shown, or bare titles. */
		teasers: boolean().notNull(),
		active: boolean().notNull(),
		/** Made for demonstration: never fetched, marked wherever shown. */
		sample: boolean().notNull().default(false),
		madeAt: instant('made_at').notNull(),
		etag: text(),
		lastModified: text('last_modified'),
		/** When it was last asked, and when it last answered well. */
		triedAt: instant('tried_at'),
		succeededAt: instant('succeeded_at'),
		/** When it is asked next. */
		nextAt: instant('next_at').notNull(),
		/** Attempts in a row that failed. */
		failures: integer().notNull().default(0),
		fault: text().$type<SourceFault>(),
		/** What the other server said, when it refused. */
		faultStatus: integer('fault_status'),
		/** Where the feed has moved for ever. */
		movedTo: text('moved_to'),
		/** One process asks at a time. */
		leasedUntil: instant('leased_until'),
	},
	(table) => [index('headline_source_next').on(table.nextAt)],
);

/** One headline as its source has it now. What its source no longer tells is forgotten, unless it was hidden. */
export const headline = pgTable(
	'headline',
	{
		id: text().primaryKey(),
		sourceId: text('source_id')
			.notNull()
			.references(() => headlineSource.id, { onDelete: 'cascade' }),
		/** What tells it from the others of its source. */
		key: text().notNull(),
		guid: text(),
		link: text().notNull(),
		/** The link in the form in which links are compared. */
		canonical: text().notNull(),
		title: text().notNull(),
		teaser: text().notNull(),
		place: text().notNull(),
		at: instant(),
		/** By which it is ordered: its date, or when it was first seen. */
		order: instant('ordered_at').notNull(),
		seenAt: instant('seen_at').notNull(),
		/** Whether its source still tells it. */
		current: boolean().notNull(),
		hiddenAt: instant('hidden_at'),
	},
	(table) => [
		uniqueIndex('headline_key').on(table.sourceId, table.key),
		index('headline_order').on(table.sourceId, table.order),
	],
);
