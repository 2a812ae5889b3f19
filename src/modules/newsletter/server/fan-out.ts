import { and, eq, sql } from 'drizzle-orm';
import { day, type Instant } from '#core/clock/index.ts';
import { originOf } from '#core/config/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { digestOf } from '#core/identity/index.ts';
import { type Locale, locales } from '#core/i18n/index.ts';
import type { JobHandlers } from '#core/jobs/index.ts';
import { addressFaults, keepBody, newMarks, queueShared, type SharedMail } from '#core/mail/index.ts';
import { listHeaders, renderDigest } from '../digest.ts';
import { chosen, type DigestArticle, inLanguage } from '../selection.ts';
import type { Rhythm } from '../subscription.ts';
import type { IssueDate } from '../times.ts';
import { countUp } from './counts.ts';
import { fanOutJob } from './due-kinds.ts';
import { isHard, mostFaults } from './faults.ts';
import { houseName } from './house.ts';
import { articlesUntil, atSlot, longest, mostLate } from './issue.ts';
import { type NewsletterKey, newsletterKeyOf } from './key.ts';
import { digestKind } from './mails.ts';
import { end } from './end.ts';
import { suppressedAmong } from './suppress.ts';
import { newsletterIssue, newsletterSlot, newsletterSubscription } from './tables.ts';

/** So many subscribers are worked in one transaction: memory and locks stay small, however many there are. */
const chunk = 2000;

/** One whom an issue is for. */
type Recipient = {
	id: string;
	position: number;
	email: string;
	trace: string;
	locale: Locale;
	topics: string[];
	rhythm: Rhythm;
	/** Edition time up to which he had been told; null before his first issue. */
	from: number | null;
	faults: number;
	faultSeenAt: number | null;
};

interface Work {
	date: IssueDate;
	at: Instant;
	closesAt: Instant;
	opensAt: Instant;
	places: readonly { zone: string; weekday: number }[];
	rhythms: readonly Rhythm[];
	articles: readonly DigestArticle[];
	key: NewsletterKey;
	/** Bodies that are kept already, by what they say. */
	bodies: Map<string, { id: string; subject: string } | null>;
}

/** In whose outbox the digests of an issue stand. */
export const issueScope = (date: IssueDate): string => `newsletter:${date}`;

/**
 * Queues the digests of a slot, chunk by chunk. A subscriber is marked as told and his mail is queued in one transaction:
 * ended in the middle and begun again, or begun twice, it goes on where it stopped.
 * @returns how many digests were queued
 */
export async function fanOut(ctx: Context, date: IssueDate, at: Instant, size = chunk): Promise<number> {
	const work = await workOf(atSlot(ctx, at), date, at);
	if (!work) return 0;
	let queued = 0;
	for (let after = 0; ; ) {
		const { last, sent } = await transaction(atSlot(ctx, at), (tx) => workChunk(tx, work, after, size));
		queued += sent;
		if (last === undefined) break;
		after = last;
	}
	return queued;
}

async function workOf(ctx: Context, date: IssueDate, at: Instant): Promise<Work | undefined> {
	const [found] = await ctx.db
		.select({ slot: newsletterSlot, issue: newsletterIssue })
		.from(newsletterSlot)
		.innerJoin(newsletterIssue, eq(newsletterIssue.date, newsletterSlot.issue))
		.where(and(eq(newsletterSlot.issue, date), eq(newsletterSlot.at, at)));
	if (!found || found.slot.doneAt !== null || found.issue.stoppedAt !== null) return undefined;
	const { closesAt, opensAt } = found.issue;
	const late = ctx.clock.edition.now() - at > mostLate;
	return {
		date,
		at,
		closesAt,
		opensAt,
		places: found.slot.places,
		rhythms: late ? ['weekly'] : ['daily', 'weekly'],
		articles: await articlesUntil(ctx, closesAt - longest, closesAt),
		key: await newsletterKeyOf(ctx),
		bodies: new Map(),
	};
}

/** Works the next subscribers. @returns the place of the last of them, or none when that was the end */
async function workChunk(
	tx: Context,
	work: Work,
	after: number,
	size: number,
): Promise<{ last: number | undefined; sent: number }> {
	const [issue] = await tx.db
		.select({ stoppedAt: newsletterIssue.stoppedAt })
		.from(newsletterIssue)
		.where(eq(newsletterIssue.date, work.date))
		.for('update');
	// Somebody has stopped it meanwhile: the slot stays open, for when it goes on.
	if (!issue || issue.stoppedAt !== null) return { last: undefined, sent: 0 };
	const recipients = await take(tx, work, after, size);
	if (recipients.length === 0) {
		await tx.db
			.update(newsletterSlot)
			.set({ doneAt: tx.clock.process.now() })
			.where(and(eq(newsletterSlot.issue, work.date), eq(newsletterSlot.at, work.at)));
		return { last: undefined, sent: 0 };
	}
	const reached = await withoutLost(tx, recipients);
	const mails: SharedMail[] = [];
	for (const one of reached) {
		const body = await bodyFor(tx, work, one);
		if (!body) continue;
		mails.push({
			key: `digest:${work.date}:${one.id}`,
			address: one.email,
			body: body.id,
			subject: body.subject,
			locale: one.locale,
			filling: { token: work.key.token(one.id), address: one.email },
		});
	}
	let sent = 0;
	for (const locale of locales) {
		sent += await queueShared(tx, {
			kind: digestKind,
			scope: issueScope(work.date),
			fromName: houseName(tx, locale),
			// Yesterday's news helps nobody: what could not leave in three days does not leave.
			notAfter: tx.clock.process.now() + 3 * day,
			pace: { name: 'newsletter', perMinute: tx.config.newsletterPerMinute },
			mails: mails.filter((mail) => mail.locale === locale),
		});
	}
	if (sent > 0) {
		await tx.db
			.update(newsletterIssue)
			.set({ queued: sql`${newsletterIssue.queued} + ${sent}` })
			.where(eq(newsletterIssue.date, work.date));
		await countUp(tx, 'queued', sent);
	}
	return { last: recipients.at(-1)?.position, sent };
}

/** Takes the next subscribers whose hour it is and marks them as told, until the transaction ends with it. One statement. */
async function take(tx: Context, work: Work, after: number, size: number): Promise<Recipient[]> {
	const until = new Date(work.closesAt).toISOString();
	const rows = await many<Recipient>(
		tx.db,
		sql`with chosen as (
				select s.id, s.covered_until from newsletter_subscription s
				join jsonb_to_recordset(${JSON.stringify(work.places)}::jsonb) as p(zone text, weekday int) on p.zone = s.zone
				where s.state = 'confirmed' and s.position > ${after} and s.rhythm = any(${sql.param([...work.rhythms])}::text[])
					and (s.rhythm = 'daily' or s.weekday = p.weekday)
					and (s.covered_until is null or s.covered_until < ${until}::timestamptz)
				order by s.position limit ${size} for update of s
			)
			update newsletter_subscription s set covered_until = ${until}::timestamptz from chosen where s.id = chosen.id
			returning s.id, s.position::int as position, s.email, s.trace, s.locale, s.topics, s.rhythm, s.faults,
				(extract(epoch from s.fault_seen_at) * 1000)::float8 as "faultSeenAt",
				(extract(epoch from chosen.covered_until) * 1000)::float8 as "from"`,
	);
	return rows.sort((a, b) => a.position - b.position);
}

/** Those whom mail still reaches; the others are ended. Two queries, and a few for each who is lost. */
async function withoutLost(tx: Context, recipients: readonly Recipient[]): Promise<Recipient[]> {
	const suppressed = await suppressedAmong(
		tx,
		recipients.map(({ trace }) => trace),
	);
	const faults = await addressFaults(
		tx,
		recipients.map(({ email }) => email),
	);
	const reached: Recipient[] = [];
	for (const one of recipients) {
		const reason = suppressed.get(one.trace);
		const fault = faults.get(one.email);
		if (reason !== undefined) {
			await end(tx, one, reason);
			continue;
		}
		if (fault && fault.at > (one.faultSeenAt ?? 0)) {
			if (isHard(fault) || one.faults + 1 >= mostFaults) {
				await end(tx, one, 'bounced');
				continue;
			}
			await noteFaults(tx, one.id, { faults: one.faults + 1, faultSeenAt: fault.at });
		} else if (one.faults > 0) {
			await noteFaults(tx, one.id, { faults: 0 });
		}
		reached.push(one);
	}
	return reached;
}

async function noteFaults(tx: Context, id: string, set: { faults: number; faultSeenAt?: number }): Promise<void> {
	await tx.db.update(newsletterSubscription).set(set).where(eq(newsletterSubscription.id, id));
}

/** The body that tells a subscriber what he has not been told, kept once for all who read the same; none for nothing. */
async function bodyFor(tx: Context, work: Work, one: Recipient): Promise<{ id: string; subject: string } | null> {
	const usual = one.rhythm === 'daily' ? work.opensAt : work.closesAt - 7 * day;
	const from = Math.max(one.from ?? usual, work.closesAt - longest);
	const known = `${one.rhythm} ${one.locale} ${from} ${one.topics.join(' ')}`;
	const cached = work.bodies.get(known);
	if (cached !== undefined) return cached;
	const items = inLanguage(chosen(work.articles, { from, until: work.closesAt, topics: one.topics }), one.locale);
	const body = items.length === 0 ? null : await keep(tx, work, one, items);
	work.bodies.set(known, body);
	return body;
}

async function keep(tx: Context, work: Work, one: Recipient, items: ReturnType<typeof inLanguage>) {
	const origin = originOf(tx.config);
	const input = {
		locale: one.locale,
		rhythm: one.rhythm,
		issue: work.date,
		house: houseName(tx, one.locale),
		origin,
		zone: tx.config.zone,
		items,
	};
	const id = `digest:${work.date}:${one.locale}:${digestOf(JSON.stringify(input)).slice(0, 32)}`;
	const marks = newMarks('token', 'address');
	const { subject, text, html } = renderDigest(input, marks);
	await keepBody(tx, { id, text, html, marks, headers: listHeaders(origin, marks.token) });
	return { id, subject };
}

/** The jobs of the newsletter. */
export const newsletterJobHandlers: JobHandlers = {
	async [fanOutJob](ctx, { issue, at }) {
		const queued = await fanOut(ctx, String(issue), Number(at));
		ctx.log.info('newsletter-queued', { issue: String(issue), queued });
	},
};
