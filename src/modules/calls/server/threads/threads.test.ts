import { beforeAll, describe, expect, it } from 'vitest';
import { expectSameCost } from '../../../../../tests/setup/queries.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { holdThread, postMessage, settleThread, threadList, today } from '../index.ts';
import { edition, notingJobs, person, refusalOf, secretary } from '../testing.ts';
import { handIn, makeSmallCall, somebody } from '../testing-people.ts';

const ctx = await testContext({ jobs: notingJobs().handlers });
ctx.setNow(Date.parse('2021-10-10T09:00:00+08:00'));
let call: string;
let ada: Awaited<ReturnType<typeof somebody>>;
const list = (state: 'open' | 'answered' | 'closed', actor = secretary) =>
	threadList(ctx, actor, { desk: edition, state, locale: 'en' });
const write = (application: string, text: string) => postMessage(ctx, ada, { application, as: 'applicant', text });

beforeAll(async () => {
	call = await makeSmallCall(ctx, 'talk');
	ada = await somebody(ctx, 'ada@threads.example');
});

describe('messages at the desk', () => {
	it('are open until the desk answers or marks them, and open again when the applicant writes', async () => {
		const { application } = await handIn(ctx, call, ada, { title: 'Asked' });
		expect((await list('open')).counts).toEqual({ open: 0, answered: 0, closed: 0 });
		await write(application, 'When is it?');
		const [open] = (await list('open')).rows;
		expect(open).toMatchObject({ application, side: 'applicant', text: 'When is it?', count: 1, holder: null });
		expect((await today(ctx, secretary, { edition })).find(({ kind }) => kind === 'answer-messages')?.count).toBe(1);
		await settleThread(ctx, secretary, { application, closed: true, seen: open?.position as number });
		expect((await list('closed')).rows).toMatchObject([{ application }]);
		expect((await list('open')).rows).toEqual([]);
		expect((await today(ctx, secretary, { edition })).find(({ kind }) => kind === 'answer-messages')).toBeUndefined();
		await write(application, 'And where?');
		expect((await list('open')).counts).toEqual({ open: 1, answered: 0, closed: 0 });
		await postMessage(ctx, secretary, { application, as: 'desk', text: 'In Shanghai.' });
		expect((await list('answered')).rows).toMatchObject([{ application, side: 'desk', count: 3 }]);
	});

	it('what came while somebody marked it stays open', async () => {
		const { application } = await handIn(ctx, call, ada, { title: 'Meanwhile' });
		await write(application, 'One');
		const seen = (await list('open')).rows.find((row) => row.application === application)?.position as number;
		await write(application, 'Two');
		expect(await refusalOf(settleThread(ctx, secretary, { application, closed: true, seen }))).toMatchObject({
			code: 'message-meanwhile',
		});
		expect((await list('open')).rows.map((row) => row.application)).toContain(application);
	});

	it('say who has them', async () => {
		const { application } = await handIn(ctx, call, ada, { title: 'Held' });
		await write(application, 'Who?');
		const before = (await list('open')).unheld;
		await holdThread(ctx, secretary, { application, hold: true });
		expect((await list('open')).unheld).toBe(before - 1);
		const mine = await threadList(ctx, secretary, { desk: edition, state: 'open', mine: true, locale: 'en' });
		expect(mine.rows).toMatchObject([{ application, holder: { me: true } }]);
		await holdThread(ctx, secretary, { application, hold: false });
		expect((await list('open')).unheld).toBe(before);
	});

	it('are nobody else’s: neither another edition’s desk, nor the applicant, nor another track’s chair', async () => {
		const stranger = person('stranger', { relation: 'secretary', on: 'edition', id: 'edition2' });
		expect(await refusalOf(list('open', stranger))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(list('open', ada))).toMatchObject({ kind: 'not-found' });
		const { application } = await handIn(ctx, call, ada, { title: 'Private' });
		await write(application, 'Secret question');
		for (const actor of [stranger])
			expect(await refusalOf(holdThread(ctx, actor, { application, hold: true }))).toMatchObject({ kind: 'not-found' });
		const own = settleThread(ctx, ada, { application, closed: true, seen: 1 });
		expect(await refusalOf(own)).toMatchObject({ kind: 'forbidden' });
		const chair = person('chair', { relation: 'chair', on: 'track', id: `${edition}:T9` });
		const seen = await list('open', chair).catch(() => ({ rows: [] }));
		expect(JSON.stringify(seen)).not.toContain('Secret question');
	});

	it('cost the same number of statements for 1 and for 50', async () => {
		let have = (await list('open')).counts.open;
		const grow = async (length: number) => {
			for (; have < length; have += 1) {
				const { application } = await handIn(ctx, call, ada, { title: `More ${have}` });
				await write(application, `Question ${have}`);
			}
		};
		await expectSameCost(ctx, grow, async () => (await list('open')).rows.length);
	});
});
