import { bigserial, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bilingual, digest, instant } from '#core/database/index.ts';
import type { ArticleContent, ArticleState } from '../article.ts';

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
		draft: jsonb().$type<ArticleContent>().notNull(),
		/** Rises with every saving of the draft: who saves on an older one is told. */
		draftRevision: integer('draft_revision').notNull(),
		/** Number of the version that is public, or was when it was retracted. */
		publishedVersion: integer('published_version'),
		/** First publication; feeds, archive and structured data date by it. */
		publishedAt: instant('published_at'),
		/** Last change that readers see. */
		changedAt: instant('changed_at'),
		/** When it goes out by itself, once scheduled: the end of an embargo is such an instant too. */
		releaseAt: instant('release_at'),
		/** The version that goes out then. */
		releaseVersion: integer('release_version'),
		/** The zone in which its times are said. */
		zone: text().notNull(),
		/** Until then nothing of it may be told to anybody outside the newsroom. */
		embargoUntil: instant('embargo_until'),
		/** Why it was retracted, for readers. */
		retraction: bilingual(),
		createdAt: instant('created_at').notNull(),
		createdBy: text('created_by'),
	},
	(table) => [
		index('article_public').on(table.state, table.publishedAt),
		index('article_edition').on(table.editionId, table.publishedAt),
		index('article_organisation').on(table.organisationId),
		index('article_author').on(table.createdBy),
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
		/** SHA-256 of the content in canonical form. */
		digest: digest().notNull(),
		at: instant().notNull(),
		by: text(),
	},
	(table) => [primaryKey({ columns: [table.articleId, table.number] }), index('article_version_by').on(table.by)],
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
		by: text(),
	},
	(table) => [
		index('article_correction_article').on(table.articleId, table.position),
		index('article_correction_by').on(table.by),
	],
);

/** The files that the versions and the draft of an article name, so that they are kept. */
export const articleFile = pgTable(
	'article_file',
	{
		articleId: text('article_id')
			.notNull()
			.references(() => article.id),
		digest: digest().notNull(),
	},
	(table) => [primaryKey({ columns: [table.articleId, table.digest] }), index('article_file_digest').on(table.digest)],
);
