import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { system } from '#core/access/index.ts';
import { fixedClock } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { openDatabase } from '#core/database/index.ts';
import { createLocalFileStore } from '#core/files/index.ts';
import { randomText } from '#core/ids/index.ts';
import { installJobs, openJobs } from '#core/jobs/index.ts';
import { record, sealLedger, verifyLedger } from '#core/ledger/index.ts';
import { testContext } from '../../../tests/setup/context.ts';
import { checkBackup, loadBackup, writeBackup } from './index.ts';

const told: unknown[] = [];
const handlers = { 'tell-author': async (_: Context, data: unknown) => void told.push(data) };
const ctx = await testContext({ jobs: handlers });
const folder = mkdtempSync(join(tmpdir(), 'orrery-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One change as use cases make it: rows, an event with a personal part, a job, all in one transaction. */
async function change(number: number): Promise<void> {
	await transaction(ctx, async (tx) => {
		await tx.db.execute(
			sql`insert into due_item (id, at, kind, subject, payload)
				values (${randomText(16)}, '2021-10-15T16:00:00Z', 'backup-test', ${String(number)}, ${JSON.stringify({ text: `tab\t, line\nbreak, back\\slash, 人类 ${'x'.repeat(number % 50)}`, number })})`,
		);
		await record(tx, system('backup-test'), {
			action: 'submit',
			subject: { type: 'application', id: `a${number}` },
			data: { number },
			personal: { personId: 'p1', detail: { title: `题目 ${number}` } },
		});
	});
}

async function emptyDatabase() {
	const { connection, template } = inject('postgres');
	const name = `orrery_${randomText(12)}`;
	const admin = async (statement: string) => {
		const client = new pg.Client({ ...connection, database: 'postgres' });
		await client.connect();
		await client.query(statement);
		await client.end();
	};
	await admin(`create database ${name} template ${template}`);
	const database = openDatabase({ connection: { ...connection, database: name }, log: ctx.log, max: 4 });
	const jobs = openJobs(database, ctx.log, Object.keys(handlers));
	const files = createLocalFileStore(join(folder, name));
	afterAll(async () => {
		await jobs.stop(0);
		await database.close();
		await admin(`drop database if exists ${name} with (force)`);
	});
	const installed = () => installJobs(database, ctx.log, Object.keys(handlers));
	const restored: Context = { ...ctx, db: database.db, database, jobs, files };
	return { restored, options: { database, files, jobs, installJobs: installed } };
}

async function restore(path: string) {
	const empty = await emptyDatabase();
	const handle = await open(path, 'r');
	try {
		await loadBackup(handle, await checkBackup(handle), empty.options);
	} finally {
		await handle.close();
	}
	return empty;
}

async function faultIn(path: string): Promise<string> {
	const handle = await open(path, 'r');
	try {
		await checkBackup(handle);
		return 'none';
	} catch (error) {
		return (error as Error).message;
	} finally {
		await handle.close();
	}
}

const pdf = await ctx.files.put(new TextEncoder().encode('%PDF-1.7 a supporting document'));
const large = await ctx.files.put(new Uint8Array(1_300_001).fill(7));
const references = [
	{
		what: 'test',
		query: sql`select ${pdf.digest}::text as digest union all select ${large.digest} union all select null`,
	},
];
for (let number = 0; number < 300; number += 1) await change(number);
await sealLedger(ctx);
await ctx.jobs.enqueue(ctx, 'tell-author', { application: 'a1' });
const backup = join(folder, 'quiet.backup');
const manifest = await writeBackup(ctx, backup, { references });

describe('a backup', () => {
	test('is for its owner only, is a plain tar, and does not replace a file', async () => {
		expect(statSync(backup).mode & 0o777).toBe(0o600);
		const listed = execFileSync('tar', ['-tf', backup], { encoding: 'utf8' }).trim().split('\n');
		expect(listed.slice(-2)).toEqual(['manifest.json', 'SHA256']);
		expect(listed).toContain(`files/${pdf.digest.slice(0, 2)}/${pdf.digest}`);
		await expect(writeBackup(ctx, backup, { references })).rejects.toThrow(/exists already/);
	});

	test('comes back equal by digest, with its ledger, sequences, files and jobs', async () => {
		const { restored } = await restore(backup);
		const again = join(folder, 'again.backup');
		const second = await writeBackup(restored, again, { references });
		expect(second.tables).toEqual(manifest.tables.map((table) => ({ ...table, parts: expect.anything() })));
		expect(second.tables.find((table) => table.name === 'ledger_event')?.rows).toBe(300);
		expect(second.files).toEqual(manifest.files);
		expect(second.clock.rehearsal).toBe(true);
		expect(await verifyLedger(restored)).toMatchObject({ good: true, events: 300, unsealed: 0 });
		await record(restored, system('backup-test'), { action: 'next', subject: { type: 'application', id: 'x' } });
		const { rows } = await restored.database.pool.query('select max(id)::int as id from ledger_event');
		expect(rows[0].id).toBe(301);
		expect(await restored.jobs.drain(restored, handlers)).toBe(1);
		expect(told).toEqual([{ application: 'a1' }]);
		// The guards are back.
		await expect(restored.database.pool.query('delete from ledger_event')).rejects.toThrow(/append-only/);
		await expect(
			restored.database.pool.query(`insert into ledger_detail values (99999, 'p', '{}', 's')`),
		).rejects.toThrow(/foreign key/);
		expect((await restored.database.pool.query('select count(*)::int as n from ledger_pending')).rows[0].n).toBe(1);
	});

	test('taken while writes go on holds one moment', async () => {
		let writing = true;
		let written = 300;
		const writer = (async () => {
			while (writing) {
				await change(written);
				written += 1;
				if (written % 20 === 0) await sealLedger(ctx);
			}
		})();
		const path = join(folder, 'busy.backup');
		const taken = [await writeBackup(ctx, path, { references }), await writeBackup(ctx, `${path}2`, { references })];
		writing = false;
		await writer;
		const { restored } = await restore(path);
		const count = async (table: string) =>
			(await restored.database.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n as number;
		const events = await count('ledger_event');
		expect(events).toBe(await count('due_item'));
		expect(events).toBe(await count('ledger_detail'));
		expect(events).toBe(taken[0]?.tables.find((table) => table.name === 'ledger_event')?.rows);
		expect(events).toBeGreaterThanOrEqual(300);
		expect(taken[1]?.tables.find((table) => table.name === 'ledger_event')?.rows).toBeGreaterThan(events);
		await sealLedger(restored);
		expect(await verifyLedger(restored)).toMatchObject({ good: true, events, unsealed: 0 });
	});

	test('says which files the store no longer had', async () => {
		const gone = 'ab'.repeat(32);
		const written = await writeBackup(ctx, join(folder, 'missing.backup'), {
			references: [...references, { what: 'letter', query: sql`select ${gone}::text as digest` }],
		});
		expect(written.missingFiles).toEqual([{ what: 'letter', digest: gone }]);
	});

	test('leaves out what is deleted between being found and being read', async () => {
		const { digest } = await ctx.files.put(new TextEncoder().encode('goes at once'));
		const files = {
			...ctx.files,
			async get(wanted: string) {
				const found = await ctx.files.get(wanted);
				if (wanted === digest) await ctx.files.delete(digest);
				return found;
			},
		};
		const written = await writeBackup({ ...ctx, files }, join(folder, 'sweeping.backup'), { references });
		expect(written.missingFiles).toEqual([]);
		expect(await ctx.files.has(digest)).toBe(false);
	});

	test('is not written from a store with a changed file', async () => {
		const path = join(ctx.config.dataDir, 'files', pdf.digest.slice(0, 2), pdf.digest);
		const good = readFileSync(path);
		writeFileSync(path, Buffer.from(good).fill(0x41, 5, 6));
		try {
			await expect(writeBackup(ctx, join(folder, 'rotten.backup'), { references })).rejects.toThrow(pdf.digest);
		} finally {
			writeFileSync(path, good);
		}
	});
});

describe('a damaged backup', () => {
	const bytes = readFileSync(backup);
	const damaged = join(folder, 'damaged.backup');
	const flipped = (at: number) => {
		const copy = Buffer.from(bytes);
		copy[at] = (copy[at] ?? 0) ^ 0x10;
		writeFileSync(damaged, copy);
		return faultIn(damaged);
	};

	test('is whole before it is damaged', async () => {
		copyFileSync(backup, damaged);
		expect(await faultIn(damaged)).toBe('none');
	});

	test('names the part, the file or the place of a flipped byte', async () => {
		const file = bytes.indexOf('%PDF-1.7 a supporting');
		expect(await flipped(file + 3)).toContain(`files/${pdf.digest.slice(0, 2)}/${pdf.digest}`);
		const part = manifest.tables.find((table) => table.name === 'due_item')?.parts[0]?.name ?? '';
		expect(await flipped(bytes.indexOf(`${part}\0`) + 512 + 40)).toContain(part);
		expect(await flipped(bytes.indexOf('"writtenAt"') + 2)).toContain('manifest.json');
	});

	test('is found out whichever byte is flipped', async () => {
		for (let round = 0; round < 60; round += 1) {
			// Spread over the file, the last blocks included (end, digest, manifest).
			const at = round < 30 ? Math.floor((bytes.length - 1) * (round / 29)) : bytes.length - 1 - (round - 30) * 173;
			expect(await flipped(at), `byte ${at} of ${bytes.length}`).not.toBe('none');
		}
	});

	test('is found out when cut off, prolonged, or something else', async () => {
		for (const length of [0, 100, 512, 5000, bytes.length - 512, bytes.length - 1]) {
			writeFileSync(damaged, bytes.subarray(0, length));
			expect(await faultIn(damaged), `${length} bytes`).not.toBe('none');
		}
		writeFileSync(damaged, Buffer.concat([bytes, Buffer.alloc(512)]));
		expect(await faultIn(damaged)).toMatch(/end of the archive/);
		writeFileSync(damaged, 'not a backup'.repeat(200));
		expect(await faultIn(damaged)).toMatch(/not a backup/);
	});
});

describe('restoring', () => {
	test('is refused where something is already', async () => {
		const { options, restored } = await restore(backup);
		const handle = await open(backup, 'r');
		const checked = await checkBackup(handle);
		await expect(loadBackup(handle, checked, options)).rejects.toThrow(/database is not empty/);
		const fresh = await emptyDatabase();
		const stale = createLocalFileStore(join(folder, 'stale'));
		await stale.put(new Uint8Array([1]));
		await expect(loadBackup(handle, checked, { ...fresh.options, files: stale })).rejects.toThrow(/store is not empty/);
		await handle.close();
		expect(await verifyLedger(restored)).toMatchObject({ good: true });
	});

	test('refuses a backup of a newer version and of an unknown table, and leaves the database empty', async () => {
		const { options } = await emptyDatabase();
		const handle = await open(backup, 'r');
		const checked = await checkBackup(handle);
		const newer = { ...checked, manifest: { ...manifest, migrations: [...manifest.migrations, '0999_later'] } };
		await expect(loadBackup(handle, newer, options)).rejects.toThrow(/newer version.*0999_later/);
		const strange = manifest.tables.map((table) =>
			table.name === 'due_item' ? { ...table, name: 'due_items' } : table,
		);
		const unknown = { ...checked, manifest: { ...manifest, files: [], tables: strange } };
		await expect(loadBackup(handle, unknown, options)).rejects.toThrow(/due_items/);
		const other = manifest.tables.map((table) =>
			table.name === 'due_item' ? { ...table, digest: 'ab'.repeat(32) } : table,
		);
		const changed = { ...checked, manifest: { ...manifest, files: [], tables: other } };
		await expect(loadBackup(handle, changed, options)).rejects.toThrow(/due_item came out changed/);
		const { rows } = await options.database.pool.query('select count(*)::int as n from due_item');
		expect(rows[0].n).toBe(0);
		await loadBackup(handle, checked, options);
		await handle.close();
	});

	test('keeps what kind of folder it is', async () => {
		const real: Context = { ...ctx, clock: { ...fixedClock(0), dial: undefined, rehearsal: false } };
		const written = await writeBackup(real, join(folder, 'real.backup'), { references });
		expect(written.clock).toMatchObject({ rehearsal: false, dial: null });
	});
});
