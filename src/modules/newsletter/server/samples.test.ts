import { expect, test } from 'vitest';
import { instantOf, runDue } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { articlePublishedJob } from '#modules/newsroom/server/index.ts';
import { newsroomGround, person } from '#modules/newsroom/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { closeIssue } from './issue.ts';
import { newsletterDueHandlers, newsletterJobHandlers, publicIssue } from './index.ts';
import { mailsOf, published, subscribed } from './testing.ts';

/* What was made for demonstration is told in a rehearsal, where it says so; subscribers of a real installation never get it. */

const at = (local: string) => instantOf(local, 'Asia/Shanghai');
const ctx = await testContext({
	at: at('2021-11-15T09:00'),
	jobs: { ...newsletterJobHandlers, [articlePublishedJob]: async () => undefined },
});
const real: Context = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
await subscribed(ctx, 'reader@people.example');

async function close(where: Context, date: string) {
	await ctx.byHand('delete from newsletter_issue');
	await transaction(where, (tx) => closeIssue(tx, date));
	return (await ctx.byHand('select articles, week_articles as week from newsletter_issue')).rows;
}

test('with samples alone there is no issue in a real installation; in a rehearsal there is one', async () => {
	await published(ctx, editor, ground, 'A day that was made up', { sample: true });
	ctx.setNow(at('2021-11-16T06:00'));
	expect(await close(real, '2021-11-16')).toEqual([]);
	expect(await close(ctx, '2021-11-16')).toEqual([{ articles: 1, week: 1 }]);
});

test('beside what was reported, on the page of the issue and in the mail; where samples are told they say so', async () => {
	await published(ctx, editor, ground, 'A day that was reported');
	ctx.setNow(at('2021-11-17T06:00'));
	expect(await close(real, '2021-11-17')).toEqual([{ articles: 1, week: 1 }]);
	const told = async (where: Context) => JSON.stringify(await publicIssue(where, '2021-11-17', 'en'));
	expect(await told(real)).toContain('A day that was reported');
	expect(await told(real)).not.toContain('made up');

	await ctx.byHand('delete from newsletter_slot');
	expect(await close(ctx, '2021-11-17')).toHaveLength(1);
	ctx.setNow(at('2021-11-17T07:30'));
	await runDue(ctx, newsletterDueHandlers);
	await ctx.runJobs();
	const mails = (await mailsOf(ctx, 'digest')).map(({ text }) => text).join('\n');
	expect(mails).toContain('A day that was reported');
	expect(mails).toMatch(/A day that was made up\n[^\n]* · made for demonstration\n/);
});
