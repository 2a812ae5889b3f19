import { bigint, bigserial, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { digest, instant } from '#core/database/columns.ts';
import type { WebhookEvent } from '../webhook-events.ts';

/** A request that was answered under an `Idempotency-Key`; written in the transaction of its effect, kept for a day. */
export const apiIdempotency = pgTable(
	'api_idempotency',
	{
		personId: text('person_id').notNull(),
		key: text().notNull(),
		/** Of method, address and body. */
		requestDigest: digest('request_digest').notNull(),
		status: integer().notNull(),
		body: text().notNull(),
		headers: jsonb().$type<Record<string, string>>().notNull(),
		/** Process time. */
		at: instant().notNull(),
	},
	(table) => [primaryKey({ columns: [table.personId, table.key] }), index('api_idempotency_at').on(table.at)],
);

/** Where the events of a desk are sent to. */
export const webhookEndpoint = pgTable(
	'webhook_endpoint',
	{
		id: text().primaryKey(),
		/** The edition, or the standing call, whose events it gets: the scope of the ledger. */
		deskId: text('desk_id').notNull(),
		url: text().notNull(),
		/** What it is for, in the words of whoever made it. */
		label: text().notNull(),
		events: jsonb().$type<WebhookEvent[]>().notNull(),
		/** `whsec_…`: kept as it is, since every message is signed with it. */
		secret: text().notNull(),
		/** The secret before the last change: messages are signed with both until then. */
		secretBefore: text('secret_before'),
		secretBeforeUntil: instant('secret_before_until'),
		madeBy: text('made_by_person_id'),
		/** Process time, as all times of webhooks. */
		madeAt: instant('made_at').notNull(),
		pausedAt: instant('paused_at'),
		/** By hand, or because nothing could be delivered for three days. */
		pausedWhy: text('paused_why').$type<'hand' | 'failing'>(),
		/** Until then one process delivers to it: messages arrive in their order. */
		leasedUntil: instant('leased_until'),
	},
	(table) => [index('webhook_endpoint_desk').on(table.deskId), index('webhook_endpoint_made_by').on(table.madeBy)],
);

export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'kept';

/** One message to one endpoint. */
export const webhookDelivery = pgTable(
	'webhook_delivery',
	{
		/** `webhook-id`: the same at every attempt, so that the receiver can tell a repetition. */
		id: text().primaryKey(),
		/** Order of the events. */
		position: bigserial({ mode: 'number' }).notNull(),
		endpointId: text('endpoint_id')
			.notNull()
			.references(() => webhookEndpoint.id, { onDelete: 'cascade' }),
		/** The number of the event in the chain of the ledger; empty for a test. */
		seq: bigint({ mode: 'number' }),
		event: text().$type<WebhookEvent>().notNull(),
		/** The body, to the byte. */
		payload: text().notNull(),
		/** `kept`: not sent, since a rehearsal sends nothing to other machines. */
		state: text().$type<DeliveryState>().notNull(),
		attempts: integer().notNull().default(0),
		createdAt: instant('created_at').notNull(),
		firstTriedAt: instant('first_tried_at'),
		triedAt: instant('tried_at'),
		nextAt: instant('next_at').notNull(),
		/** Of the last attempt. */
		responseStatus: integer('response_status'),
		/** Its beginning. */
		responseText: text('response_text'),
		/** Why there was no answer: `timeout`, `refused-address` … */
		fault: text(),
		milliseconds: integer(),
	},
	(table) => [
		uniqueIndex('webhook_delivery_once').on(table.endpointId, table.seq),
		index('webhook_delivery_endpoint').on(table.endpointId, table.state, table.position),
	],
);

/** How far the ledger was followed: one row. */
export const webhookCursor = pgTable('webhook_cursor', {
	id: integer().primaryKey(),
	seq: bigint({ mode: 'number' }).notNull(),
});
