import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ObjectType, RelationName } from '#core/access/index.ts';
import { digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';

export type InvitationState = 'open' | 'accepted' | 'declined' | 'withdrawn';

/** An offer of one relation to whoever reads mail at an address. */
export const invitation = pgTable(
	'invitation',
	{
		id: text().primaryKey(),
		/** SHA-256 of the secret in the mail's link. */
		digest: digest().notNull(),
		editionId: text('edition_id').notNull(),
		email: text().notNull(),
		/** As the one who invites writes it; used in the mail only. */
		name: text().notNull(),
		relation: text().$type<RelationName>().notNull(),
		objectType: text('object_type').$type<ObjectType>().notNull(),
		objectId: text('object_id').notNull(),
		/** The object in words, as it was called then. */
		objectName: text('object_name').notNull(),
		locale: text().$type<Locale>().notNull(),
		state: text().$type<InvitationState>().notNull(),
		/** Who invited. */
		byPersonId: text('by_person_id'),
		/** Who accepted or declined. */
		personId: text('person_id'),
		at: instant().notNull(),
		/** Process time. */
		expiresAt: instant('expires_at').notNull(),
	},
	(table) => [
		uniqueIndex('invitation_digest').on(table.digest),
		index('invitation_edition').on(table.editionId, table.state, table.at),
		index('invitation_by_person').on(table.byPersonId),
		index('invitation_person').on(table.personId),
	],
);
