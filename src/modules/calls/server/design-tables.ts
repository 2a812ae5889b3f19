import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { Definition } from '../design.ts';

/** A call that is being designed, new or there already. What it says becomes the call's when it is published. */
export const callDesign = pgTable(
	'call_design',
	{
		id: text().primaryKey(),
		/** As with a call: of an edition, or (standing) of an organisation alone. */
		editionId: text('edition_id'),
		organisationId: text('organisation_id').notNull(),
		/** The call that it changes, or has become. */
		callId: text('call_id'),
		/** A call as a file has it, perhaps with gaps and mistakes. */
		definition: jsonb().$type<Definition>().notNull(),
		/** Rises with each step. */
		revision: integer().notNull(),
		/** Who took the last step; empty when erased, or the system. */
		personId: text('person_id'),
		savedAt: instant('saved_at').notNull(),
		publishedAt: instant('published_at'),
	},
	(table) => [
		index('call_design_edition').on(table.editionId),
		index('call_design_person').on(table.personId),
		// One call is changed in one place.
		uniqueIndex('call_design_call').on(table.callId).where(sql`${table.publishedAt} is null`),
	],
);
