import { bigint, bigserial, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';

/** As whom somebody discusses an application: as one of those who scored it, or as its chair. */
export type DiscussionRole = 'member' | 'chair';

/** What somebody said of an application at a stage; its words stand in its versions. */
export const reviewPost = pgTable(
	'review_post',
	{
		id: text().primaryKey(),
		/** Order of writing: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		applicationId: text('application_id').notNull(),
		personId: text('person_id').notNull(),
		role: text().$type<DiscussionRole>().notNull(),
		at: instant().notNull(),
		/** Its author took it back: members read its place only, chairs the words too. */
		takenBackAt: instant('taken_back_at'),
	},
	(table) => [
		index('review_post_application').on(table.applicationId, table.stageId, table.position),
		index('review_post_person').on(table.personId),
		index('review_post_call').on(table.callId, table.stageId),
	],
);

/** The words of a post. Changing it adds a version. Immutable: a trigger refuses any change. */
export const reviewPostVersion = pgTable(
	'review_post_version',
	{
		postId: text('post_id')
			.notNull()
			.references(() => reviewPost.id),
		version: integer().notNull(),
		/** People who are mentioned stand as marks (`mention.ts`): each reader reads the name that he may know. */
		text: text().notNull(),
		at: instant().notNull(),
	},
	(table) => [primaryKey({ columns: [table.postId, table.version] })],
);

/** Who is mentioned in a post, at the place of his mark in its texts. */
export const reviewMention = pgTable(
	'review_mention',
	{
		postId: text('post_id')
			.notNull()
			.references(() => reviewPost.id),
		place: integer().notNull(),
		personId: text('person_id').notNull(),
		/** As whom: who is both must not be told apart by it. */
		role: text().$type<DiscussionRole>().notNull(),
	},
	(table) => [primaryKey({ columns: [table.postId, table.place] }), index('review_mention_person').on(table.personId)],
);

/** How far somebody has read a discussion. */
export const reviewSeen = pgTable(
	'review_seen',
	{
		applicationId: text('application_id').notNull(),
		stageId: text('stage_id').notNull(),
		personId: text('person_id').notNull(),
		/** The position of the last post that he has read. */
		position: bigint({ mode: 'number' }).notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.applicationId, table.stageId, table.personId] }),
		index('review_seen_person').on(table.personId),
	],
);

/** A meta-review as it was saved; the newest of an application and stage counts. Immutable: a trigger refuses any change. */
export const metaReview = pgTable(
	'meta_review',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		callId: text('call_id').notNull(),
		stageId: text('stage_id').notNull(),
		applicationId: text('application_id').notNull(),
		personId: text('person_id').notNull(),
		summary: text().notNull(),
		/** One of the outcomes of the stage, or null while it is open. */
		recommendation: text(),
		/** Handed in; before that only those who may write it read it. */
		final: boolean().notNull(),
		at: instant().notNull(),
	},
	(table) => [
		index('meta_review_application').on(table.applicationId, table.stageId, table.position),
		index('meta_review_person').on(table.personId),
		index('meta_review_call').on(table.callId, table.stageId),
	],
);
