import { and, asc, count, desc, eq, gt, inArray, isNotNull, max, min, ne, sql } from 'drizzle-orm';
import { type Actor, closedTo, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { actionOf, type MailPlace } from './hold.ts';
import { type DeliveryOutcome, type MailState, mail, mailDelivery, mailSender } from './tables.ts';

/** The lists of the outbox, in the order in which they call for somebody. */
export const outboxLists = ['waiting', 'held', 'uncertain', 'failed', 'sent'] as const;
export type OutboxList = (typeof outboxLists)[number];

const statesOf: Record<OutboxList, MailState[]> = {
	waiting: ['queued', 'sending'],
	held: ['held'],
	uncertain: ['uncertain'],
	failed: ['failed'],
	sent: ['sent', 'kept'],
};

export interface OutboxMail {
	id: string;
	kind: string;
	toName: string;
	toAddress: string;
	subject: string;
	state: MailState;
	attempts: number;
	/** Edition time. */
	queuedAtEdition: number;
	/** Process times. */
	queuedAt: number;
	nextTryAt: number;
	sentAt: number | null;
	answer: string | null;
	/** Its latest attempts, newest first. */
	deliveries: { at: number; attempt: number; outcome: DeliveryOutcome; answer: string }[];
}

export interface OutboxPage {
	counts: Record<OutboxList, number>;
	items: OutboxMail[];
	total: number;
	page: number;
	size: number;
	/** Why mail can't leave at present, or null. */
	fault: { since: number; answer: string } | null;
	/** Whether anything would send it: false without SMTP_URL, and in a rehearsal. */
	sends: boolean;
}

const size = 50;

/** One page of a list of the outbox. Four queries, whatever it holds. */
export async function outboxPage(
	ctx: Context,
	actor: Actor,
	place: MailPlace,
	wanted: { list: OutboxList; page?: number },
): Promise<OutboxPage> {
	demand(ctx, actor, actionOf(place, 'outbox.read'), place.subject);
	const counts = await outboxCounts(ctx, place.scope);
	const total = counts[wanted.list];
	const page = Math.min(Math.max(1, wanted.page ?? 1), Math.max(1, Math.ceil(total / size)));
	const newest = wanted.list === 'sent' || wanted.list === 'failed';
	const rows = await ctx.db
		.select({
			id: mail.id,
			kind: mail.kind,
			toName: mail.toName,
			toAddress: mail.toAddress,
			subject: mail.subject,
			state: mail.state,
			attempts: mail.attempts,
			queuedAtEdition: mail.queuedAtEdition,
			queuedAt: mail.queuedAt,
			nextTryAt: mail.nextTryAt,
			sentAt: mail.sentAt,
			answer: mail.answer,
		})
		.from(mail)
		.where(
			and(
				eq(mail.scope, place.scope),
				inArray(mail.state, statesOf[wanted.list]),
				// Mail to reviewers tells who reviews what: nothing for whoever has applied himself.
				closedTo(actor).length > 0 ? ne(mail.kind, 'review') : undefined,
			),
		)
		.orderBy(newest ? desc(mail.queuedAt) : asc(mail.nextTryAt), asc(mail.id))
		.limit(size)
		.offset((page - 1) * size);
	const deliveries = await latestDeliveries(
		ctx,
		rows.map((row) => row.id),
	);
	return {
		counts,
		items: rows.map((row) => ({ ...row, deliveries: deliveries.get(row.id) ?? [] })),
		total,
		page,
		size,
		fault: await senderFault(ctx),
		sends: !ctx.clock.rehearsal && ctx.config.smtpUrl !== undefined,
	};
}

/** How many mails stand on each list of an edition. One query. */
export async function outboxCounts(ctx: Context, scope: string): Promise<Record<OutboxList, number>> {
	const counts = await outboxCountsOf(ctx, [scope]);
	return counts.get(scope) as Record<OutboxList, number>;
}

/** The same for several places at once. One query. */
export async function outboxCountsOf(
	ctx: Context,
	scopes: readonly string[],
): Promise<Map<string, Record<OutboxList, number>>> {
	const rows = await ctx.db
		.select({ scope: mail.scope, state: mail.state, n: count() })
		.from(mail)
		.where(inArray(mail.scope, [...scopes]))
		.groupBy(mail.scope, mail.state);
	return new Map(
		scopes.map((scope) => {
			const of = (list: OutboxList) =>
				rows
					.filter((row) => row.scope === scope && statesOf[list].includes(row.state))
					.reduce((sum, row) => sum + row.n, 0);
			return [scope, Object.fromEntries(outboxLists.map((list) => [list, of(list)])) as Record<OutboxList, number>];
		}),
	);
}

async function latestDeliveries(ctx: Context, ids: string[]): Promise<Map<string, OutboxMail['deliveries']>> {
	const found = new Map<string, OutboxMail['deliveries']>();
	if (ids.length === 0) return found;
	const ranked = ctx.db
		.select({
			mailId: mailDelivery.mailId,
			at: mailDelivery.at,
			attempt: mailDelivery.attempt,
			outcome: mailDelivery.outcome,
			answer: mailDelivery.answer,
			rank: sql<number>`row_number() over (partition by ${mailDelivery.mailId} order by ${mailDelivery.at} desc, ${mailDelivery.attempt} desc)`.as(
				'rank',
			),
		})
		.from(mailDelivery)
		.where(inArray(mailDelivery.mailId, ids))
		.as('ranked');
	const rows = await ctx.db.select().from(ranked).where(sql`${ranked.rank} <= 3`).orderBy(ranked.rank);
	for (const { mailId, at, attempt, outcome, answer } of rows) {
		const list = found.get(mailId) ?? [];
		list.push({ at, attempt, outcome, answer });
		found.set(mailId, list);
	}
	return found;
}

async function senderFault(ctx: Context): Promise<OutboxPage['fault']> {
	const [row] = await ctx.db
		.select({ since: mailSender.faultAt, answer: mailSender.fault })
		.from(mailSender)
		.where(isNotNull(mailSender.fault))
		.orderBy(asc(mailSender.faultAt))
		.limit(1);
	return row && row.since !== null && row.answer !== null ? { since: row.since, answer: row.answer } : null;
}

/** Mail that will go out, by kind and time: what 'today' shows beside the stop button. */
export interface WaitingMail {
	kind: string;
	count: number;
	/** Process times of the first and the last. */
	first: number;
	last: number;
	/** Not due yet: it leaves later, tonight perhaps. */
	later: number;
}

/** What waits to be sent for an edition, grouped by kind. One query. The caller has demanded `outbox.read`. */
export async function waitingMail(ctx: Context, scope: string): Promise<WaitingMail[]> {
	const now = ctx.clock.process.now();
	const later = sql<number>`(count(*) filter (where ${gt(mail.nextTryAt, now)}))::int`;
	const rows = await ctx.db
		.select({ kind: mail.kind, count: count(), first: min(mail.nextTryAt), last: max(mail.nextTryAt), later })
		.from(mail)
		.where(and(eq(mail.scope, scope), eq(mail.state, 'queued')))
		.groupBy(mail.kind)
		.orderBy(min(mail.nextTryAt));
	return rows.map((row) => ({ ...row, first: row.first ?? now, last: row.last ?? now }));
}
