import { and, count, desc, eq, gte, sql, sum } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { outboxCountsOf, type OutboxList } from '#core/mail/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { IssueDate } from '../times.ts';
import type { Counted } from './counts.ts';
import { newsletterSubject } from './desk-subject.ts';
import { issueScope } from './fan-out.ts';
import { newsletterCount, newsletterIssue, newsletterSlot, newsletterSubscription } from './tables.ts';

type IssueRow = typeof newsletterIssue.$inferSelect;

/** An issue with what became of its digests. */
export interface IssueState extends Pick<IssueRow, 'date' | 'closesAt' | 'articles' | 'weekArticles' | 'queued'> {
	stopped: boolean;
	mails: Record<OutboxList, number>;
	/** Moments at which it is still to go out. */
	slotsLeft: number;
}

/** The newsletter in figures: of persons nothing but how many. */
export interface NewsletterOverview {
	subscribers: number;
	byLanguage: { key: string; n: number }[];
	byRhythm: { key: string; n: number }[];
	/** Who has chosen no topics gets all, and is counted under the empty one. */
	byTopic: { key: string; n: number }[];
	/** The first part of the zone: `Asia`, `Europe` … */
	byRegion: { key: string; n: number }[];
	/** Of the last 90 days. */
	counts: Record<Counted, number>;
	issues: IssueState[];
}

const confirmed = eq(newsletterSubscription.state, 'confirmed');
const counted: readonly Counted[] = ['requested', 'confirmed', 'ended', 'bounced', 'complained', 'queued'];

/** Five queries, however many there are. @throws Refusal `not-found`, `forbidden`, `signed-out` */
export async function newsletterOverview(ctx: Context, actor: Actor): Promise<NewsletterOverview> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const groups = await many<{ what: number; key: string; n: number }>(
		ctx.db,
		sql`select grouping(locale, rhythm, split_part(zone, '/', 1)) as what,
				coalesce(locale, rhythm, split_part(zone, '/', 1), '') as key, count(*)::int as n
			from ${newsletterSubscription} where ${confirmed}
			group by grouping sets ((locale), (rhythm), (split_part(zone, '/', 1)), ()) order by n desc, key`,
	);
	const byTopic = await many<{ key: string; n: number }>(
		ctx.db,
		sql`select topic as key, count(*)::int as n from ${newsletterSubscription},
				unnest(case when topics = '{}' then array[''] else topics end) as topic
			where ${confirmed} group by 1 order by n desc, key limit 60`,
	);
	const since = new Date(ctx.clock.process.now() - 90 * day).toISOString().slice(0, 10);
	const sums = await ctx.db
		.select({ what: newsletterCount.what, n: sum(newsletterCount.n).mapWith(Number) })
		.from(newsletterCount)
		.where(gte(newsletterCount.day, since))
		.groupBy(newsletterCount.what);
	// grouping(): the bit of what is summed over is set, so 3 is by the first of the three, 5 by the second, 6 by the third.
	const of = (what: number) => groups.filter((row) => row.what === what).map(({ key, n }) => ({ key, n }));
	return {
		subscribers: of(7)[0]?.n ?? 0,
		byLanguage: of(3),
		byRhythm: of(5),
		byRegion: of(6),
		byTopic,
		counts: Object.fromEntries(
			counted.map((what) => [what, sums.find((row) => row.what === what)?.n ?? 0]),
		) as NewsletterOverview['counts'],
		issues: await issueStates(ctx, 14),
	};
}

/** One issue with what became of its digests. Two queries. @throws Refusal `not-found`, `forbidden`, `signed-out` */
export async function issueForDesk(ctx: Context, actor: Actor, date: IssueDate): Promise<IssueState> {
	demand(ctx, actor, 'newsletter.manage', newsletterSubject(actor));
	const [found] = await issueStates(ctx, 1, date);
	if (!found) throw notFound();
	return found;
}

async function issueStates(ctx: Context, limit: number, date?: IssueDate): Promise<IssueState[]> {
	const rows = await ctx.db
		.select({
			issue: newsletterIssue,
			left: count(sql`case when ${newsletterSlot.doneAt} is null then 1 end`),
		})
		.from(newsletterIssue)
		.leftJoin(newsletterSlot, eq(newsletterSlot.issue, newsletterIssue.date))
		.where(and(date === undefined ? undefined : eq(newsletterIssue.date, date)))
		.groupBy(newsletterIssue.date)
		.orderBy(desc(newsletterIssue.date))
		.limit(limit);
	const mails = await outboxCountsOf(
		ctx,
		rows.map(({ issue }) => issueScope(issue.date)),
	);
	return rows.map(({ issue, left }) => ({
		date: issue.date,
		closesAt: issue.closesAt,
		articles: issue.articles,
		weekArticles: issue.weekArticles,
		queued: issue.queued,
		stopped: issue.stoppedAt !== null,
		slotsLeft: left,
		mails: mails.get(issueScope(issue.date)) as Record<OutboxList, number>,
	}));
}
