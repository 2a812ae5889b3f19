import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { beginReal } from '#core/clock/index.ts';
import { type Config, loadConfig } from '#core/config/index.ts';
import { transaction } from '#core/context/index.ts';
import { openDatabase } from '#core/database/index.ts';
import { randomText } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { testContext } from '../../tests/setup/context.ts';
import { moveDatabase, serverName } from './move.ts';
import { openApp } from './open.ts';
import { jobHandlers } from './registry.ts';
import { demandNotMoved, noteMoved, noteMovedBack } from './upkeep/notes.ts';

const ctx = await testContext({ jobs: jobHandlers });
const { connection } = inject('postgres');
const folder = mkdtempSync(join(tmpdir(), 'orrery-move-'));
const made: string[] = [];
afterAll(async () => {
	for (const name of made) await admin(`drop database if exists ${name} with (force)`);
	rmSync(folder, { recursive: true, force: true });
});

async function admin(statement: string): Promise<void> {
	const client = new pg.Client({ ...connection, database: 'postgres' });
	await client.connect();
	await client.query(statement);
	await client.end();
}

function addressOf(name: string): string {
	const { host, port, user, password } = connection;
	const secret = password ? `:${password}` : '';
	return `postgres://${user}${secret}@localhost:${port}/${name}?host=${encodeURIComponent(host ?? 'localhost')}`;
}

async function emptyDatabase(encoding = 'UTF8'): Promise<string> {
	const name = `orrery_${randomText(12)}`;
	made.push(name);
	await admin(`create database ${name} template template0 encoding '${encoding}' lc_collate 'C' lc_ctype 'C'`);
	return addressOf(name);
}

const config: Config = loadConfig({
	DATA_DIR: folder,
	DATABASE_URL: addressOf(ctx.connection.database ?? ''),
	LOG_LEVEL: 'silent',
});
for (let number = 0; number < 120; number += 1) {
	await transaction(ctx, async (tx) => {
		const text = `tab\t, line\nbreak, back\\slash, 人类 ${'x'.repeat(number * 300)}`;
		await tx.db.execute(
			sql`insert into due_item (id, at, kind, subject, payload) values (${randomText(16)}, '2021-10-15T16:00:00Z', 'move-test', ${String(number)}, ${JSON.stringify({ text })})`,
		);
		await record(tx, system('move-test'), {
			action: 'submit',
			subject: { type: 'application', id: `a${number}` },
			data: { number },
			personal: { personId: 'p1', detail: { title: `题目 ${number}` } },
		});
	});
}
const [job = ''] = Object.keys(jobHandlers);
await ctx.jobs.enqueue(ctx, job, { application: 'a1' });

describe('a database that moves', () => {
	test('is there row for row, with its sequences, jobs and ledger, and can be worked on', async () => {
		const to = await emptyDatabase();
		const moved = await moveDatabase(config, to);
		expect(moved.tables.find(({ name }) => name === 'due_item')).toMatchObject({ rows: 120 });
		expect(moved).toMatchObject({ jobs: 1, ledger: { good: true, events: 120, unsealed: 0 } });
		expect(moved.to).not.toContain('@');
		const app = await openApp({ config: { ...config, databaseUrl: to }, what: 'the test', alone: true });
		try {
			expect(app.fresh).toBe(false);
			await record(app.ctx, system('test'), { action: 'next', subject: { type: 'application', id: 'x' } });
			const { rows } = await app.ctx.database.pool.query('select max(id)::int as id from ledger_event');
			expect(rows[0].id).toBe(121);
			expect(await app.ctx.jobs.outstanding(app.ctx.db)).toEqual([{ name: job, data: { application: 'a1' } }]);
			await expect(app.ctx.database.pool.query('delete from ledger_event')).rejects.toThrow(/append-only/);
		} finally {
			await app.close();
		}
		// Onto itself, or onto what is not empty: refused, and nothing is changed there.
		await expect(moveDatabase(config, to)).rejects.toThrow(/target is not empty/);
		await expect(moveDatabase(config, config.databaseUrl ?? '')).rejects.toThrow(/there already/);
	});

	test('is refused by a database of another encoding, and by one that is not there, in a sentence', async () => {
		await expect(moveDatabase(config, await emptyDatabase('SQL_ASCII'))).rejects.toThrow(/encoding is SQL_ASCII/);
		const error = await moveDatabase(config, addressOf('no_such_database')).catch((fault: Error) => fault);
		expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringMatching(/no database of this name/) });
		await expect(moveDatabase({ ...config, databaseUrl: undefined }, 'embedded')).rejects.toThrow(/own already/);
	});

	test('that breaks off leaves no row behind', async () => {
		const to = await emptyDatabase();
		// A row that the target can't take: a column that only the source has.
		await ctx.byHand('create table strange (id int primary key)');
		await ctx.byHand('insert into strange values (1)');
		try {
			await expect(moveDatabase(config, to)).rejects.toThrow(/strange/);
		} finally {
			await ctx.byHand('drop table strange');
		}
		const database = openDatabase({ connection: { connectionString: to }, log: ctx.log });
		expect((await database.pool.query('select count(*)::int as n from due_item')).rows[0].n).toBe(0);
		await beginReal(database.db);
		await database.close();
	});
});

test('a folder whose database went to a server is not gone on with by mistake', () => {
	demandNotMoved(folder);
	noteMoved(folder, serverName('postgres://orrery:hush@db.example.org:5433/symposium'));
	expect(() => demandNotMoved(folder)).toThrow(/moved to db\.example\.org:5433\/symposium/);
	expect(readFileSync(join(folder, 'moved.json'), 'utf8')).not.toContain('hush');
	noteMovedBack(folder);
	demandNotMoved(folder);
	expect(existsSync(join(folder, 'moved.json'))).toBe(false);
});
