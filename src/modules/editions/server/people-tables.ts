import { boolean, foreignKey, index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { bilingual } from '#core/database/columns.ts';
import type { BundlePerson, PartnerKind } from '../bundle/index.ts';
import { inEdition, organisation } from './tables.ts';

/** An organisation beside the edition, in order of protocol within its kind; its code is `<kind>/<organisation>`. */
export const partner = pgTable(
	'partner',
	{
		...inEdition(),
		organisationId: text('organisation_id')
			.notNull()
			.references(() => organisation.id),
		kind: text().$type<PartnerKind>().notNull(),
	},
	(table) => [
		unique('partner_code').on(table.editionId, table.code),
		index('partner_organisation').on(table.organisationId),
	],
);

/** A person as an edition names them on its pages, with the titles of that year. */
export const editionPerson = pgTable(
	'edition_person',
	{
		...inEdition(),
		/** The record of the person; made with the first import that names them. */
		personId: text('person_id'),
		names: jsonb().$type<BundlePerson['names']>().notNull(),
		honours: jsonb().$type<string[]>().notNull(),
		positions: jsonb().$type<BundlePerson['positions']>().notNull(),
		orcid: text(),
		/** The code of an asset. */
		portrait: text(),
		reading: bilingual(),
		sample: boolean().notNull(),
	},
	(table) => [
		unique('edition_person_code').on(table.editionId, table.code),
		index('edition_person_person').on(table.personId),
	],
);

/** An office of the programme committee. */
export const committeeOffice = pgTable(
	'committee_office',
	{ ...inEdition(), name: bilingual().notNull(), plural: bilingual() },
	(table) => [unique('committee_office_code').on(table.editionId, table.code)],
);

/** One person in one office; its code is `<office>/<person>`. With a `reading` it is not shown until confirmed. */
export const committeeRole = pgTable(
	'committee_role',
	{
		...inEdition(),
		officeCode: text('office_code').notNull(),
		personCode: text('person_code').notNull(),
		reading: bilingual(),
	},
	(table) => [
		unique('committee_role_code').on(table.editionId, table.code),
		foreignKey({
			columns: [table.editionId, table.officeCode],
			foreignColumns: [committeeOffice.editionId, committeeOffice.code],
		}),
		foreignKey({
			columns: [table.editionId, table.personCode],
			foreignColumns: [editionPerson.editionId, editionPerson.code],
		}),
	],
);
