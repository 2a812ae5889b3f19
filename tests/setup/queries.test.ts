import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { many } from '../../src/core/database/index.ts';
import { testContext } from './context.ts';
import { expectSameCost } from './queries.ts';

const ctx = await testContext();
await ctx.byHand('create table thing (id int primary key, label text)');

async function grow(length: number): Promise<void> {
	await ctx.byHand('truncate thing');
	await ctx.byHand(`insert into thing select n, 'thing ' || n from generate_series(1, $1) n`, [length]);
}
const all = () => many<{ id: number }>(ctx.db, sql`select id from thing order by id`);

test('a list read at once passes', async () => {
	await expectSameCost(ctx, grow, async () => (await all()).length);
});

test('a query for each row of the list fails', async () => {
	const each = async () => {
		const rows = await all();
		for (const { id } of rows) await many(ctx.db, sql`select label from thing where id = ${id}`);
		return rows.length;
	};
	await expect(expectSameCost(ctx, grow, each)).rejects.toThrow('a list of 1 costs 2 statements, one of 50 costs 51');
});

test('many queries fail though they are always as many, and so does a list that is not there', async () => {
	const nine = async () => {
		for (let times = 0; times < 8; times += 1) await all();
		return (await all()).length;
	};
	await expect(expectSameCost(ctx, grow, nine)).rejects.toThrow('9 statements, 8 at most');
	await expect(
		expectSameCost(
			ctx,
			async () => ctx.byHand('truncate thing'),
			async () => (await all()).length,
		),
	).rejects.toThrow('came back with 0');
});
