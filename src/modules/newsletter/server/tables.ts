import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { digest, instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Choices, Ending, Rhythm } from '../subscription.ts';

/** What makes the links of subscribers and the traces of addresses: one row, made when it is first needed. */
export const newsletterKey = pgTable('newsletter_key', {
	id: text().primaryKey(),
	secret: text().notNull(),
});

/** Somebody who gets the newsletter, or has got it. */
export const newsletterSubscription = pgTable(
	'newsletter_subscription',
	{
		id: text().primaryKey(),
		/** Order of confirmation, in which an issue is queued. */
		position: bigserial({ mode: 'number' }).notNull().unique(),
		/** In lower case. */
		email: text().notNull().unique(),
		/** HMAC of the address. */
		trace: digest().notNull(),
		/** SHA-256 of the secret in his links. */
		tokenDigest: digest('token_digest').notNull().unique(),
		state: text().$type<'confirmed' | 'ended'>().notNull(),
		locale: text().$type<Locale>().notNull(),
		/** None means all. */
		topics: text().array().notNull(),
		rhythm: text().$type<Rhythm>().notNull(),
		/** Of the weekly digest; Monday is 1. */
		weekday: integer().notNull(),
		zone: text().notNull(),
		/** Process times. */
		confirmedAt: instant('confirmed_at').notNull(),
		endedAt: instant('ended_at'),
		ending: text().$type<Ending>(),
		/** Edition time up to which he has been told what was published; empty before his first issue. */
		coveredUntil: instant('covered_until'),
		/** How many issues in a row a mail server reported that his mailbox takes nothing just now. */
		faults: integer().notNull().default(0),
		/** Process time of the last such report that was counted. */
		faultSeenAt: instant('fault_seen_at'),
		/** Invented for a rehearsal. */
		sample: boolean().notNull().default(false),
	},
	(table) => [
		index('newsletter_subscription_due').on(table.position).where(sql`state = 'confirmed'`),
		index('newsletter_subscription_trace').on(table.trace),
		index('newsletter_subscription_ended').on(table.endedAt),
	],
);

/**
 * A request to subscribe, and once confirmed the evidence of it: what was agreed to, in which words, on which page, and
 * when. Where the request came from on the net is not kept.
 */
export const newsletterRequest = pgTable(
	'newsletter_request',
	{
		id: text().primaryKey(),
		email: text().notNull(),
		trace: digest().notNull(),
		/** SHA-256 of the secret in the mailed link. */
		tokenDigest: digest('token_digest').notNull().unique(),
		choices: jsonb().$type<Choices>().notNull(),
		/** SHA-256 of the sentence that was agreed to, and its language. */
		textVersion: digest('text_version').notNull(),
		textLocale: text('text_locale').$type<Locale>().notNull(),
		/** Path of the page that held the form. */
		sourcePage: text('source_page').notNull(),
		/** Process times. */
		requestedAt: instant('requested_at').notNull(),
		confirmedAt: instant('confirmed_at'),
		subscriptionId: text('subscription_id'),
	},
	(table) => [
		index('newsletter_request_trace').on(table.trace, table.requestedAt),
		index('newsletter_request_open').on(table.requestedAt).where(sql`confirmed_at is null`),
		index('newsletter_request_subscription').on(table.subscriptionId),
	],
);

/** Addresses that get nothing, by their trace alone: it stays when the address is erased. */
export const newsletterSuppression = pgTable('newsletter_suppression', {
	trace: digest().primaryKey(),
	reason: text().$type<Ending>().notNull(),
	/** Process time. */
	at: instant().notNull(),
});

/** An issue that has closed and holds something. */
export const newsletterIssue = pgTable('newsletter_issue', {
	/** The day of the house on which it closed: `2021-11-20`. */
	date: text().primaryKey(),
	/** Edition times: of the issue before, and of this one. */
	opensAt: instant('opens_at').notNull(),
	closesAt: instant('closes_at').notNull(),
	/** How many articles were new that day, and in the week. */
	articles: integer().notNull(),
	weekArticles: integer('week_articles').notNull(),
	/** How many digests were queued so far. */
	queued: integer().notNull().default(0),
	/** Process time at which somebody stopped it. */
	stoppedAt: instant('stopped_at'),
});

/** A moment at which an issue goes out in some zones. */
export const newsletterSlot = pgTable(
	'newsletter_slot',
	{
		issue: text().notNull(),
		/** Edition time. */
		at: instant().notNull(),
		places: jsonb().$type<{ zone: string; weekday: number }[]>().notNull(),
		/** Process time at which it had come. */
		begunAt: instant('begun_at'),
		/** Process time at which the last of its digests was queued. */
		doneAt: instant('done_at'),
	},
	(table) => [
		primaryKey({ columns: [table.issue, table.at] }),
		index('newsletter_slot_open').on(table.begunAt).where(sql`done_at is null`),
	],
);

/** What happened on a day, counted; nothing here says to whom. */
export const newsletterCount = pgTable(
	'newsletter_count',
	{
		/** UTC, by process time. */
		day: text().notNull(),
		what: text().notNull(),
		n: integer().notNull(),
	},
	(table) => [primaryKey({ columns: [table.day, table.what] })],
);
