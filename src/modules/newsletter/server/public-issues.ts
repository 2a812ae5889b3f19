import { and, desc, eq, gt, lt, max, min } from 'drizzle-orm';
import { addDays, type Instant } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { chosen, type DigestItem, inLanguage } from '../selection.ts';
import { closeOf, type IssueDate } from '../times.ts';
import { articlesUntil } from './issue.ts';
import { newsletterIssue } from './tables.ts';

/** An issue as everybody may read it: what has been retracted since is no longer in it. */
export interface PublicIssue {
	date: IssueDate;
	closesAt: Instant;
	/** Whether anything was new on its last day: where it was and `day` is empty, that has been retracted. */
	hadNew: boolean;
	/** Of the last day, and what else was new in the week. */
	day: DigestItem[];
	week: DigestItem[];
	earlier: IssueDate | null;
	later: IssueDate | null;
}

/** One issue in one language. At most eight queries. @throws Refusal `not-found` */
export async function publicIssue(ctx: Context, date: IssueDate, locale: Locale): Promise<PublicIssue> {
	const [issue] = await ctx.db.select().from(newsletterIssue).where(eq(newsletterIssue.date, date));
	if (!issue) throw notFound();
	const from = closeOf(addDays(date, -7), ctx.config.zone);
	const { opensAt, closesAt } = issue;
	const articles = await articlesUntil(ctx, from, closesAt);
	const items = (since: Instant, until: Instant) =>
		inLanguage(chosen(articles, { from: since, until, topics: [] }), locale);
	const [before] = await ctx.db
		.select({ date: max(newsletterIssue.date) })
		.from(newsletterIssue)
		.where(and(lt(newsletterIssue.date, date), gt(newsletterIssue.articles, 0)));
	const [after] = await ctx.db
		.select({ date: min(newsletterIssue.date) })
		.from(newsletterIssue)
		.where(and(gt(newsletterIssue.date, date), gt(newsletterIssue.articles, 0)));
	return {
		date,
		closesAt,
		hadNew: issue.articles > 0,
		day: items(opensAt, closesAt),
		week: items(from, opensAt),
		earlier: before?.date ?? null,
		later: after?.date ?? null,
	};
}

/** The issues that held something new, the latest first. One query. */
export async function publicIssues(ctx: Context, limit = 400): Promise<{ date: IssueDate; articles: number }[]> {
	return ctx.db
		.select({ date: newsletterIssue.date, articles: newsletterIssue.articles })
		.from(newsletterIssue)
		.where(gt(newsletterIssue.articles, 0))
		.orderBy(desc(newsletterIssue.date))
		.limit(limit);
}
