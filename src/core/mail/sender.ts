import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, min, notExists, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Context } from '#core/context/index.ts';
import type { Db } from '#core/database/index.ts';
import { newId } from '#core/ids/index.ts';
import type { MailRow } from './compose.ts';
import { noteAddressFault } from './note-bounce.ts';
import { statusIn } from './retry.ts';
import { type DeliveryOutcome, type MailState, mail, mailDelivery, mailSender } from './tables.ts';

/** First half of the advisory locks by which a sender shows that it lives; the second is its id. */
const senderLocks = 720_181;

/** The hold that one connection slot has on the outbox: a database session of its own. */
export interface Sender {
	id: number;
	/** False once its database session was lost: others may take it for dead, so it must claim nothing more. */
	readonly alive: boolean;
	/** Takes the next mails that are due, `most` of them, and commits them as `sending`; urgent ones come alone. */
	claim(now: number, most: number): Promise<MailRow[]>;
	/** Gives back what was claimed and not begun, to its old place. */
	giveBack(ids: readonly string[]): Promise<void>;
	/** Commits that the end of the message is about to go out. @throws Error when the mail is not ours any more */
	fence(mailId: string, now: number): Promise<void>;
	release(): Promise<void>;
}

/** Opens a sender: its id is never used again, and its lock ends with its session, however that ends. */
export async function openSender(ctx: Context): Promise<Sender> {
	const client: pg.PoolClient = await ctx.database.pool.connect();
	let alive = true;
	client.on('error', () => {
		alive = false;
	});
	const db: Db = drizzle(client);
	let id: number;
	try {
		id = await db.transaction(async (tx) => {
			const [row] = await tx
				.insert(mailSender)
				.values({ startedAt: ctx.clock.process.now() })
				.returning({ id: mailSender.id });
			if (!row) throw new Error('a sender could not be entered');
			// Before the row can be seen: nobody may find it unlocked.
			await tx.execute(sql`select pg_advisory_lock(${senderLocks}::int, ${row.id}::int)`);
			return row.id;
		});
	} catch (error) {
		client.release(true);
		throw error;
	}
	return {
		id,
		get alive() {
			return alive;
		},
		async claim(now, most) {
			const next = (urgent: boolean, limit: number) =>
				db
					.select({ id: mail.id })
					.from(mail)
					.where(
						and(
							// As it stands in the index of those that wait, or the index is not used.
							sql`${mail.state} = 'queued'`,
							eq(mail.urgent, urgent),
							lte(mail.nextTryAt, now),
							or(isNull(mail.notAfter), gt(mail.notAfter, now)),
						),
					)
					.orderBy(asc(mail.nextTryAt), asc(mail.id))
					.limit(limit)
					.for('update', { skipLocked: true });
			const take = (urgent: boolean, limit: number) =>
				db
					.update(mail)
					.set({ state: 'sending', sender: id, handedAt: null, attempts: sql`${mail.attempts} + 1` })
					// Chosen first and once: a subquery that is planned anew for each row would lock more than it takes.
					.where(sql`${mail.id} = any(array(${next(urgent, limit)}))`)
					.returning();
			const urgent = await take(true, 1);
			if (urgent.length > 0) return urgent;
			const rows = await take(false, most);
			return rows.sort((a, b) => a.nextTryAt - b.nextTryAt || (a.id < b.id ? -1 : 1));
		},
		async giveBack(ids) {
			if (ids.length === 0) return;
			await ctx.db
				.update(mail)
				.set({ state: 'queued', sender: null, attempts: sql`${mail.attempts} - 1` })
				.where(and(inArray(mail.id, [...ids]), eq(mail.sender, id), eq(mail.state, 'sending'), isNull(mail.handedAt)));
		},
		async fence(mailId, now) {
			const fenced = await db
				.update(mail)
				.set({ handedAt: now })
				.where(and(eq(mail.id, mailId), eq(mail.sender, id), eq(mail.state, 'sending')))
				.returning({ id: mail.id });
			if (fenced.length === 0) throw new Error('the mail was given to another sender');
		},
		async release() {
			// Ends the session, and the lock with it.
			client.release(true);
			// With a mail left in its hands it stays, for the recovery to find.
			const inHand = ctx.db
				.select({ id: mail.id })
				.from(mail)
				.where(and(eq(mail.sender, id), eq(mail.state, 'sending')));
			await ctx.db.delete(mailSender).where(and(eq(mailSender.id, id), notExists(inHand)));
		},
	};
}

export interface Settlement {
	state: Extract<MailState, 'sent' | 'queued' | 'failed' | 'uncertain'>;
	outcome: DeliveryOutcome;
	answer: string;
	/** For `queued`: process time of the next attempt. */
	nextTryAt?: number;
	/** For `failed`: the server has refused the recipient himself. */
	addressRefused?: boolean;
}

/**
 * Commits what became of a mail. Goes through the pool: the truth is told even when the sender's own session was lost
 * and the mail is listed as uncertain by now.
 */
export async function settle(ctx: Context, row: MailRow, sender: number, end: Settlement): Promise<void> {
	const at = ctx.clock.process.now();
	if (end.state === 'sent') return settleSent(ctx, row, sender, end, at);
	await ctx.db.transaction(async (tx) => {
		const settled = await tx
			.update(mail)
			.set({
				state: end.state,
				answer: end.answer,
				...(end.state === 'queued' ? { handedAt: null, nextTryAt: end.nextTryAt ?? at } : {}),
			})
			.where(and(eq(mail.id, row.id), eq(mail.sender, sender), inArray(mail.state, ['sending', 'uncertain'])))
			.returning({ id: mail.id });
		if (settled.length === 0) return;
		await tx
			.insert(mailDelivery)
			.values({ id: newId(), mailId: row.id, attempt: row.attempts, at, outcome: end.outcome, answer: end.answer });
		if (!end.addressRefused) return;
		await noteAddressFault(
			{ ...ctx, db: tx },
			{
				address: row.toAddress,
				kind: 'refused',
				status: statusIn(end.answer),
				answer: end.answer,
				mailId: row.id,
			},
		);
	});
}

/** The usual end, in one statement: a newsletter comes to it a hundred thousand times. */
async function settleSent(ctx: Context, row: MailRow, sender: number, end: Settlement, at: number): Promise<void> {
	const iso = new Date(at).toISOString();
	await ctx.db.execute(sql`
		with settled as (
			update mail set state = 'sent', answer = ${end.answer}, sent_at = ${iso}::timestamptz
			where id = ${row.id} and sender = ${sender} and state in ('sending', 'uncertain') returning id
		)
		insert into mail_delivery (id, mail_id, attempt, at, outcome, answer)
		select ${newId()}, id, ${row.attempts}, ${iso}::timestamptz, ${end.outcome}, ${end.answer} from settled`);
}

/**
 * Looks after what dead senders left: a mail that was never handed over goes back to the queue, one that was becomes
 * uncertain. Living siblings are not touched, for their locks are held.
 * @returns how many became uncertain
 */
export async function recoverAbandoned(ctx: Context): Promise<number> {
	return ctx.db.transaction(async (tx) => {
		const known = await tx.select({ id: mailSender.id }).from(mailSender);
		const dead: number[] = [];
		for (const { id } of known) {
			const answer = await tx.execute(sql`select pg_try_advisory_xact_lock(${senderLocks}::int, ${id}::int) as free`);
			if ((answer.rows[0] as { free: boolean }).free) dead.push(id);
		}
		if (dead.length === 0) return 0;
		const theirs = and(inArray(mail.sender, dead), eq(mail.state, 'sending'));
		const now = ctx.clock.process.now();
		const lost = await tx
			.update(mail)
			.set({ state: 'uncertain' })
			.where(and(theirs, isNotNull(mail.handedAt)))
			.returning();
		const back = await tx.update(mail).set({ state: 'queued', nextTryAt: now, sender: null }).where(theirs).returning();
		const log = [
			...lost.map((row) => ({ row, outcome: 'uncertain' as const })),
			...back.map((row) => ({ row, outcome: 'returned' as const })),
		].map(({ row, outcome }) => ({ id: newId(), mailId: row.id, attempt: row.attempts, at: now, outcome, answer: '' }));
		if (log.length > 0) await tx.insert(mailDelivery).values(log);
		await tx.delete(mailSender).where(inArray(mailSender.id, dead));
		return lost.length;
	});
}

/** Process time at which the next mail is due; undefined when none is queued. */
export async function nextDue(ctx: Context): Promise<number | undefined> {
	const [row] = await ctx.db
		.select({ at: min(mail.nextTryAt) })
		.from(mail)
		.where(eq(mail.state, 'queued'));
	return row?.at ?? undefined;
}

/** Notes why a slot can't reach the mail server, or that it can again (`undefined`). */
export async function noteFault(ctx: Context, sender: number, fault: string | undefined): Promise<void> {
	await ctx.db
		.update(mailSender)
		.set({ fault: fault ?? null, faultAt: fault === undefined ? null : ctx.clock.process.now() })
		.where(eq(mailSender.id, sender));
}
