import { boolean, bigserial, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bilingual, digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { ArticleContent, ArticleState } from '../article.ts';
import type { ArticleDraft } from '../draft.ts';

/** An article: one thing in up to two languages. What is public is its published version; the draft is what the desk works at. */
export const article = pgTable(
	'article',
	{
		id: text().primaryKey(),
		/** Order of making: edition time may stand still. */
		position: bigserial({ mode: 'number' }).notNull(),
		/** Its address, `/news/{slug}`, in both languages; never changed once published. */
		slug: text().notNull().unique(),
		/** Who publishes. */
		organisationId: text('organisation_id').notNull(),
		/** The edition that it is about, if any. */
		editionId: text('edition_id'),
		state: text().$type<ArticleState>().notNull(),
		draft: jsonb().$type<ArticleDraft>().notNull(),
		/** Rises with every saving of the draft: who saves on an older one is told. */
		draftRevision: integer('draft_revision').notNull(),
		draftAt: instant('draft_at').notNull(),
		/** Who saved it last; empty for an import. */
		draftPersonId: text('draft_person_id'),
		/** Number of the version that is public, or was when it was retracted. */
		publishedVersion: integer('published_version'),
		/** First publication; feeds, archive and structured data date by it. */
		publishedAt: instant('published_at'),
		/** Last change that readers see: a new version, the retraction. */
		changedAt: instant('changed_at'),
		/** The topics and languages of the public version, to search by. */
		topics: text().array().notNull(),
		locales: text().array().$type<Locale[]>().notNull(),
		/** When it goes out by itself, once scheduled: the end of an embargo is such an instant too. */
		releaseAt: instant('release_at'),
		/** The version that goes out then. */
		releaseVersion: integer('release_version'),
		/** In whose name it goes out; empty when an import planned it. */
		releasePersonId: text('release_person_id'),
		/** Why it did not go out when its time came. */
		releaseRefused: jsonb('release_refused').$type<{ code: string; at: number }>(),
		/** The zone in which its times are said. */
		zone: text().notNull(),
		/** Until then nothing of it may be told to anybody outside the newsroom. */
		embargoUntil: instant('embargo_until'),
		/** Why it was retracted, for readers. */
		retraction: bilingual(),
		/** Digest of the content that an import brought last: what was changed here since is not written over. */
		importedDigest: digest('imported_digest'),
		createdAt: instant('created_at').notNull(),
		creatorPersonId: text('creator_person_id'),
	},
	(table) => [
		index('article_public').on(table.state, table.publishedAt),
		index('article_edition').on(table.editionId, table.publishedAt),
		index('article_organisation').on(table.organisationId),
		index('article_topics').using('gin', table.topics),
		index('article_draft_person').on(table.draftPersonId),
		index('article_release_person').on(table.releasePersonId),
		index('article_creator').on(table.creatorPersonId),
	],
);

/** What an article said at a moment; never changed. Reviewing, publishing, analysing point at a version. */
export const articleVersion = pgTable(
	'article_version',
	{
		articleId: text('article_id')
			.notNull()
			.references(() => article.id),
		number: integer().notNull(),
		content: jsonb().$type<ArticleContent>().notNull(),
		/** SHA-256 of the content in canonical form, as it was frozen. */
		digest: digest().notNull(),
		at: instant().notNull(),
		/** Who froze it; empty for an import. */
		personId: text('person_id'),
		/** Since when it was public; empty when it never was. */
		publishedAt: instant('published_at'),
		/** Whether a person who was erased was taken out of it since, so that the digest is that of more than is left. */
		erased: boolean().notNull().default(false),
	},
	(table) => [
		primaryKey({ columns: [table.articleId, table.number] }),
		index('article_version_person').on(table.personId),
	],
);

/** A correction that readers are told of, with its date; it belongs to the version that brought it. */
export const articleCorrection = pgTable(
	'article_correction',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		articleId: text('article_id')
			.notNull()
			.references(() => article.id),
		version: integer().notNull(),
		note: bilingual().notNull(),
		at: instant().notNull(),
		personId: text('person_id'),
	},
	(table) => [
		index('article_correction_article').on(table.articleId, table.position),
		index('article_correction_person').on(table.personId),
	],
);

/** What one at the desk says to the others of an article: why it was returned. Never public. */
export const articleNote = pgTable(
	'article_note',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		articleId: text('article_id')
			.notNull()
			.references(() => article.id),
		/** The version that was read, if there was one. */
		version: integer(),
		text: text().notNull(),
		at: instant().notNull(),
		personId: text('person_id'),
	},
	(table) => [
		index('article_note_article').on(table.articleId, table.position),
		index('article_note_person').on(table.personId),
	],
);

/** Who of the directory stands in an article: in a byline, or as somebody who is quoted; in its draft or any version. */
export const articlePerson = pgTable(
	'article_person',
	{
		articleId: text('article_id')
			.notNull()
			.references(() => article.id),
		personId: text('person_id').notNull(),
	},
	(table) => [
		primaryKey({ columns: [table.articleId, table.personId] }),
		index('article_person_person').on(table.personId),
	],
);
