import { and, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import { addDays, day, type DueHandlers, hour, type Instant, pinned, schedule } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { publishedBetween } from '#modules/newsroom/server/index.ts';
import type { DigestArticle } from '../selection.ts';
import { closeBefore, closeOf, type IssueDate, nextIssue, slotsOf } from '../times.ts';
import { fanOutJob, issueDue, slotDue } from './due-kinds.ts';
import { newsletterIssue, newsletterSlot, newsletterSubscription } from './tables.ts';

/** The scope of finished public pages that show issues. */
export const newsletterScope = 'newsletter';
/** So many days back a digest tells at most: whoever missed a weekly one, or has it on another day now, is told the next time. */
const longestDays = 15;
export const longest = longestDays * day;
/** A daily digest that could not go out in its hour for so long waits for the next day's; a weekly one goes out late. */
export const mostLate = 6 * hour;

/**
 * What a digest may tell: the published, and of it what lists show; what was made for demonstration to those of a rehearsal
 * alone, where it says so. At most six queries.
 */
export async function articlesUntil(ctx: Context, from: Instant, until: Instant): Promise<DigestArticle[]> {
	const cards = await publishedBetween(ctx, from, until, { samples: ctx.clock.rehearsal });
	return cards.map(({ slug, publishedAt, version, topics, sample, texts }) => {
		return { slug, publishedAt, version, topics, sample, texts };
	});
}

/** Puts the closing of the next issue on the due-list, where it may stand already. Part of the caller's transaction. */
export async function planNextIssue(ctx: Context): Promise<void> {
	const { date, closesAt } = nextIssue(ctx.clock.edition.now(), ctx.config.zone);
	await schedule(ctx, { at: closesAt, kind: issueDue, subject: date });
}

/**
 * Closes the issue of a day: from then on it tells what was published until then, and goes out where the delivery hour
 * comes. With nothing to tell there is no issue. Part of the due item's transaction.
 */
export async function closeIssue(ctx: Context, date: IssueDate): Promise<void> {
	const { zone } = ctx.config;
	const closesAt = closeOf(date, zone);
	const zones = await ctx.db
		.selectDistinct({ zone: newsletterSubscription.zone })
		.from(newsletterSubscription)
		.where(eq(newsletterSubscription.state, 'confirmed'));
	// With nobody left the chain of issues ends; the next to confirm begins it anew.
	if (zones.length === 0) return;
	const next = nextIssue(closesAt, zone);
	await schedule(ctx, { at: next.closesAt, kind: issueDue, subject: next.date });
	const opensAt = closeBefore(date, zone);
	const articles = await articlesUntil(ctx, closeOf(addDays(date, -longestDays), zone), closesAt);
	if (articles.length === 0) return;
	const weekBegins = closeOf(addDays(date, -7), zone);
	await ctx.db
		.insert(newsletterIssue)
		.values({
			date,
			opensAt,
			closesAt,
			articles: articles.filter(({ publishedAt }) => publishedAt >= opensAt).length,
			weekArticles: articles.filter(({ publishedAt }) => publishedAt >= weekBegins).length,
		})
		.onConflictDoNothing();
	await bumpRevision(ctx, newsletterScope);
	// After a long standstill the next issue has closed as well: it tells all of this one, so this one is not sent.
	if (ctx.clock.edition.now() >= next.closesAt) return;
	// On the night when clocks change two issues may come to one morning: the later tells all of the earlier.
	await ctx.db
		.delete(newsletterSlot)
		.where(and(lt(newsletterSlot.issue, date), gte(newsletterSlot.at, closesAt), isNull(newsletterSlot.begunAt)));
	const slots = slotsOf(
		closesAt,
		zones.map((row) => row.zone),
	);
	await ctx.db
		.insert(newsletterSlot)
		.values(slots.map(({ at, places }) => ({ issue: date, at, places })))
		.onConflictDoNothing();
	await schedule(
		ctx,
		slots.map(({ at }) => ({ at, kind: slotDue, subject: `${date} ${new Date(at).toISOString()}` })),
	);
}

/** Has the digests of a slot queued. Part of the due item's transaction. */
async function beginSlot(ctx: Context, date: IssueDate, at: Instant): Promise<void> {
	const begun = await ctx.db
		.update(newsletterSlot)
		.set({ begunAt: ctx.clock.process.now() })
		.where(and(eq(newsletterSlot.issue, date), eq(newsletterSlot.at, at), isNull(newsletterSlot.doneAt)))
		.returning({ issue: newsletterSlot.issue });
	if (begun.length > 0) await ctx.jobs.enqueue(ctx, fanOutJob, { issue: date, at });
}

/** What happens to issues at an edition time. */
export const newsletterDueHandlers: DueHandlers = {
	[issueDue]: (ctx, { subject }) => closeIssue(ctx, subject),
	async [slotDue](ctx, { subject }) {
		const [date = '', at = ''] = subject.split(' ');
		await beginSlot(ctx, date, Date.parse(at));
	},
};

/** Goes on with what was being queued when a process ended: its job would wait for its time to run out. @returns how many */
export async function resumeFanOuts(ctx: Context): Promise<number> {
	const open = await ctx.db
		.select({ issue: newsletterSlot.issue, at: newsletterSlot.at })
		.from(newsletterSlot)
		.where(and(isNull(newsletterSlot.doneAt), sql`${newsletterSlot.begunAt} is not null`));
	await ctx.jobs.enqueueAll(ctx, fanOutJob, open);
	return open.length;
}

/** The context of work that belongs to a slot: in a rehearsal its mails carry the time at which they would have gone. */
export function atSlot(ctx: Context, at: Instant): Context {
	return ctx.clock.rehearsal ? { ...ctx, clock: pinned(ctx.clock, at) } : ctx;
}
