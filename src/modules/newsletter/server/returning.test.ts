import { expect, test } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { instantOf } from '#core/clock/index.ts';
import { articlePublishedJob } from '#modules/newsroom/server/index.ts';
import { newsroomGround, person } from '#modules/newsroom/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { newsletterJobHandlers, unsubscribe } from './index.ts';
import { mailsOf, published, subscribed, untilDay } from './testing.ts';

const at = (local: string) => instantOf(local, 'Asia/Shanghai');
const ctx = await testContext({
	at: at('2021-11-14T09:00'),
	jobs: { ...newsletterJobHandlers, [articlePublishedJob]: async () => undefined },
});
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });

const until = (last: number) => untilDay(ctx, last);

test('who comes back is told what comes out from then on, and nothing of the time between', async () => {
	const email = 'returns@people.example';
	// Somebody stays, so that issues go on.
	await subscribed(ctx, 'stays@people.example', { zone: 'Asia/Shanghai' });
	const token = await subscribed(ctx, email, { zone: 'Asia/Shanghai' });
	await published(ctx, editor, ground, 'While he was there');
	await until(15);
	await unsubscribe(ctx, visitor, token, 'page');
	await published(ctx, editor, ground, 'While he was away');
	await until(18);
	// A mailbox is asked once an hour.
	await ctx.byHand(`update newsletter_request set requested_at = requested_at - interval '2 days'`);
	await subscribed(ctx, email, { zone: 'Asia/Shanghai' });
	await published(ctx, editor, ground, 'When he was back');
	await until(19);
	const texts = (await mailsOf(ctx, 'digest')).flatMap(({ to_address, text }) => (to_address === email ? [text] : []));
	expect(texts).toHaveLength(2);
	const [first, second] = texts.sort((a) => (a.includes('While he was there') ? -1 : 1));
	expect(first).toContain('While he was there');
	expect(second).toContain('When he was back');
	expect(second).not.toContain('While he was');
});
