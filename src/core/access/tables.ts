import { isNull } from 'drizzle-orm';
import { bigserial, index, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { ObjectType, RelationName } from './actor.ts';

/** Who is what to which object. A relation that ended keeps its row with `until`. */
export const relation = pgTable(
	'relation',
	{
		id: text().primaryKey(),
		personId: text('person_id').notNull(),
		relation: text().$type<RelationName>().notNull(),
		objectType: text('object_type').$type<ObjectType>().notNull(),
		objectId: text('object_id').notNull(),
		since: instant().notNull(),
		until: instant(),
	},
	(table) => [
		// Once at a time: one that ended may be given again.
		uniqueIndex('relation_once')
			.on(table.personId, table.relation, table.objectType, table.objectId)
			.where(isNull(table.until)),
		index('relation_person').on(table.personId),
		index('relation_object').on(table.objectType, table.objectId),
	],
);

/**
 * Who has a stake in which object, and so no right of a desk over it: by account, or by an address that may come to be
 * somebody's. `part`: kept by a trigger of the module that owns the object, of whoever made it or is named in it.
 * `conflict`: stated or confirmed. `lifted`: being named by an address is no stake, a chair has said.
 */
export const stake = pgTable(
	'stake',
	{
		id: bigserial({ mode: 'number' }).primaryKey(),
		objectType: text('object_type').$type<ObjectType>().notNull(),
		objectId: text('object_id').notNull(),
		personId: text('person_id'),
		/** In lower case. */
		address: text(),
		kind: text().$type<'part' | 'conflict' | 'lifted'>().notNull(),
	},
	(table) => [
		unique('stake_once')
			.on(table.objectType, table.objectId, table.kind, table.personId, table.address)
			.nullsNotDistinct(),
		index('stake_person').on(table.personId),
		index('stake_address').on(table.address),
	],
);
