import { beforeEach, describe, expect, test } from 'vitest';
import { transaction } from '#core/context/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { type DueHandlers, day, dueUntil, hour, minute, runDue, schedule, unschedule } from './index.ts';

const begins = Date.UTC(2021, 9, 10, 1);
const ctx = await testContext({ at: begins });
const ran: string[] = [];
const noted: DueHandlers = {
	note: async (_, item) => {
		ran.push(item.subject);
	},
};
const note = (subject: string, at: number, payload?: unknown) => ({ kind: 'note', subject, at, payload });

beforeEach(async () => {
	await ctx.byHand('truncate due_item');
	ctx.setNow(begins);
	ran.length = 0;
});

describe('the due-list', () => {
	test('works in order of time, only what is due, each once', async () => {
		await schedule(ctx, [
			note('c', begins + 3 * hour),
			note('a', begins + hour),
			note('b', begins + 2 * hour),
			note('later', begins + day),
		]);
		expect(await runDue(ctx, noted)).toBe(0);
		ctx.setNow(begins + 3 * hour);
		expect(await dueUntil(ctx, begins + 3 * hour)).toBe(3);
		expect(await runDue(ctx, noted)).toBe(3);
		expect(ran).toEqual(['a', 'b', 'c']);
		expect(await runDue(ctx, noted)).toBe(0);
		expect(await dueUntil(ctx, begins + day)).toBe(1);
	});

	test('in a rehearsal the clock is pinned to the time of the item, though the dial jumped past it', async () => {
		const seen: number[] = [];
		await schedule(ctx, [note('x', begins + hour, { n: 1 }), note('y', begins + 2 * hour)]);
		ctx.setNow(begins + 9 * day);
		await runDue(ctx, {
			note: async (inner, item) => {
				seen.push(inner.clock.edition.now());
				expect(inner.clock.process.now()).toBe(begins + 9 * day);
				if (item.subject === 'x') expect(item.payload).toEqual({ n: 1 });
			},
		});
		expect(seen).toEqual([begins + hour, begins + 2 * hour]);
	});

	test('in a real installation it is the present', async () => {
		const real = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
		await schedule(ctx, note('x', begins));
		ctx.setNow(begins + hour);
		await runDue(real, { note: async (inner) => expect(inner.clock.edition.now()).toBe(begins + hour) });
		expect(await dueUntil(ctx, begins + hour)).toBe(0);
	});

	test('what an item plans for a moment that is past too is worked in the same run', async () => {
		await schedule(ctx, note('first', begins));
		ctx.setNow(begins + day);
		const chain: DueHandlers = {
			note: async (inner, item) => {
				ran.push(item.subject);
				if (item.subject === 'first') await schedule(inner, note('second', inner.clock.edition.now() + hour));
			},
		};
		expect(await runDue(ctx, chain)).toBe(2);
		expect(ran).toEqual(['first', 'second']);
	});

	test('a failing item leaves nothing behind, is tried again after a growing pause, and holds up nobody', async () => {
		let good = false;
		const handlers: DueHandlers = {
			note: noted.note ?? (async () => {}),
			bad: async (inner) => {
				await schedule(inner, note('left behind', begins));
				if (!good) throw new Error('not today');
				ran.push('bad');
			},
		};
		await schedule(ctx, [{ kind: 'bad', subject: 's', at: begins - hour }, note('after', begins)]);
		expect(await runDue(ctx, handlers)).toBe(1);
		expect(ran).toEqual(['after']);
		const { rows } = await ctx.byHand(`select attempts, error, retry_at from due_item where kind = 'bad'`);
		expect(rows[0]).toMatchObject({ attempts: 1, error: 'not today' });
		expect(await runDue(ctx, handlers)).toBe(0);
		ctx.setNow(begins + minute);
		await runDue(ctx, handlers);
		const again = await ctx.byHand(
			`select attempts, extract(epoch from retry_at) * 1000 as at from due_item where kind = 'bad'`,
		);
		expect(again.rows[0].attempts).toBe(2);
		expect(Number(again.rows[0].at)).toBe(begins + 3 * minute);
		good = true;
		ctx.setNow(begins + hour);
		expect(await runDue(ctx, handlers)).toBe(2);
		expect(ran).toEqual(['after', 'bad', 'left behind']);
	});

	test('after eight failures it is left to a person; planned anew it is tried again', async () => {
		let tries = 0;
		const bad: DueHandlers = {
			bad: async () => {
				tries += 1;
				throw new Error('never');
			},
		};
		await schedule(ctx, { kind: 'bad', subject: 's', at: begins });
		for (let at = 1; at < 30; at += 1) {
			ctx.setNow(begins + at * day);
			await runDue(ctx, bad);
		}
		expect(tries).toBe(8);
		expect(await dueUntil(ctx, begins + 99 * day)).toBe(0);
		await schedule(ctx, { kind: 'bad', subject: 's', at: begins });
		await runDue(ctx, bad);
		expect(tries).toBe(9);
	});

	test('a kind that nobody handles is a failure like any other, seen on the list', async () => {
		await schedule(ctx, { kind: 'unknown', subject: 's', at: begins });
		expect(await runDue(ctx, noted)).toBe(0);
		const { rows } = await ctx.byHand('select error from due_item');
		expect(rows[0].error).toMatch(/nobody handles.*unknown/);
	});

	test('planning again moves an item; what is done stays done unless it is moved', async () => {
		await schedule(ctx, note('x', begins + hour));
		await schedule(ctx, note('x', begins + 2 * hour));
		ctx.setNow(begins + hour);
		expect(await runDue(ctx, noted)).toBe(0);
		ctx.setNow(begins + 2 * hour);
		expect(await runDue(ctx, noted)).toBe(1);
		await schedule(ctx, note('x', begins + 2 * hour));
		expect(await runDue(ctx, noted)).toBe(0);
		await schedule(ctx, note('x', begins + 90 * minute));
		expect(await runDue(ctx, noted)).toBe(1);
		await unschedule(ctx, 'note', 'x');
		expect((await ctx.byHand('select 1 from due_item')).rowCount).toBe(1);
	});

	test('the same thing twice in one plan counts once, the last time', async () => {
		await schedule(ctx, [note('x', begins + hour), note('x', begins)]);
		expect(await runDue(ctx, noted)).toBe(1);
		expect((await ctx.byHand('select 1 from due_item')).rowCount).toBe(1);
	});

	test('what is planned in a transaction that is rolled back was never planned', async () => {
		const work = transaction(ctx, async (inner) => {
			await schedule(inner, note('x', begins));
			throw new Error('no');
		});
		await expect(work).rejects.toThrow('no');
		expect(await runDue(ctx, noted)).toBe(0);
	});

	test('two runners at once: every item once, never two at a time', async () => {
		await schedule(
			ctx,
			Array.from({ length: 40 }, (_, at) => note(`i${String(at).padStart(2, '0')}`, begins + at)),
		);
		ctx.setNow(begins + hour);
		let inside = 0;
		const slow: DueHandlers = {
			note: async (_, item) => {
				inside += 1;
				expect(inside).toBe(1);
				await new Promise((resolve) => setTimeout(resolve, 1));
				ran.push(item.subject);
				inside -= 1;
			},
		};
		let done = 0;
		// A runner that finds another at work goes away and comes back later, as the server's does every second.
		while (done < 40) {
			const both = await Promise.all([runDue(ctx, slow), runDue(ctx, slow), runDue(ctx, slow)]);
			done += both.reduce((sum, one) => sum + one, 0);
		}
		expect(ran).toEqual([...ran].sort());
		expect(new Set(ran).size).toBe(40);
	});
});
