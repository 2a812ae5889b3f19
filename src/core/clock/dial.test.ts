import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#core/database/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { beginReal, beginRehearsal, day, hour, openClock, readDial, turnDial } from './index.ts';

const begins = Date.UTC(2021, 9, 10, 1);
const ctx = await testContext({ at: begins });
const second = openDatabase({ connection: ctx.connection, log: ctx.log });
afterAll(() => second.close());

/** Waits for a word from the database; half a second is long. */
async function until(holds: () => boolean): Promise<void> {
	for (let waited = 0; waited < 3000 && !holds(); waited += 10) await sleep(10);
	expect(holds()).toBe(true);
}

test('edition time runs on from where the dial stands', async () => {
	const clock = await openClock(ctx.database);
	expect(clock.rehearsal).toBe(true);
	const first = clock.edition.now();
	expect(first - begins).toBeGreaterThanOrEqual(0);
	await sleep(20);
	expect(clock.edition.now() - first).toBeGreaterThanOrEqual(19);
	expect(clock.process.now() - clock.edition.now()).toBeGreaterThan(day);
});

test('a turned dial is heard by another connection at once, and goes forward only', async () => {
	const here = await openClock(ctx.database);
	const there = await openClock(second);
	const to = there.edition.now() + 3 * day;
	await turnDial(ctx.database, ctx.db, to);
	await until(() => there.edition.now() >= to && here.edition.now() >= to);
	expect(there.edition.now() - to).toBeLessThan(5000);
	await expect(turnDial(second, second.db, to - hour)).rejects.toMatchObject({
		kind: 'invalid',
		code: 'clock-backwards',
	});
	expect(here.edition.now()).toBeGreaterThanOrEqual(to);
});

test('whoever turned the dial and reads it anew shows the new time in his next answer', async () => {
	const clock = await openClock(ctx.database);
	for (let turn = 0; turn < 5; turn++) {
		const to = clock.edition.now() + day;
		await turnDial(ctx.database, ctx.db, to);
		await clock.reread();
		expect(clock.edition.now()).toBeGreaterThanOrEqual(to);
	}
});

test('a turn that is rolled back was none, for anyone', async () => {
	const there = await openClock(second);
	const before = await readDial(ctx.db);
	await expect(
		ctx.database.db.transaction(async (tx) => {
			await turnDial(ctx.database, tx, there.edition.now() + 9 * day);
			throw new Error('rolled back');
		}),
	).rejects.toThrow('rolled back');
	await sleep(100);
	expect(await readDial(ctx.db)).toEqual(before);
	expect(there.edition.now() - (before?.dial?.editionAt ?? 0)).toBeLessThan(day);
});

test('two turns at once: one after the other, never backwards', async () => {
	const clock = await openClock(second);
	const from = clock.edition.now();
	const turns = await Promise.allSettled(
		[4, 1, 3, 2].map((days, at) =>
			turnDial(at % 2 ? second : ctx.database, at % 2 ? second.db : ctx.db, from + days * day),
		),
	);
	expect(turns[0]?.status).toBe('fulfilled');
	await until(() => clock.edition.now() >= from + 4 * day);
	expect((await readDial(ctx.db))?.dial?.editionAt).toBe(from + 4 * day);
});

test('a folder stays what it is, and a real one has no dial', async () => {
	await beginReal(ctx.db);
	expect((await readDial(ctx.db))?.rehearsal).toBe(true);
	await ctx.byHand('delete from clock_dial');
	expect(await readDial(ctx.db)).toBeUndefined();
	await expect(openClock(ctx.database)).rejects.toThrow(/not set up/);
	await beginReal(ctx.db);
	await beginRehearsal(ctx.db, begins);
	const clock = await openClock(ctx.database);
	expect(clock.rehearsal).toBe(false);
	expect(clock.dial).toBeUndefined();
	expect(Math.abs(clock.edition.now() - clock.process.now())).toBeLessThan(5);
	await expect(turnDial(ctx.database, ctx.db, clock.edition.now() + day)).rejects.toMatchObject({ code: 'clock-real' });
});
