import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { expect, test } from 'vitest';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { type JobHandlers, openJobs } from './index.ts';

const seen: unknown[] = [];
let failures = 0;
const handlers: JobHandlers = {
	write: async (_, data) => {
		seen.push(data.n);
	},
	flaky: async (_, data) => {
		if (failures > 0) {
			failures -= 1;
			throw new Error('not yet');
		}
		seen.push(data.n);
	},
};
const ctx = await testContext({ jobs: handlers });

test('a committed job is done once; a rolled back one never', async () => {
	await transaction(ctx, async (inner) => {
		await ctx.jobs.enqueue(inner, 'write', { n: 1 });
		await ctx.jobs.enqueue(inner, 'write', { n: 2 });
	});
	const rolledBack = transaction(ctx, async (inner) => {
		await ctx.jobs.enqueue(inner, 'write', { n: 3 });
		throw new Error('no');
	});
	await expect(rolledBack).rejects.toThrow('no');
	// Jobs of one transaction are of one instant: which comes first is not promised.
	const outstanding = await ctx.jobs.outstanding(ctx.db);
	expect(outstanding.map(({ data }) => data.n).sort()).toEqual([1, 2]);
	expect(await ctx.runJobs()).toBe(2);
	expect(seen.toSorted()).toEqual([1, 2]);
	expect(await ctx.runJobs()).toBe(0);
});

test('a job that nobody knows is refused when it is enqueued', async () => {
	await expect(ctx.jobs.enqueue(ctx, 'unknown', {})).rejects.toThrow('no such job: unknown');
});

test('a job that fails is kept for another try', async () => {
	failures = 1;
	seen.length = 0;
	await ctx.jobs.enqueue(ctx, 'flaky', { n: 7 });
	await expect(ctx.runJobs()).rejects.toThrow('not yet');
	expect(await ctx.jobs.outstanding(ctx.db)).toHaveLength(1);
	// The pause before the next try is made short by hand.
	await ctx.byHand(`update pgboss.job set start_after = created_on where state = 'retry'`);
	expect(await ctx.runJobs()).toBe(1);
	expect(seen).toEqual([7]);
});

test('a job whose process died is taken up again within minutes, and one that is being worked is left alone', async () => {
	seen.length = 0;
	await ctx.jobs.enqueueAll(ctx, 'write', [{ n: 'dead' }, { n: 'alive' }]);
	// Two processes took them; one was killed two minutes ago.
	await ctx.byHand(`update pgboss.job set state = 'active', started_on = now() - interval '2 minutes',
		heartbeat_on = now() - case when data->>'n' = 'dead' then interval '2 minutes' else interval '1 second' end
		where name = 'write' and state = 'created'`);
	expect(await ctx.runJobs()).toBe(0);
	// What each process does once a minute.
	const db = { executeSql: (text: string, values?: unknown[]) => ctx.database.pool.query(text, values as unknown[]) };
	const boss = new PgBoss({ db, schema: 'pgboss', supervise: false, schedule: false, migrate: false });
	await boss.start();
	const found = async () => (await ctx.byHand(`select from pgboss.job where state = 'retry'`)).rowCount;
	while ((await found()) === 0) {
		await ctx.byHand('update pgboss.queue set monitor_on = null, monitor_claim_on = null');
		await boss.supervise('write');
	}
	await boss.stop({ graceful: false, close: false });
	await ctx.byHand(`update pgboss.job set start_after = created_on where state = 'retry'`);
	expect(await ctx.runJobs()).toBe(1);
	expect(seen).toEqual(['dead']);
	await ctx.byHand(`delete from pgboss.job where name = 'write' and state = 'active'`);
});

test('a worker takes what this process enqueues without waiting for its next look, and retries by itself', async () => {
	const jobs = openJobs(ctx.database, ctx.log, Object.keys(handlers));
	const working = { ...ctx, jobs };
	seen.length = 0;
	await jobs.work(working, handlers);
	await sleep(200);
	const began = performance.now();
	await jobs.enqueue(working, 'write', { n: 1 });
	while (seen.length === 0 && performance.now() - began < 5000) await sleep(5);
	expect(seen).toEqual([1]);
	expect(performance.now() - began).toBeLessThan(900);
	await jobs.stop(1000);
});

test('a job under way may end before the queue stops', async () => {
	const jobs = openJobs(ctx.database, ctx.log, Object.keys(handlers));
	let ended = false;
	let begun = false;
	await jobs.work(
		{ ...ctx, jobs },
		{
			write: async () => {
				begun = true;
				await sleep(300);
				ended = true;
			},
		},
	);
	await jobs.enqueue({ ...ctx, jobs }, 'write', { n: 1 });
	for (let waited = 0; !begun && waited < 5000; waited += 10) await sleep(10);
	await jobs.stop(5000);
	expect(ended).toBe(true);
});
