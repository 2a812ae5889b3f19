import { expect, test } from 'vitest';
import { createLog } from '#core/log/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { databaseIsAway, openDatabase, violates } from './index.ts';

const ctx = await testContext();
const failureOf = (work: Promise<unknown>) =>
	work.then(
		() => undefined,
		(error: unknown) => error,
	);

test('a statement is planned under a name once for each connection, and answers the same with other values', async () => {
	const one = async (n: number) => (await ctx.database.pool.query('select $1::int + 1 as n', [n])).rows[0].n;
	expect(await Promise.all([1, 2, 3].map(one))).toEqual([2, 3, 4]);
	const client = await ctx.database.pool.connect();
	for (const n of [5, 6]) await client.query('select $1::int * 2 as n', [n]);
	const { rows } = await client.query(
		`select count(*)::int as n from pg_prepared_statements where statement = 'select $1::int * 2 as n'`,
	);
	expect(rows).toEqual([{ n: 1 }]);
	client.release();
});

test('a violated constraint is known by its name, whoever wrapped the error', async () => {
	await ctx.byHand('create table once (id int constraint only_once unique)');
	await ctx.byHand('insert into once values (1)');
	const error = await failureOf(ctx.byHand('insert into once values ($1)', [1]));
	expect(violates(error, 'only_once')).toBe(true);
	expect(violates(new Error('outer', { cause: error }), 'only_once')).toBe(true);
	expect(violates(error, 'another')).toBe(false);
	expect(databaseIsAway(error)).toBe(false);
});

test('a database that went away, or never was, is told from a statement that failed', async () => {
	const client = await ctx.database.pool.connect();
	const { rows } = await client.query('select pg_backend_pid() as pid');
	const broken = failureOf(client.query('select pg_sleep(5)'));
	await ctx.byHand('select pg_terminate_backend($1)', [rows[0].pid]);
	expect(databaseIsAway(await broken)).toBe(true);
	client.release(true);
	const nobody = openDatabase({ connection: { host: '/nowhere', port: 1 }, log: createLog('silent', () => 0) });
	expect(databaseIsAway(await failureOf(nobody.pool.query('select 1')))).toBe(true);
	await nobody.close();
	expect(databaseIsAway(new Error('anything else'))).toBe(false);
});
