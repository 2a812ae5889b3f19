import { bigserial, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Fingerprint } from '../analysis.ts';
import type { AnalysisMethod, AnalysisResult, Fallback, StoredState } from '../report.ts';

/** What was said of one language of one version of an article, by one method; never changed but by its edits and its state. */
export const analysis = pgTable(
	'analysis',
	{
		id: text().primaryKey(),
		position: bigserial({ mode: 'number' }).notNull(),
		articleId: text('article_id').notNull(),
		articleVersion: integer('article_version').notNull(),
		locale: text().$type<Locale>().notNull(),
		state: text().$type<StoredState>().notNull(),
		/** Which method was asked for. */
		asked: text().$type<AnalysisMethod>().notNull(),
		/** Which it is of; empty while it is being made. */
		method: text().$type<AnalysisMethod>(),
		/** Why the text analysis stands where a model was asked for. */
		fallback: text().$type<Fallback>(),
		result: jsonb().$type<AnalysisResult>(),
		/** SHA-256 of all that it was made from: article, archive, method, prompt, schema, model. */
		inputDigest: digest('input_digest').notNull(),
		/** An article that is not public may be sent to the provider: said for this analysis by whoever asked. */
		sendUnpublished: boolean('send_unpublished').notNull().default(false),
		at: instant().notNull(),
		/** Who asked for it; empty when it followed a publication. */
		personId: text('person_id'),
		decidedAt: instant('decided_at'),
		/** Who approved or rejected it, in his own name. */
		reviewerPersonId: text('reviewer_person_id'),
		/** Why it was rejected or withdrawn. */
		reason: text(),
		/** What the reviewer says he examined, as codes. */
		checklist: text().array().notNull(),
	},
	(table) => [
		index('analysis_article').on(table.articleId, table.locale, table.position),
		index('analysis_state').on(table.state, table.position),
		index('analysis_input').on(table.inputDigest),
		index('analysis_person').on(table.personId),
		index('analysis_reviewer').on(table.reviewerPersonId),
		// One language of one version has one analysis that readers may see.
		uniqueIndex('analysis_approved')
			.on(table.articleId, table.articleVersion, table.locale)
			.where(sql`state = 'approved'`),
	],
);

/** What an editor changed in an analysis before it was approved: an item taken out, or said in his own words. */
export const analysisEdit = pgTable(
	'analysis_edit',
	{
		analysisId: text('analysis_id')
			.notNull()
			.references(() => analysis.id),
		/** Id of the item. */
		item: text().notNull(),
		/** His words; empty where it was taken out. */
		words: text(),
		at: instant().notNull(),
		personId: text('person_id'),
	},
	(table) => [
		primaryKey({ columns: [table.analysisId, table.item] }),
		index('analysis_edit_person').on(table.personId),
	],
);

/** What the archive remembers of a version of an article, so that it need not be read again. */
export const analysisFingerprint = pgTable(
	'analysis_fingerprint',
	{
		articleId: text('article_id').notNull(),
		articleVersion: integer('article_version').notNull(),
		locale: text().$type<Locale>().notNull(),
		/** Version of the method that took it. */
		method: text().notNull(),
		fingerprint: jsonb().$type<Fingerprint>().notNull(),
	},
	(table) => [primaryKey({ columns: [table.articleId, table.articleVersion, table.locale, table.method] })],
);

/**
 * Articles of a rehearsal whose text analysis one of its invented people approves as they come out, so that there is
 * something to be seen. Nothing writes here in a real installation.
 */
export const analysisRehearsed = pgTable(
	'analysis_rehearsed',
	{
		articleId: text('article_id').primaryKey(),
		personId: text('person_id').notNull(),
	},
	(table) => [index('analysis_rehearsed_person').on(table.personId)],
);
