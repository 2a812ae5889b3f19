import { and, eq, sql } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { blocking, type Choices } from '../subscription.ts';
import { countUp } from './counts.ts';
import { planNextIssue } from './issue.ts';
import { newsletterKeyOf, tokenDigestOf } from './key.ts';
import { forgetRequestMails, withdrawDigests } from './mails.ts';
import { forgetOpenRequests } from './open-requests.ts';
import { requestLife } from './subscribe.ts';
import { release, suppress, suppressedAmong } from './suppress.ts';
import { newsletterRequest, newsletterSubscription } from './tables.ts';

/** What the page of a mailed link shows. */
export interface OpenRequest {
	email: string;
	choices: Choices;
	confirmed: boolean;
	/** Once confirmed, the secret of the page on which he changes what he chose. */
	token: string | null;
}

type RequestRow = typeof newsletterRequest.$inferSelect;

/**
 * What a mailed link asks, or has brought about. Looking changes nothing. At most three queries.
 * @throws Refusal `not-found` (`link-gone`), for a subscription that has ended since as well
 */
export async function readRequest(ctx: Context, token: string): Promise<OpenRequest> {
	const request = await requestOf(ctx, token);
	const { email, choices, confirmedAt } = request;
	const confirmed = confirmedAt !== null;
	return { email, choices, confirmed, token: confirmed ? await tokenOfConfirmed(ctx, request) : null };
}

/** The secret of the subscription that a request became. @throws Refusal `not-found` (`link-gone`) when it has ended */
async function tokenOfConfirmed(ctx: Context, { subscriptionId }: RequestRow): Promise<string> {
	const [row] = await ctx.db
		.select({ id: newsletterSubscription.id })
		.from(newsletterSubscription)
		.where(and(eq(newsletterSubscription.id, subscriptionId ?? ''), eq(newsletterSubscription.state, 'confirmed')));
	if (!row) throw notFound('link-gone');
	return (await newsletterKeyOf(ctx)).token(row.id);
}

async function requestOf(ctx: Context, token: string, hold = false): Promise<RequestRow> {
	const query = ctx.db
		.select()
		.from(newsletterRequest)
		.where(eq(newsletterRequest.tokenDigest, digestOf('newsletter-request', token)));
	const [row] = await (hold ? query.for('update') : query);
	if (!row || (row.confirmedAt === null && row.requestedAt + requestLife <= ctx.clock.process.now()))
		throw notFound('link-gone');
	return row;
}

/**
 * Subscribes the address whose link it is, or gives an old subscription the new choices. Doing it again changes nothing.
 * @returns the secret of the page on which he changes what he chose
 * @throws Refusal `not-found` (`link-gone`), for an address that was blocked meanwhile or a subscription that has ended since as well
 */
export async function confirm(ctx: Context, actor: Actor, token: string): Promise<{ token: string }> {
	demand(ctx, actor, 'newsletter.subscribe', { within: {} });
	return transaction(ctx, async (tx) => {
		const request = await requestOf(tx, token, true);
		if (request.confirmedAt !== null) return { token: await tokenOfConfirmed(tx, request) };
		const key = await newsletterKeyOf(tx);
		// Its owner, a mail server or the desk has spoken since: an older link does not lift that.
		const reason = (await suppressedAmong(tx, [request.trace])).get(request.trace);
		if (reason !== undefined && blocking.includes(reason)) throw notFound('link-gone');
		const now = tx.clock.process.now();
		const fresh = newId();
		const set = { ...request.choices, state: 'confirmed' as const, confirmedAt: now, endedAt: null, ending: null };
		const { state, coveredUntil: told } = newsletterSubscription;
		const coveredUntil = sql`case when ${state} = 'confirmed' then ${told} end`;
		const [row] = await tx.db
			.insert(newsletterSubscription)
			.values({
				id: fresh,
				email: request.email,
				trace: request.trace,
				tokenDigest: tokenDigestOf(key.token(fresh)),
				...set,
			})
			.onConflictDoUpdate({
				target: newsletterSubscription.email,
				// Who comes back is told from then on, not what came out while he wanted nothing.
				set: { ...set, faults: 0, faultSeenAt: null, coveredUntil },
			})
			.returning({ id: newsletterSubscription.id });
		const id = row?.id ?? fresh;
		await tx.db
			.update(newsletterRequest)
			.set({ confirmedAt: now, subscriptionId: id })
			.where(eq(newsletterRequest.id, request.id));
		// It was his own will to get no more, and now it is his own will to get it.
		await release(tx, request.trace);
		await forgetRequestMails(tx, [request.id]);
		await countUp(tx, 'confirmed');
		await planNextIssue(tx);
		await record(tx, actor, {
			action: 'confirm-newsletter',
			subject: { type: 'newsletter-subscription', id },
			data: { language: set.locale, rhythm: set.rhythm, text: request.textVersion },
		});
		return { token: key.token(id) };
	});
}

/**
 * Says for an address that somebody else typed it in: nothing is mailed to it any more.
 * @throws Refusal `not-found` (`link-gone`)
 */
export async function refuse(ctx: Context, actor: Actor, token: string): Promise<void> {
	demand(ctx, actor, 'newsletter.subscribe', { within: {} });
	await transaction(ctx, async (tx) => {
		const request = await requestOf(tx, token, true);
		if (request.confirmedAt !== null) throw notFound('link-gone');
		await forgetOpenRequests(tx, eq(newsletterRequest.trace, request.trace));
		await suppress(tx, request.trace, 'blocked');
		await withdrawDigests(tx, request.email);
		await record(tx, actor, {
			action: 'refuse-newsletter',
			subject: { type: 'newsletter-request', id: request.id },
			data: {},
		});
	});
}
