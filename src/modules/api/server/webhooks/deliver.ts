import { and, asc, eq, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { day, minute, second } from '#core/clock/index.ts';
import { isLoopbackHost } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { webhookDelivery, webhookEndpoint } from '../tables.ts';
import { type Posted, post } from './post.ts';
import { signatureOf } from './signature.ts';
import { urlProblem } from './addresses.ts';

/** Milliseconds that a receiver has for its answer. */
const patience = 10 * second;
/** One process delivers to an endpoint for so long at most before another may. */
const lease = minute;
/** What can't be delivered for so long pauses its endpoint. */
export const givesUpAfter = 3 * day;
/** Messages to one endpoint in one go. */
const inOneGo = 20;
/** The log is kept so long. */
const logLife = 30 * day;

/** Pause after the n-th attempt that failed: 5 s, then longer and longer, 6 h at most. */
export function pauseAfter(attempts: number): number {
	return Math.min(5 * second * 4 ** (attempts - 1), 6 * 60 * minute);
}

/** Sends what is due, to each endpoint in the order of the events. @returns how many attempts were made */
export async function deliverWebhooks(ctx: Context): Promise<number> {
	const now = ctx.clock.process.now();
	const due = await many<{ id: string }>(
		ctx.db,
		sql`select e.id from webhook_endpoint e
			cross join lateral (select d.next_at from webhook_delivery d where d.endpoint_id = e.id and d.state = 'waiting'
				order by d.position limit 1) as head
			where e.paused_at is null and head.next_at <= ${iso(now)}
				and (e.leased_until is null or e.leased_until < ${iso(now)})
			order by head.next_at limit 50`,
	);
	const attempts = await Promise.all(due.map(({ id }) => deliverTo(ctx, id)));
	return attempts.reduce((sum, one) => sum + one, 0);
}

type Endpoint = typeof webhookEndpoint.$inferSelect;
type Delivery = typeof webhookDelivery.$inferSelect;

async function deliverTo(ctx: Context, endpointId: string): Promise<number> {
	const now = () => ctx.clock.process.now();
	const free = or(isNull(webhookEndpoint.leasedUntil), lt(webhookEndpoint.leasedUntil, now()));
	const [endpoint] = await ctx.db
		.update(webhookEndpoint)
		.set({ leasedUntil: now() + lease })
		.where(and(eq(webhookEndpoint.id, endpointId), isNull(webhookEndpoint.pausedAt), free))
		.returning();
	if (!endpoint) return 0;
	let attempts = 0;
	try {
		const until = now() + lease - 2 * patience;
		for (; attempts < inOneGo && now() < until; attempts += 1) {
			const [head] = await ctx.db
				.select()
				.from(webhookDelivery)
				.where(and(eq(webhookDelivery.endpointId, endpointId), eq(webhookDelivery.state, 'waiting')))
				.orderBy(asc(webhookDelivery.position))
				.limit(1);
			if (!head || head.nextAt > now() || !(await attempt(ctx, endpoint, head))) break;
		}
	} finally {
		await ctx.db.update(webhookEndpoint).set({ leasedUntil: null }).where(eq(webhookEndpoint.id, endpointId));
	}
	return attempts;
}

/** One attempt, noted. @returns whether the next message may go out */
async function attempt(ctx: Context, endpoint: Endpoint, message: Delivery): Promise<boolean> {
	const at = ctx.clock.process.now();
	const of = eq(webhookDelivery.id, message.id);
	const loopback = ctx.clock.rehearsal && isLoopbackHost(new URL(endpoint.url).host);
	if (ctx.clock.rehearsal && !loopback) {
		await ctx.db
			.update(webhookDelivery)
			.set({ state: 'kept', triedAt: at, attempts: message.attempts + 1 })
			.where(of);
		return true;
	}
	const posted: Posted = urlProblem(endpoint.url, loopback)
		? { status: null, text: '', fault: 'refused-address' }
		: await post(endpoint.url, headersOf(endpoint, message, at), message.payload, { timeout: patience, loopback });
	const end = ctx.clock.process.now();
	const good = posted.status !== null && posted.status >= 200 && posted.status < 300;
	const attempts = message.attempts + 1;
	const firstTriedAt = message.firstTriedAt ?? at;
	const givesUp = !good && end - firstTriedAt >= givesUpAfter;
	await ctx.db
		.update(webhookDelivery)
		.set({
			attempts,
			firstTriedAt,
			triedAt: at,
			state: good ? 'delivered' : givesUp ? 'failed' : 'waiting',
			nextAt: good ? at : end + pauseAfter(attempts),
			responseStatus: posted.status,
			responseText: posted.text,
			fault: posted.fault,
			milliseconds: end - at,
		})
		.where(of);
	if (givesUp) {
		await ctx.db
			.update(webhookEndpoint)
			.set({ pausedAt: end, pausedWhy: 'failing' })
			.where(and(eq(webhookEndpoint.id, endpoint.id), isNull(webhookEndpoint.pausedAt)));
		ctx.log.warn('webhook-paused', { endpoint: endpoint.id });
	}
	return good;
}

/** The headers of a message. Signed with the secret before too, as long as that is good. */
export function headersOf(
	endpoint: Endpoint,
	message: Pick<Delivery, 'id' | 'payload'>,
	at: number,
): Record<string, string> {
	const before =
		endpoint.secretBefore !== null && (endpoint.secretBeforeUntil ?? 0) > at ? [endpoint.secretBefore] : [];
	const timestamp = Math.floor(at / 1000);
	return {
		'content-type': 'application/json',
		'user-agent': 'Orrery-Webhooks/1',
		'webhook-id': message.id,
		'webhook-timestamp': String(timestamp),
		'webhook-signature': signatureOf([endpoint.secret, ...before], {
			id: message.id,
			timestamp,
			body: message.payload,
		}),
	};
}

/** Forgets what was delivered long ago. */
export async function sweepWebhooks(ctx: Context): Promise<void> {
	const old = lte(webhookDelivery.createdAt, ctx.clock.process.now() - logLife);
	await ctx.db.delete(webhookDelivery).where(and(old, sql`${webhookDelivery.state} <> 'waiting'`));
}

const iso = (at: number): string => new Date(at).toISOString();
