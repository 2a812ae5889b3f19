import { expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import { keepBody, queueShared } from '#core/mail/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { confirm, forgetSubscriber, refuse, suppressAddress, sweepNewsletter, unsubscribe } from './index.ts';
import { ask, confirmationToken, subscribed } from './testing.ts';

const ctx = await testContext();
const desk = system('test');
const later = (ms: number) => ctx.setNow(ctx.clock.process.now() + ms);
await keepBody(ctx, { id: 'shared', text: 'News', html: 'News', marks: {}, headers: {} });

/** A digest to an address in each state. */
async function digests(address: string, states: readonly string[]): Promise<void> {
	const mails = states.map((state) => {
		return { key: `${address}:${state}`, address, body: 'shared', subject: state, locale: 'en' as const, filling: {} };
	});
	await queueShared(ctx, { kind: 'digest', scope: 'newsletter:test', mails });
	await ctx.byHand(`update mail set state = subject where kind = 'digest' and to_address = $1`, [address]);
}
/** What lies in the outbox for an address, by kind and state. */
const mailTo = async (address: string) =>
	(
		await ctx.byHand(`select kind || ' ' || state as what from mail where to_address = $1 order by 1`, [address])
	).rows.map(({ what }) => what);
const digestsTo = async (address: string) => (await mailTo(address)).filter((what) => what.startsWith('digest'));
const suppressions = async (address: string) => {
	const { rows } = await ctx.byHand(
		`select reason from newsletter_suppression where trace in (select trace from newsletter_request where email = $1)`,
		[address],
	);
	return rows.map(({ reason }) => reason);
};
/** Whether each request of an address was confirmed. */
const requests = async (address: string) =>
	(
		await ctx.byHand('select confirmed_at is not null as yes from newsletter_request where email = $1 order by 1', [
			address,
		])
	).rows.map(({ yes }) => yes);
const all = ['queued', 'held', 'sending', 'sent', 'uncertain'];
/** What a connection has taken up and not ended is ended nowhere; what its server has, or may have, stands. */
const gone = ['digest sent', 'digest uncertain'];

test('who unsubscribes or is suppressed gets none of the digests that wait; others get theirs', async () => {
	const own = await subscribed(ctx, 'own@people.example');
	await subscribed(ctx, 'other@people.example');
	await subscribed(ctx, 'blocked@people.example');
	for (const name of ['own', 'other', 'blocked', 'known-to-nobody']) await digests(`${name}@people.example`, all);
	await unsubscribe(ctx, visitor, own, 'one-click');
	expect(await digestsTo('own@people.example')).toEqual(gone);
	await suppressAddress(ctx, desk, 'Blocked@people.example', 'complained');
	expect(await digestsTo('blocked@people.example')).toEqual(gone);
	await suppressAddress(ctx, desk, 'known-to-nobody@people.example', 'desk');
	expect(await digestsTo('known-to-nobody@people.example')).toEqual(gone);
	expect(await digestsTo('other@people.example')).toHaveLength(all.length);
	expect((await ctx.byHand(`select count(*)::int as n from mail_body`)).rows[0].n).toBe(1);
});

test('a link that was mailed before does not lift a block, whoever set it', async () => {
	for (const reason of ['desk', 'complained', 'blocked', 'bounced'] as const) {
		const address = `${reason}-link@people.example`;
		await ask(ctx, address);
		const token = await confirmationToken(ctx, address);
		// Behind the back of the requests: what stands on the list alone must hold as well.
		await ctx.byHand(
			`insert into newsletter_suppression (trace, reason, at) select trace, $2, now() from newsletter_request where email = $1`,
			[address, reason],
		);
		await expect(confirm(ctx, visitor, token)).rejects.toMatchObject({ kind: 'not-found', code: 'link-gone' });
		expect(await suppressions(address)).toEqual([reason]);
	}
	await subscribed(ctx, 'twice@people.example');
	expect(await suppressions('twice@people.example')).toEqual([]);
});

test('who refuses or is suppressed has no open request left, and no mail with its link', async () => {
	for (const name of ['refuses', 'suppressed']) {
		const address = `${name}@people.example`;
		await subscribed(ctx, address);
		later(day);
		await ask(ctx, address);
		later(2 * 3_600_000);
		await ask(ctx, address);
		const token = await confirmationToken(ctx, address);
		await (name === 'refuses' ? refuse(ctx, visitor, token) : suppressAddress(ctx, desk, address, 'desk'));
		// The evidence of the subscription stays.
		expect(await requests(address)).toEqual([true]);
		expect(await mailTo(address)).toEqual([]);
		await expect(confirm(ctx, visitor, token)).rejects.toMatchObject({ code: 'link-gone' });
	}
});

test('the mail that asked goes with its answer, and after seven days without one', async () => {
	await ask(ctx, 'answers@people.example');
	await ask(ctx, 'silent@people.example');
	await ask(ctx, 'in-hand@people.example');
	const inHand = await confirmationToken(ctx, 'in-hand@people.example');
	await ctx.byHand(`update mail set state = 'sending' where to_address = 'in-hand@people.example'`);
	await confirm(ctx, visitor, inHand);
	await confirm(ctx, visitor, await confirmationToken(ctx, 'answers@people.example'));
	expect(await mailTo('answers@people.example')).toEqual([]);
	expect(await mailTo('in-hand@people.example')).toEqual([]);
	await ctx.byHand(`update mail set state = 'sent' where kind = 'newsletter-confirm'`);
	later(7 * day - 1000);
	await sweepNewsletter(ctx);
	expect(await mailTo('silent@people.example')).toEqual(['newsletter-confirm sent']);
	later(2000);
	await sweepNewsletter(ctx);
	expect((await ctx.byHand(`select 1 from mail where to_address = 'silent@people.example'`)).rows).toEqual([]);
	expect(await requests('silent@people.example')).toEqual([]);
});

test('who wishes to be forgotten is nowhere in the outbox any more', async () => {
	await subscribed(ctx, 'forget@people.example');
	later(day);
	await ask(ctx, 'forget@people.example');
	await digests('forget@people.example', ['queued', 'held', 'sent', 'failed', 'uncertain', 'kept']);
	expect(await forgetSubscriber(ctx, desk, 'Forget@people.example')).toBe(true);
	expect(await mailTo('forget@people.example')).toEqual([]);
	expect(await requests('forget@people.example')).toEqual([]);
});

test('after a season it is forgotten to whom a digest went, might have gone, or was held; what a connection holds is left', async () => {
	await digests('season@people.example', ['queued', 'held', 'sending', 'sent', 'failed', 'uncertain', 'kept']);
	later(89 * day);
	await sweepNewsletter(ctx);
	expect(await digestsTo('season@people.example')).toHaveLength(7);
	later(2 * day);
	await sweepNewsletter(ctx);
	expect(await digestsTo('season@people.example')).toEqual(['digest sending']);
});
