import { expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { day, instantOf, runDue } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { mailboxMessage } from '#core/mail/index.ts';
import { articlePublishedJob, retractArticle } from '#modules/newsroom/server/index.ts';
import { newsroomGround, person } from '#modules/newsroom/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	fanOut,
	issueForDesk,
	newsletterDueHandlers,
	newsletterJobHandlers,
	newsletterOverview,
	publicIssue,
	resumeFanOuts,
	resumeIssue,
	stopIssue,
	suppressAddress,
	sweepNewsletter,
	unsubscribe,
} from './index.ts';
import { ask, mailsOf, published, subscribed } from './testing.ts';

const at = (local: string, zone = 'Asia/Shanghai') => instantOf(local, zone);
const ctx = await testContext({
	at: at('2021-11-15T09:00'),
	jobs: { ...newsletterJobHandlers, [articlePublishedJob]: async () => undefined },
});
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const sent = async (address: string) =>
	(await mailsOf(ctx, 'digest')).filter(({ to_address }) => to_address === address).map(({ text }) => text);
/**
 * Lets the time come and does what is due, each thing at its moment, as a server that runs does.
 * @throws Error when something that was due could not be done: waiting for it would never end
 */
async function until(moment: string | number) {
	const end = typeof moment === 'number' ? moment : at(moment);
	for (;;) {
		const { rows } = await ctx.byHand(
			`select (extract(epoch from min(at)) * 1000)::float8 as at, max(error) as error from due_item
				where done_at is null and kind like 'newsletter%' and at <= $1`,
			[new Date(end).toISOString()],
		);
		if (rows[0].error !== null) throw new Error(`due and not done: ${rows[0].error}`);
		if (rows[0].at === null) break;
		ctx.setNow(Math.max(ctx.clock.edition.now(), rows[0].at));
		await runDue(ctx, newsletterDueHandlers);
		await ctx.runJobs();
	}
	ctx.setNow(end);
}
const tokens = new Map<string, string>();
const join = async (name: string, more: Parameters<typeof subscribed>[2] = {}) => {
	const address = `${name}@people.example`;
	tokens.set(address, await subscribed(ctx, address, more));
	return address;
};

const beijing = await join('beijing', { locale: 'zh' });
const paris = await join('paris', { zone: 'Europe/Paris' });
const weekly = await join('weekly', { rhythm: 'weekly', weekday: 3, zone: 'America/New_York' });
const debris = await join('debris', { topics: ['debris'] });
const left = await join('left');
const never = await join('never');

test('with nothing published nothing is sent, and there is no issue', async () => {
	await until('2021-11-16T12:00');
	expect(await mailsOf(ctx, 'digest')).toEqual([]);
	expect((await newsletterOverview(ctx, system('test'))).issues).toEqual([]);
});

test('each gets what was published, in his morning and his language, of his topics; who has left gets nothing', async () => {
	await published(ctx, editor, ground, 'Balloons over Huzhou', { topics: ['observation'] });
	await published(ctx, editor, ground, 'Only in English', { topics: ['debris'], only: 'en' });
	await unsubscribe(ctx, visitor, tokens.get(left) ?? '', 'one-click');
	// Behind the back of the subscription: what stands on the list alone must hold as well.
	await suppressAddress(ctx, system('test'), never, 'desk');
	await ctx.byHand(`update newsletter_subscription set state = 'confirmed' where email = $1`, [never]);
	await until('2021-11-17T06:59');
	expect(await mailsOf(ctx, 'digest')).toEqual([]);
	await until('2021-11-17T07:00');
	const [chinese = ''] = await sent(beijing);
	expect(chinese).toContain('Balloons over Huzhou（中文）');
	expect(chinese.indexOf('Balloons')).toBeLessThan(chinese.indexOf('Only in English'));
	expect(chinese).toContain('英文');
	expect(chinese).toContain('http://orrery.test/zh/newsletter/2021-11-17');
	expect((await sent(debris))[0]).not.toContain('Balloons');
	expect(await sent(paris)).toEqual([]);
	await until('2021-11-17T13:59');
	expect(await sent(paris)).toEqual([]);
	await until('2021-11-17T14:00');
	expect((await sent(paris))[0]).toContain('Balloons over Huzhou');
	// A Wednesday in New York, though nothing was due there before.
	await until('2021-11-17T20:00');
	expect(await sent(weekly)).toHaveLength(1);
	expect([...(await sent(left)), ...(await sent(never))]).toEqual([]);
	const { rows } = await ctx.byHand('select state, ending from newsletter_subscription where email = $1', [never]);
	expect(rows[0]).toEqual({ state: 'ended', ending: 'desk' });
});

test('the mail is whole: both parts, its own links, nothing that is fetched or tells who reads', async () => {
	const { rows } = await ctx.byHand(`select id from mail where kind = 'digest' and to_address = $1`, [beijing]);
	const mail = await mailboxMessage(ctx, visitor, rows[0].id);
	expect(mail.html).toContain('<html lang="zh-Hans">');
	expect(mail.html).toContain('color-scheme');
	expect(mail.html).toContain('lang="en"');
	expect(mail.html).not.toMatch(/<img|src=|url\(|<script|@import|<link/i);
	expect(mail.text).toContain(`/zh/newsletter/manage/${tokens.get(beijing)}`);
	const addresses = [...mail.html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '');
	expect(addresses.length).toBeGreaterThan(3);
	for (const address of addresses)
		expect(address).toMatch(/^http:\/\/orrery\.test\/(zh\/)?(news\/[a-z0-9-]+|newsletter\/)/);
	const body = await ctx.byHand('select headers, marks from mail_body');
	expect(body.rows[0].headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
	expect(mail.html + mail.text).not.toContain(body.rows[0].marks.token);
});

test('nobody is told anything twice: not by a job run again, a slot begun again, nor the next issue', async () => {
	const before = (await mailsOf(ctx, 'digest')).length;
	await ctx.byHand('update newsletter_slot set done_at = null');
	await resumeFanOuts(ctx);
	await resumeFanOuts(ctx);
	await ctx.runJobs();
	await ctx.byHand('update newsletter_slot set done_at = null');
	const { rows } = await ctx.byHand('select issue, (extract(epoch from at) * 1000)::float8 as at from newsletter_slot');
	for (const row of rows) expect(await fanOut(ctx, row.issue, row.at)).toBe(0);
	await until('2021-11-18T21:00');
	expect((await mailsOf(ctx, 'digest')).length).toBe(before);
});

test('what has been retracted is told to nobody any more, and leaves the issue on the web', async () => {
	const { articleId, slug } = await published(ctx, editor, ground, 'Withdrawn words');
	await published(ctx, editor, ground, 'Words that stand');
	await until('2021-11-19T07:00');
	expect((await sent(beijing)).at(-1)).toContain('Withdrawn words');
	expect((await publicIssue(ctx, '2021-11-19', 'en')).day.map((item) => item.slug)).toContain(slug);
	await retractArticle(ctx, editor, { articleId, revision: 1, reason: { en: 'Wrong.', zh: '有误。' } } as never);
	await until('2021-11-19T14:00');
	// Of the day before there was nothing new, which is another thing than having lost it.
	expect(await publicIssue(ctx, '2021-11-18', 'en')).toMatchObject({ hadNew: false, day: [] });
	expect(await publicIssue(ctx, '2021-11-19', 'en')).toMatchObject({ hadNew: true });
	expect((await sent(paris)).at(-1)).toContain('Words that stand');
	expect((await sent(paris)).at(-1)).not.toContain('Withdrawn words');
	expect((await publicIssue(ctx, '2021-11-19', 'en')).day.map((item) => item.slug)).not.toContain(slug);
});

test('an issue that was stopped goes on where it stood, in the places whose hour had come', async () => {
	const before = (await mailsOf(ctx, 'digest')).length;
	await published(ctx, editor, ground, 'Held back');
	await until('2021-11-20T06:30');
	await stopIssue(ctx, system('test'), '2021-11-20');
	await until('2021-11-20T09:00');
	expect((await mailsOf(ctx, 'digest')).length).toBe(before);
	expect(await issueForDesk(ctx, system('test'), '2021-11-20')).toMatchObject({ stopped: true, queued: 0 });
	await resumeIssue(ctx, system('test'), '2021-11-20');
	await ctx.runJobs();
	expect((await sent(beijing)).at(-1)).toContain('Held back');
	await until('2021-11-20T14:00');
	expect((await sent(paris)).at(-1)).toContain('Held back');
	expect((await mailsOf(ctx, 'digest')).length).toBe(before + 2);
	await expect(stopIssue(ctx, editor, '2021-11-20')).resolves.toBe(0);
	await resumeIssue(ctx, editor, '2021-11-20');
	await expect(stopIssue(ctx, visitor, '2021-11-20')).rejects.toMatchObject({ kind: 'signed-out' });
});

test('ended in the middle of a chunk nothing of it was done; begun again each has his, once', async () => {
	for (let n = 0; n < 7; n += 1) await join(`crowd${n}`);
	await published(ctx, editor, ground, 'For the crowd');
	await until('2021-11-21T06:30');
	ctx.setNow(at('2021-11-21T07:00'));
	await runDue(ctx, newsletterDueHandlers);
	const slot = at('2021-11-21T07:00');
	let chunks = 0;
	const dying: Context = {
		...ctx,
		database: {
			...ctx.database,
			notify: async () => undefined,
		},
		db: new Proxy(ctx.db, {
			get(target, name) {
				if (name !== 'transaction') return Reflect.get(target, name);
				return (work: (tx: unknown) => Promise<unknown>) =>
					ctx.db.transaction(async (tx) => {
						const result = await work(tx);
						chunks += 1;
						if (chunks === 2) throw new Error('the process ended');
						return result;
					});
			},
		}),
	};
	await expect(fanOut(dying, '2021-11-21', slot, 3)).rejects.toThrow('the process ended');
	const half = (await mailsOf(ctx, 'digest')).filter(({ text }) => text.includes('For the crowd')).length;
	expect(half).toBeGreaterThan(0);
	expect(half).toBeLessThanOrEqual(3);
	await resumeFanOuts(ctx);
	await ctx.runJobs();
	for (let n = 0; n < 7; n += 1) expect(await sent(`crowd${n}@people.example`)).toHaveLength(1);
	expect((await issueForDesk(ctx, system('test'), '2021-11-21')).queued).toBe(8);
});

test('fifty are queued in as many statements as five', async () => {
	const cost = async (count: number, issue: string) => {
		await transaction(ctx, async (tx) => {
			for (let n = 0; n < count; n += 1) {
				await tx.database.pool.query(
					`insert into newsletter_subscription (id, email, trace, token_digest, state, locale, topics, rhythm, weekday, zone, confirmed_at)
						values ($1, $1 || '@mass.example', md5($1) || md5($1), md5($1) || md5($1), 'confirmed', 'en', '{}', 'daily', 1, 'Asia/Tokyo', now())`,
					[`${issue}-${n}`],
				);
			}
		});
		await published(ctx, editor, ground, `News of ${issue}`);
		await until(`${issue}T05:55`);
		ctx.setNow(at(`${issue}T06:00`));
		await runDue(ctx, newsletterDueHandlers);
		let queued = 0;
		const statements = await ctx.countStatements(async () => {
			queued = await fanOut(ctx, issue, at(`${issue}T06:00`));
		});
		await ctx.runJobs();
		return { statements, queued };
	};
	const five = await cost(5, '2021-11-22');
	const more = await cost(50, '2021-11-23');
	expect([five.queued, more.queued]).toEqual([5, 55]);
	expect(more.statements).toBe(five.statements);
});

test('a mail server’s word ends it: at once when it is for good, after several issues when it may pass', async () => {
	const mark = (address: string, status: string) =>
		ctx.byHand(
			`insert into mail_address_fault (address, at, kind, status, answer) values ($1, $2, 'bounced', $3, 'x')
				on conflict (address) do update set at = excluded.at, status = excluded.status`,
			[address, new Date(ctx.clock.process.now()).toISOString(), status],
		);
	await mark(beijing, '5.1.1');
	for (let n = 24; n < 30; n += 1) {
		await mark(debris, '5.2.2');
		await published(ctx, editor, ground, `Day ${n}`, { topics: ['debris'] });
		await until(`2021-11-${n}T08:00`);
	}
	const { rows } = await ctx.byHand(
		'select email, state, ending from newsletter_subscription where email = any($1) order by 1',
		[[beijing, debris]],
	);
	expect(rows).toEqual([
		{ email: beijing, state: 'ended', ending: 'bounced' },
		{ email: debris, state: 'ended', ending: 'bounced' },
	]);
	expect((await sent(debris)).length).toBeGreaterThan(4);
	expect((await newsletterOverview(ctx, system('test'))).counts.bounced).toBe(2);
});

test('nothing falls between two issues on the nights when clocks change', async () => {
	// Clocks change in Lisbon on 27 March 2022. The winter before, without news, is not gone through day by day.
	ctx.setNow(at('2022-03-24T10:00'));
	await ctx.byHand(`delete from due_item where kind like 'newsletter%'`);
	await ctx.byHand(`delete from mail where kind = 'digest'`);
	const lisbon = await join('lisbon', { zone: 'Europe/Lisbon' });
	const titles: string[] = [];
	for (let n = 0; n < 6; n += 1) {
		titles.push((await published(ctx, editor, ground, `Piece number ${n}`)).slug);
		await until(ctx.clock.edition.now() + day);
	}
	await until('2022-04-01T22:00');
	for (const address of [lisbon]) {
		const all = (await sent(address)).join('\n');
		for (const slug of titles) expect([slug, all.split(`/news/${slug}\n`).length - 1]).toEqual([slug, 1]);
	}
});

test('after a season nobody knows any more to whom a digest went; how many they were stays', async () => {
	const before = await newsletterOverview(ctx, system('test'));
	expect((await mailsOf(ctx, 'digest')).length).toBeGreaterThan(5);
	ctx.setNow(ctx.clock.process.now() + 80 * day);
	await sweepNewsletter(ctx);
	expect((await mailsOf(ctx, 'digest')).length).toBeGreaterThan(5);
	ctx.setNow(ctx.clock.process.now() + 20 * day);
	await ask(ctx, 'asked-today@people.example');
	await sweepNewsletter(ctx);
	expect(await mailsOf(ctx, 'digest')).toEqual([]);
	expect((await ctx.byHand('select count(*)::int as n from mail_body')).rows[0].n).toBe(0);
	const after = await newsletterOverview(ctx, system('test'));
	expect(after.issues.map(({ queued }) => queued)).toEqual(before.issues.map(({ queued }) => queued));
	expect(await mailsOf(ctx, 'newsletter-confirm')).toHaveLength(1);
});
