import { boolean, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';

/** Who works on a draft or an application beside its holder. */
export const applicationMember = pgTable(
	'application_member',
	{
		id: text().primaryKey(),
		/** Of a draft that is no application yet; when it is handed in, the application takes its members over. */
		draftId: text('draft_id'),
		applicationId: text('application_id'),
		personId: text('person_id').notNull(),
		/** Without it he only reads. */
		mayWrite: boolean('may_write').notNull(),
		addedByPersonId: text('added_by_person_id'),
		addedAt: instant('added_at').notNull(),
		endedAt: instant('ended_at'),
	},
	(table) => [
		index('application_member_draft').on(table.draftId),
		index('application_member_application').on(table.applicationId),
		index('application_member_person').on(table.personId),
		index('application_member_added_by').on(table.addedByPersonId),
		uniqueIndex('application_member_once')
			.on(sql`coalesce(application_id, draft_id)`, table.personId)
			.where(sql`ended_at is null`),
	],
);

/** What an invitation offers: to work on it, to take it over, to claim what was entered for one, to apply. */
export const inviteKinds = ['member', 'hand-over', 'claim', 'apply'] as const;
export type InviteKind = (typeof inviteKinds)[number];

/** An invitation by a link, of the people of an application. */
export const applicationInvite = pgTable(
	'application_invite',
	{
		id: text().primaryKey(),
		kind: text().$type<InviteKind>().notNull(),
		draftId: text('draft_id'),
		/** `apply`: the application whose holder invites; empty when the desk does. */
		applicationId: text('application_id'),
		/** `apply`: the call that one is invited to. */
		callId: text('call_id'),
		name: text().notNull(),
		/** In lower case; empty for a link that its maker passes on himself. */
		address: text().notNull(),
		mayWrite: boolean('may_write').notNull().default(false),
		/** `hand-over`: the one who hands over goes on writing. */
		staysOn: boolean('stays_on').notNull().default(false),
		locale: text().$type<Locale>().notNull(),
		digest: digest().notNull(),
		byPersonId: text('by_person_id'),
		madeAt: instant('made_at').notNull(),
		/** Edition time from which it is of no use. */
		expiresAt: instant('expires_at').notNull(),
		takenAt: instant('taken_at'),
		takenPersonId: text('taken_person_id'),
		withdrawnAt: instant('withdrawn_at'),
	},
	(table) => [
		uniqueIndex('application_invite_digest').on(table.digest),
		index('application_invite_application').on(table.applicationId),
		index('application_invite_draft').on(table.draftId),
		index('application_invite_call').on(table.callId),
		index('application_invite_by').on(table.byPersonId),
		index('application_invite_taken').on(table.takenPersonId),
	],
);
