import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { grantRelation, system } from '#core/access/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { isLong, mostInRequest } from '../../bulk-action.ts';
import { bulkReport, confirmBulk, deskList, previewBulk, readBulkAct, undoBulk, withdraw } from '../index.ts';
import { bulkJob } from '../job-names.ts';
import { bulkActRow } from '../list-tables.ts';
import { applicationMessage } from '../tables.ts';
import { edition, makeApplication, makeCall, notingJobs, organiser, person, refusalOf, secretary } from '../testing.ts';
import { carryOutBulk, resumeBulkActs } from './carry-out.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, [bulkJob]: carryOutBulk },
	at: Date.parse('2021-10-10T09:00:00+08:00'),
});
const call = await makeCall(ctx);
const many = mostInRequest + 5;
for (let i = 0; i < many; i++) await makeApplication(ctx, call, person('p1'), { title: `Many ${i}`, track: 'T3' });
// The job acts with the rights that its person has when it runs.
await grantRelation(ctx, system('test'), 'organiser', 'organiser', { type: 'edition', id: edition });
const desk = edition;
const look = (action: unknown) => previewBulk(ctx, organiser, { desk, select: { query: 'many' }, action });
const seen = (act: string) => readBulkAct(ctx, organiser, { desk, act });
const written = async (text: string) =>
	(await ctx.db.select().from(applicationMessage).where(eq(applicationMessage.text, text))).length;

describe('something done with more than a request waits for', () => {
	it('is begun at once, done by a job, followed by its page, and done once however often it is confirmed', async () => {
		const act = await look({ kind: 'message', text: 'Good morning' });
		const statements = await ctx.countStatements(() => confirmBulk(ctx, organiser, { desk, act }));
		expect(statements).toBeLessThan(20);
		expect(await seen(act)).toMatchObject({ state: 'running', good: many, progress: { settled: 0, of: many } });
		expect(await written('Good morning')).toBe(0);
		await confirmBulk(ctx, organiser, { desk, act });
		await ctx.runJobs();
		expect(await seen(act)).toMatchObject({ state: 'done', good: many, progress: null, mayUndo: false });
		expect(await written('Good morning')).toBe(many);
		await confirmBulk(ctx, organiser, { desk, act });
		await carryOutBulk(ctx, { act });
		await ctx.runJobs();
		expect(await written('Good morning')).toBe(many);
		const history = await historyOf(ctx, { type: 'bulk-act', id: act });
		expect(history.map(({ action, data }) => [action, data])).toEqual([
			['bulk-act', { kind: 'message', done: many, left: 0 }],
		]);
	});

	it('goes on where it was interrupted', async () => {
		const act = await look({ kind: 'message', text: 'Once more' });
		await confirmBulk(ctx, organiser, { desk, act });
		// It breaks off with the second piece, as when the server is killed.
		let pieces = 0;
		const breaking: typeof ctx = {
			...ctx,
			jobs: {
				...ctx.jobs,
				enqueue: async (...given) => {
					pieces += 1;
					if (pieces > 30) throw new Error('the server is gone');
					return ctx.jobs.enqueue(...given);
				},
			},
		};
		await expect(carryOutBulk(breaking, { act })).rejects.toThrow('the server is gone');
		const halfway = await seen(act);
		expect(halfway).toMatchObject({ state: 'running', progress: { settled: 25, of: many } });
		expect(await written('Once more')).toBe(25);
		expect(halfway.rows.filter(({ settled }) => settled)).toHaveLength(25);
		await ctx.runJobs();
		expect(await seen(act)).toMatchObject({ state: 'done', good: many });
		expect(await written('Once more')).toBe(many);
	});

	it('goes on by itself when the server starts again, though its job is still thought to be worked', async () => {
		const act = await look({ kind: 'message', text: 'After the fall' });
		await confirmBulk(ctx, organiser, { desk, act });
		// Killed within it: the queue waits for a process that is gone.
		await ctx.byHand(
			`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where name = $1`,
			[bulkJob],
		);
		expect(await ctx.runJobs()).toBe(0);
		expect(await resumeBulkActs(ctx)).toBe(1);
		await ctx.runJobs();
		expect(await seen(act)).toMatchObject({ state: 'done', good: many });
		expect(await written('After the fall')).toBe(many);
		// The first one, when it is missed, finds nothing left.
		await ctx.byHand(`update pgboss.job set state = 'created' where name = $1 and state = 'active'`, [bulkJob]);
		await ctx.runJobs();
		expect(await written('After the fall')).toBe(many);
		expect(await resumeBulkActs(ctx)).toBe(0);
	});

	it('decides together in a job too, as soon as they are more than a request takes', async () => {
		expect(isLong('decide', 250, 'do')).toBe(false);
		expect(isLong('decide', 251, 'do')).toBe(true);
		expect(isLong('decide', mostInRequest + 1, 'undo')).toBe(true);
		const act = await look({ kind: 'decide', outcome: 'reject', reason: 'scope' });
		await ctx.byHand(`update bulk_act set state = 'running' where id = $1`, [act]);
		expect(await ctx.countStatements(() => carryOutBulk(ctx, { act }))).toBeLessThan(60);
		expect(await seen(act)).toMatchObject({ state: 'done', good: many });
		expect((await deskList(ctx, organiser, { edition, query: 'outcome:reject many' })).total).toBe(many);
		await undoBulk(ctx, organiser, { desk, act });
		await ctx.runJobs();
		expect(await seen(act)).toMatchObject({ state: 'undone', notUndone: [] });
	});

	it('is taken back by a job too, and tells by row what could not be', async () => {
		const act = await look({ kind: 'decide', outcome: 'talk' });
		await confirmBulk(ctx, organiser, { desk, act });
		// Decisions are noted together, at once.
		expect(await seen(act)).toMatchObject({ state: 'done', good: many, progress: null });
		const [first] = (await deskList(ctx, organiser, { edition, query: '"many 0"' })).rows;
		await withdraw(ctx, person('p1'), { application: first?.id as string });
		await undoBulk(ctx, organiser, { desk, act });
		expect(await seen(act)).toMatchObject({ state: 'undoing', progress: { settled: 0, of: many } });
		await undoBulk(ctx, organiser, { desk, act });
		await ctx.runJobs();
		const undone = await seen(act);
		expect(undone).toMatchObject({ state: 'undone', notUndone: [{ code: 'wrong-state', count: 1 }] });
		expect((await deskList(ctx, organiser, { edition, query: 'outcome:talk -withdrawn' })).total).toBe(0);
		const report = await bulkReport(ctx, organiser, { desk, act });
		expect(report.rows).toHaveLength(many);
		expect(report.rows[0]).toMatchObject({ id: first?.id, undoRefusal: 'wrong-state' });
		for (const actor of [secretary, person('p1')])
			expect(await refusalOf(bulkReport(ctx, actor, { desk, act }))).toMatchObject({ kind: 'not-found' });
	});

	it('is done to nobody when whoever confirmed it has lost his part meanwhile', async () => {
		const gone = person('gone', { relation: 'organiser', on: 'edition', id: edition });
		const action = { kind: 'message', text: 'Too late' };
		const act = await previewBulk(ctx, gone, { desk, select: { query: 'many' }, action });
		await confirmBulk(ctx, gone, { desk, act });
		await ctx.runJobs();
		expect(await written('Too late')).toBe(0);
		const rows = await ctx.db.select().from(bulkActRow).where(eq(bulkActRow.actId, act));
		expect(new Set(rows.map(({ refusal }) => refusal))).toEqual(new Set(['forbidden']));
		expect(await readBulkAct(ctx, gone, { desk, act })).toMatchObject({ state: 'done', good: 0 });
	});
});
