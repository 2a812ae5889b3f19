import { and, asc, count, desc, eq, isNotNull } from 'drizzle-orm';
import { type Actor, can, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { WebhookEvent } from '../../webhook-events.ts';
import { type DeliveryState, webhookDelivery, webhookEndpoint } from '../tables.ts';
import type { WebhookDesk } from './manage.ts';

/** An endpoint in the list of a desk, without its secret. */
export interface WebhookRow {
	id: string;
	url: string;
	label: string;
	events: WebhookEvent[];
	madeAt: number;
	pausedAt: number | null;
	pausedWhy: 'hand' | 'failing' | null;
	/** Messages by where they stand. */
	messages: Partial<Record<DeliveryState, number>>;
}

const columns = {
	id: webhookEndpoint.id,
	url: webhookEndpoint.url,
	label: webhookEndpoint.label,
	events: webhookEndpoint.events,
	madeAt: webhookEndpoint.madeAt,
	pausedAt: webhookEndpoint.pausedAt,
	pausedWhy: webhookEndpoint.pausedWhy,
};

/** The endpoints of a desk. Two queries, however many there are. @throws Refusal `not-found`, `forbidden` */
export async function webhooksOf(ctx: Context, actor: Actor, desk: WebhookDesk): Promise<WebhookRow[]> {
	demand(ctx, actor, 'webhook.manage', desk.subject);
	const found = await ctx.db
		.select(columns)
		.from(webhookEndpoint)
		.where(eq(webhookEndpoint.deskId, desk.id))
		.orderBy(asc(webhookEndpoint.madeAt), asc(webhookEndpoint.id));
	const counts = await ctx.db
		.select({ endpoint: webhookDelivery.endpointId, state: webhookDelivery.state, n: count() })
		.from(webhookDelivery)
		.innerJoin(webhookEndpoint, eq(webhookEndpoint.id, webhookDelivery.endpointId))
		.where(eq(webhookEndpoint.deskId, desk.id))
		.groupBy(webhookDelivery.endpointId, webhookDelivery.state);
	return found.map((row) => ({
		...row,
		messages: Object.fromEntries(counts.filter((one) => one.endpoint === row.id).map(({ state, n }) => [state, n])),
	}));
}

export type DeliveryRow = Omit<typeof webhookDelivery.$inferSelect, 'endpointId'>;

const pageSize = 50;

/**
 * One endpoint with a page of its log, the newest first. Four queries.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function webhookWithLog(
	ctx: Context,
	actor: Actor,
	desk: WebhookDesk,
	input: { webhook: string; page?: number; state?: DeliveryState | undefined },
): Promise<{ webhook: WebhookRow; deliveries: DeliveryRow[]; pages: number; page: number }> {
	const webhook = (await webhooksOf(ctx, actor, desk)).find(({ id }) => id === input.webhook);
	if (!webhook) throw notFound();
	const where = and(
		eq(webhookDelivery.endpointId, webhook.id),
		input.state === undefined ? undefined : eq(webhookDelivery.state, input.state),
	);
	const total =
		input.state === undefined
			? Object.values(webhook.messages).reduce((sum, n) => sum + n, 0)
			: (webhook.messages[input.state] ?? 0);
	const pages = Math.max(1, Math.ceil(total / pageSize));
	const page = Math.min(Math.max(1, input.page ?? 1), pages);
	const rows = await ctx.db
		.select()
		.from(webhookDelivery)
		.where(where)
		.orderBy(desc(webhookDelivery.position))
		.limit(pageSize)
		.offset((page - 1) * pageSize);
	return { webhook, deliveries: rows.map(({ endpointId: _, ...row }) => row), pages, page };
}

/** Endpoints of a desk that were paused because nothing could be delivered; for whoever may mend that. One query. */
export async function failingWebhooks(
	ctx: Context,
	actor: Actor,
	desk: WebhookDesk,
): Promise<{ id: string; label: string; pausedAt: number }[]> {
	if (can(actor, 'webhook.manage', desk.subject, ctx.clock) !== 'yes') return [];
	const rows = await ctx.db
		.select({ id: webhookEndpoint.id, label: webhookEndpoint.label, pausedAt: webhookEndpoint.pausedAt })
		.from(webhookEndpoint)
		.where(
			and(
				eq(webhookEndpoint.deskId, desk.id),
				eq(webhookEndpoint.pausedWhy, 'failing'),
				isNotNull(webhookEndpoint.pausedAt),
			),
		)
		.orderBy(asc(webhookEndpoint.pausedAt));
	return rows.map((row) => ({ ...row, pausedAt: row.pausedAt as number }));
}
