import { and, count, desc, eq, gt, lt, max, min } from 'drizzle-orm';
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

/** How many issues a page of the list shows: some three months. */
export const issuePageSize = 100;

export interface IssuePage {
	issues: { date: IssueDate; articles: number }[];
	/** How many there are in all. */
	total: number;
	page: number;
	pages: number;
}

const heldNews = gt(newsletterIssue.articles, 0);

/**
 * A page of the issues that held something new, the latest first. Two queries.
 * @param page from 1; beyond the last it is empty
 */
export async function publicIssues(ctx: Context, page = 1): Promise<IssuePage> {
	const issues = await ctx.db
		.select({ date: newsletterIssue.date, articles: newsletterIssue.articles })
		.from(newsletterIssue)
		.where(heldNews)
		.orderBy(desc(newsletterIssue.date))
		.limit(issuePageSize)
		.offset((page - 1) * issuePageSize);
	const [counted] = await ctx.db.select({ n: count() }).from(newsletterIssue).where(heldNews);
	const total = counted?.n ?? 0;
	return { issues, total, page, pages: Math.max(1, Math.ceil(total / issuePageSize)) };
}

/** The days of all of them, the latest first, for the sitemap, which has room for fifty years. One query. */
export async function publicIssueDates(ctx: Context): Promise<IssueDate[]> {
	const rows = await ctx.db
		.select({ date: newsletterIssue.date })
		.from(newsletterIssue)
		.where(heldNews)
		.orderBy(desc(newsletterIssue.date))
		.limit(20_000);
	return rows.map(({ date }) => date);
}
