import { expect, test } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { instantOf } from '#core/clock/index.ts';
import { articlePublishedJob } from '#modules/newsroom/server/index.ts';
import { newsroomGround, person } from '#modules/newsroom/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { changeSubscription, newsletterJobHandlers } from './index.ts';
import { asked, mailsOf, published, subscribed, untilDay } from './testing.ts';

const at = (local: string) => instantOf(local, 'Asia/Shanghai');
// A Sunday.
const ctx = await testContext({
	at: at('2021-11-14T09:00'),
	jobs: { ...newsletterJobHandlers, [articlePublishedJob]: async () => undefined },
});
const ground = await newsroomGround(ctx);
const editor = await person(ctx, 'Editor', { name: 'editor', type: 'organisation', id: ground.organisation });
const digests = async () => (await mailsOf(ctx, 'digest')).map(({ text }) => text);
const until = (last: number) => untilDay(ctx, last);

test('whose weekly digest comes on another day now misses nothing of the two weeks between, and reads nothing twice', async () => {
	const weekly = { rhythm: 'weekly' as const, zone: 'Asia/Shanghai' };
	const token = await subscribed(ctx, 'moves@people.example', { ...weekly, weekday: 1 });
	await published(ctx, editor, ground, 'Told on Monday');
	await until(15);
	expect(await digests()).toHaveLength(1);
	await published(ctx, editor, ground, 'Out an hour later');
	await until(21);
	expect(await digests()).toHaveLength(1);
	// On the Sunday, when that day's have left: the next is that of the Sunday after.
	const { email: _, ...choices } = asked('', { ...weekly, weekday: 7 });
	await changeSubscription(ctx, visitor, token, choices);
	await until(27);
	expect(await digests()).toHaveLength(1);
	await until(28);
	const [first, second, ...more] = await digests();
	expect(more).toEqual([]);
	expect(first).toContain('Told on Monday');
	expect(second).toContain('Out an hour later');
	expect(second).not.toContain('Told on Monday');
});
