import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, serial, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Mailbox } from './address.ts';

/**
 * Where a mail stands: `queued` waits for its time and a connection · `held` was stopped by a person · `sending` is in
 * the hands of one connection · `sent` was taken by the server · `failed` was refused for good · `uncertain` was handed
 * over, and nobody heard the answer · `kept` stays in the mailbox of a rehearsal.
 */
export const mailStates = ['queued', 'held', 'sending', 'sent', 'failed', 'uncertain', 'kept'] as const;
export type MailState = (typeof mailStates)[number];

/** A file of the store that goes with a mail. */
export interface Attachment {
	digest: string;
	name: string;
	mediaType: string;
	bytes: number;
}

/** One mail to one recipient, as it was queued: what it says never changes. */
export const mail = pgTable(
	'mail',
	{
		id: text().primaryKey(),
		/** With its angle brackets. Made once, so that a mail sent twice by hand is seen to be the same. */
		messageId: text('message_id').notNull(),
		/** The same key queues nothing a second time. */
		idempotencyKey: text('idempotency_key').notNull(),
		/** `receipt`, `letter`, `code` … */
		kind: text().notNull(),
		/** The edition (or standing call) it belongs to. */
		scope: text(),
		personId: text('person_id'),
		toAddress: text('to_address').notNull(),
		toName: text('to_name').notNull(),
		from: jsonb().$type<Mailbox>().notNull(),
		replyTo: jsonb('reply_to').$type<Mailbox>(),
		subject: text().notNull(),
		text: text().notNull(),
		html: text().notNull(),
		locale: text().$type<Locale>().notNull(),
		attachments: jsonb().$type<Attachment[]>().notNull(),
		state: text().$type<MailState>().notNull(),
		/** Someone waits for it at the screen: goes before everything else. */
		urgent: boolean().notNull(),
		/** Process time before which it is not sent. */
		notBefore: instant('not_before').notNull(),
		/** Process time after which it is of no use any more. */
		notAfter: instant('not_after'),
		attempts: integer().notNull().default(0),
		/** Process time of the next attempt. */
		nextTryAt: instant('next_try_at').notNull(),
		/** Edition time. */
		queuedAtEdition: instant('queued_at_edition').notNull(),
		/** Process time. */
		queuedAt: instant('queued_at').notNull(),
		/** The connection that has (or last had) it. */
		sender: integer(),
		/** Set before the end of the message goes out: from here on silence means uncertain. */
		handedAt: instant('handed_at'),
		sentAt: instant('sent_at'),
		/** What the server last said. */
		answer: text(),
		/** Those of one pace leave one after the other, so many a minute. */
		pace: text(),
		perMinute: integer('per_minute'),
		/** One of many that say the same: then `text` and `html` stand there (`mail_body`), and are empty here. */
		bodyId: text('body_id'),
		/** What stands in the marks of that body for this recipient. */
		filling: jsonb().$type<Record<string, string>>(),
	},
	(table) => [
		// Whoever takes the next mail finds it first, however many wait.
		index('mail_next').on(table.urgent.desc(), table.nextTryAt, table.id).where(sql`state = 'queued'`),
		index('mail_pace').on(table.pace, table.state, table.nextTryAt),
		uniqueIndex('mail_message_id').on(table.messageId),
		uniqueIndex('mail_idempotency_key').on(table.idempotencyKey),
		index('mail_due').on(table.state, table.nextTryAt),
		index('mail_scope').on(table.scope, table.state, table.queuedAt),
		index('mail_address').on(table.toAddress, table.queuedAt),
		index('mail_person').on(table.personId),
		index('mail_by_sender').on(table.sender),
	],
);

/** What many mails say, kept once: each mail brings what is its recipient's alone. It never changes. */
export const mailBody = pgTable('mail_body', {
	/** Named by whoever writes it, so that a second writing is none. */
	id: text().primaryKey(),
	text: text().notNull(),
	html: text().notNull(),
	/** The mark that stands in text, html and headers for each part that is the recipient's. */
	marks: jsonb().$type<Record<string, string>>().notNull(),
	/** Further header fields, each written on one line. */
	headers: jsonb().$type<Record<string, string>>().notNull(),
	/** Process time. */
	madeAt: instant('made_at').notNull(),
});

/**
 * What an attempt came to. `returned`: the process ended before the message was handed over, so it goes again. `bounced`:
 * a server that had taken it reports that it can't be delivered; `delayed`: that it still tries.
 */
export const deliveryOutcomes = [
	'sent',
	'deferred',
	'failed',
	'uncertain',
	'returned',
	'expired',
	'bounced',
	'delayed',
] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** Every attempt to send a mail. */
export const mailDelivery = pgTable(
	'mail_delivery',
	{
		id: text().primaryKey(),
		mailId: text('mail_id')
			.notNull()
			.references(() => mail.id, { onDelete: 'cascade' }),
		attempt: integer().notNull(),
		/** Process time. */
		at: instant().notNull(),
		outcome: text().$type<DeliveryOutcome>().notNull(),
		/** What the server said, or what went wrong on the way to it. */
		answer: text().notNull(),
	},
	(table) => [index('mail_delivery_mail').on(table.mailId, table.at)],
);

/** A connection slot of a worker. It lives as long as its session holds the advisory lock of its id. */
export const mailSender = pgTable('mail_sender', {
	id: serial().primaryKey(),
	startedAt: instant('started_at').notNull(),
	/** Why it can't reach the mail server at present. */
	fault: text(),
	faultAt: instant('fault_at'),
});

/** An address at which mail does not arrive, as a mail server has said; the newest word of it. */
export const mailAddressFault = pgTable('mail_address_fault', {
	/** In lower case. */
	address: text().primaryKey(),
	/** Process time. */
	at: instant().notNull(),
	/** `refused` at once by the server we hand mail to, or `bounced` later. */
	kind: text().$type<'refused' | 'bounced'>().notNull(),
	/** RFC 3463, `5.1.1`; empty where the server gave none. */
	status: text().notNull(),
	/** The server's words. */
	answer: text().notNull(),
	mailId: text('mail_id').references(() => mail.id, { onDelete: 'cascade' }),
});
