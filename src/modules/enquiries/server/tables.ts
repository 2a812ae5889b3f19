import { bigserial, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { EnquiryState } from '../enquiry.ts';

/** A question to a role of an edition. */
export const enquiry = pgTable(
	'enquiry',
	{
		id: text().primaryKey(),
		/** Order of arrival: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		editionId: text('edition_id').notNull(),
		/** A short name for it, told to the one who asked. */
		reference: text().notNull().unique(),
		role: text().notNull(),
		/** Who asked, when he was signed in. */
		personId: text('person_id'),
		name: text().notNull(),
		email: text().notNull(),
		locale: text().$type<Locale>().notNull(),
		subject: text().notNull(),
		text: text().notNull(),
		state: text().$type<EnquiryState>().notNull(),
		at: instant().notNull(),
		/** Process time, for the count of a day. */
		receivedAt: instant('received_at').notNull(),
	},
	(table) => [
		index('enquiry_edition').on(table.editionId, table.state, table.position),
		index('enquiry_email').on(table.email, table.receivedAt),
		index('enquiry_person').on(table.personId),
	],
);

/** What the desk answered. */
export const enquiryAnswer = pgTable(
	'enquiry_answer',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		enquiryId: text('enquiry_id')
			.notNull()
			.references(() => enquiry.id),
		personId: text('person_id'),
		text: text().notNull(),
		at: instant().notNull(),
	},
	(table) => [
		index('enquiry_answer_enquiry').on(table.enquiryId, table.position),
		index('enquiry_answer_person').on(table.personId),
	],
);
