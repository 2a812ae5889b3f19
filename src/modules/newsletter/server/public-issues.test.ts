import { expect, test } from 'vitest';
import { addDays } from '#core/clock/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { publicIssueDates, publicIssues } from './index.ts';

const ctx = await testContext();

/** Issues of so many days from the first of 2020 on; every tenth held nothing new. */
async function issues(days: number): Promise<void> {
	await ctx.byHand('delete from newsletter_issue');
	await ctx.byHand(
		`insert into newsletter_issue (date, opens_at, closes_at, articles, week_articles)
			select to_char(date '2020-01-01' + n, 'YYYY-MM-DD'), '2020-01-01', '2020-01-02', case when n % 10 = 9 then 0 else 2 end, 3
			from generate_series(0, $1 - 1) as n`,
		[days],
	);
}

test('every issue that held something is on one page of the list, however many there are', async () => {
	await issues(500);
	const first = await publicIssues(ctx);
	expect([first.total, first.pages, first.issues.length]).toEqual([450, 5, 100]);
	expect(first.issues[0]).toEqual({ date: addDays('2020-01-01', 498), articles: 2 });
	const all = [];
	for (let page = 1; page <= first.pages; page += 1) all.push(...(await publicIssues(ctx, page)).issues);
	expect(all.length).toBe(450);
	expect(all.at(-1)?.date).toBe('2020-01-01');
	expect(new Set(all.map(({ date }) => date)).size).toBe(450);
	expect(await publicIssueDates(ctx)).toEqual(all.map(({ date }) => date));
	expect(all.map(({ date }) => date)).not.toContain('2020-01-10');
	expect((await publicIssues(ctx, 6)).issues).toEqual([]);
});

test('a page costs the same for one issue and for five hundred', async () => {
	for (const days of [1, 500]) {
		await issues(days);
		expect(await ctx.countStatements(() => publicIssues(ctx))).toBe(2);
	}
	await issues(0);
	expect(await publicIssues(ctx)).toEqual({ issues: [], total: 0, page: 1, pages: 1 });
});
