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
const all = ['queued', 'held', 'sending', 'sent', 'uncertain'];
const gone = ['digest sending', 'digest sent', 'digest uncertain'];

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
