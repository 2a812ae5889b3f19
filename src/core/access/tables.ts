import { isNull } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
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
