import { and, eq, isNotNull, isNull, lte } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { record } from '#core/ledger/index.ts';
import { holdMail, type MailPlace, releaseMail } from '#core/mail/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { IssueDate } from '../times.ts';
import { fanOutJob } from './due-kinds.ts';
import { newsletterSubject } from './desk-subject.ts';
import { issueScope } from './fan-out.ts';
import { isSubscribed } from './suppress.ts';
import { newsletterIssue, newsletterSlot } from './tables.ts';

/**
 * The outbox of an issue, which whoever looks after the newsletter may read, hold and settle. Who has unsubscribed or is
 * suppressed since gets nothing from it, though somebody says that a digest is to go again.
 */
export function issueOutbox(actor: Actor, date: IssueDate): MailPlace {
	const place = { scope: issueScope(date), subject: newsletterSubject(actor), action: 'newsletter.manage' as const };
	return { ...place, stillWanted: isSubscribed };
}

/**
 * Stops an issue: what waits is held, and no more is queued until it goes on. What a connection has in its hands goes its way.
 * @returns how many digests were held
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function stopIssue(ctx: Context, actor: Actor, date: IssueDate): Promise<number> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	return transaction(ctx, async (tx) => {
		const stopped = await tx.db
			.update(newsletterIssue)
			.set({ stoppedAt: tx.clock.process.now() })
			.where(and(eq(newsletterIssue.date, date), isNull(newsletterIssue.stoppedAt)))
			.returning({ date: newsletterIssue.date });
		if (stopped.length === 0) await demandIssue(tx, date);
		const held = await holdMail(tx, actor, issueOutbox(actor, date));
		if (stopped.length > 0) await note(tx, actor, 'stop-newsletter', date, held);
		return held;
	});
}

/**
 * Lets an issue go on: what was held leaves, and the hours that have come meanwhile are made up for.
 * @returns how many held digests were released
 * @throws Refusal as `stopIssue`
 */
export async function resumeIssue(ctx: Context, actor: Actor, date: IssueDate): Promise<number> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	return transaction(ctx, async (tx) => {
		const resumed = await tx.db
			.update(newsletterIssue)
			.set({ stoppedAt: null })
			.where(and(eq(newsletterIssue.date, date), isNotNull(newsletterIssue.stoppedAt)))
			.returning({ date: newsletterIssue.date });
		if (resumed.length === 0) await demandIssue(tx, date);
		const released = await releaseMail(tx, actor, issueOutbox(actor, date));
		const open = await tx.db
			.select({ issue: newsletterSlot.issue, at: newsletterSlot.at })
			.from(newsletterSlot)
			.where(
				and(
					eq(newsletterSlot.issue, date),
					isNull(newsletterSlot.doneAt),
					lte(newsletterSlot.at, tx.clock.edition.now()),
				),
			);
		await tx.jobs.enqueueAll(tx, fanOutJob, open);
		if (resumed.length > 0) await note(tx, actor, 'resume-newsletter', date, released);
		return released;
	});
}

async function demandIssue(ctx: Context, date: IssueDate): Promise<void> {
	const [found] = await ctx.db
		.select({ date: newsletterIssue.date })
		.from(newsletterIssue)
		.where(eq(newsletterIssue.date, date));
	if (!found) throw notFound();
}

function note(ctx: Context, actor: Actor, action: string, date: IssueDate, count: number): Promise<void> {
	return record(ctx, actor, { action, subject: { type: 'newsletter-issue', id: date }, data: { count } });
}
