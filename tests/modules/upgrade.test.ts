import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { openApp } from '../../src/app/open.ts';
import { tryUpgrade } from '../../src/app/upkeep/try-upgrade.ts';
import { checkBackup, loadBackup, type Manifest } from '../../src/core/backup/index.ts';
import { loadConfig, type Config } from '../../src/core/config/index.ts';
import { knownMigrations, openDatabase } from '../../src/core/database/index.ts';
import { createLocalFileStore } from '../../src/core/files/index.ts';
import { randomText } from '../../src/core/ids/index.ts';
import { installJobs, openJobs } from '../../src/core/jobs/index.ts';
import { verifyLedger } from '../../src/core/ledger/index.ts';
import { createLog } from '../../src/core/log/index.ts';
import { inProject } from '../../src/core/paths/index.ts';

/*
 * An installation of the first release (its schema is migration 0000) with a rehearsal's data, a letter and files, as a
 * backup that this very release wrote. Everything below begins with its database as it was.
 */
const spoilt = vi.hoisted(() => ({ statement: undefined as string | undefined }));
vi.mock('../../src/core/database/migration-state.ts', async (original) => {
	const real = await original<typeof import('../../src/core/database/migration-state.ts')>();
	return {
		...real,
		/** The migrations of this version, the last one with a statement more where a test asks for it. */
		readMigrations: () =>
			real.readMigrations().map((one, place, all) => {
				if (spoilt.statement === undefined || place < all.length - 1) return one;
				return { ...one, statements: [...one.statements, spoilt.statement] };
			}),
	};
});

const folder = mkdtempSync(join(tmpdir(), 'orrery-upgrade-'));
const fixture = join(folder, 'baseline.tar');
const log = createLog('silent', () => 0);
const { connection } = inject('postgres');
const names: string[] = [];
let manifest: Manifest;

beforeAll(() => {
	writeFileSync(fixture, brotliDecompressSync(readFileSync(inProject('tests', 'fixtures', 'baseline.backup.br'))));
});
afterAll(async () => {
	for (const name of names) await admin(`drop database if exists ${name} with (force)`);
	rmSync(folder, { recursive: true, force: true });
});

async function admin(statement: string): Promise<void> {
	const client = new pg.Client({ ...connection, database: 'postgres' });
	await client.connect();
	await client.query(statement);
	await client.end();
}

/** A data folder and a database with the rows and the schema of the old release. */
async function oldInstallation(): Promise<Config> {
	const name = `orrery_${randomText(12)}`;
	names.push(name);
	await admin(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
	const dataDir = join(folder, name);
	const database = openDatabase({ connection: { ...connection, database: name }, log, max: 4 });
	const jobs = openJobs(database, log, []);
	const handle = await open(fixture, 'r');
	const backup = await checkBackup(handle);
	manifest = backup.manifest;
	await loadBackup(handle, backup, {
		database,
		files: createLocalFileStore(join(dataDir, 'files')),
		jobs,
		installJobs: () => installJobs(database, log, []),
		upgrade: async () => undefined,
	});
	await handle.close();
	await jobs.stop(0);
	await database.close();
	const { host, port, user, password } = connection;
	const secret = password ? `:${password}` : '';
	const DATABASE_URL = `postgres://${user}${secret}@localhost:${port}/${name}?host=${encodeURIComponent(host ?? 'localhost')}`;
	return loadConfig({ DATA_DIR: dataDir, DATABASE_URL, LOG_LEVEL: 'silent' });
}

function poolOf(config: Config): pg.Pool {
	const pool = new pg.Pool({ connectionString: config.databaseUrl });
	// The database is dropped at the end, whatever came of the test.
	pool.on('error', () => undefined);
	return pool;
}

/** Digest of the columns that a table of the old schema had, in the order of its key. */
async function oldRows(pool: pg.Pool, table: Manifest['tables'][number]): Promise<{ rows: number; digest: string }> {
	const { rows } = await pool.query(
		`select md5(coalesce(string_agg(r::text, chr(10) order by r::text collate "C"), '')) as digest, count(*)::int as rows
		from (select ${table.columns.join(', ')} from public.${table.name}) r`,
	);
	return rows[0];
}

/** Every file below a folder with its digest. */
function filesOf(path: string): string[] {
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.map((file) => `${file.slice(path.length)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`)
		.sort();
}

describe('an installation of the release before', () => {
	test('is tried on a copy, backed up, migrated; its rows and files are as they were', async () => {
		const config = await oldInstallation();
		const pool = poolOf(config);
		const before = await Promise.all(manifest.tables.map((table) => oldRows(pool, table)));
		const files = filesOf(join(config.dataDir, 'files'));
		expect(manifest.tables.find(({ name }) => name === 'application')?.rows).toBe(80);
		expect(files.length).toBeGreaterThan(20);

		await expect(openApp({ config, what: 'a command', alone: false, setUp: false })).rejects.toThrow(/earlier version/);
		const tried = await tryUpgrade(config);
		expect(tried).toMatchObject({ applied: 1, fault: undefined, backup: undefined });
		expect(tried.migrations.map(({ tag }) => tag)).toEqual(knownMigrations().slice(1));
		expect(tried.migrations[0]?.statements).toBeGreaterThan(0);
		expect(tried.rows).toBe(manifest.tables.reduce((sum, table) => sum + table.rows, 0));
		expect(readdirSync(join(config.dataDir, 'backups'))).toEqual([]);
		// Still the old one.
		await expect(openApp({ config, what: 'a command', alone: false, setUp: false })).rejects.toThrow(/earlier version/);

		const said: string[] = [];
		const app = await openApp({ config, what: 'the test', alone: true, say: (line) => said.push(line) });
		try {
			expect(app.upgraded).toMatchObject({ applied: 1, fault: undefined });
			expect(said.join('\n')).toMatch(/0001_\w+: \d+ statements?; .*\nUpgraded\. .*before-upgrade\.tar/s);
			const after = await Promise.all(manifest.tables.map((table) => oldRows(pool, table)));
			const differences = manifest.tables.filter((_, place) => after[place]?.digest !== before[place]?.digest);
			// Nothing of the old columns is another; a migration that fills some anew must name them here.
			expect(differences.map(({ name }) => name)).toEqual([]);
			expect(after.map(({ rows }) => rows)).toEqual(manifest.tables.map(({ rows }) => rows));
			expect(filesOf(join(config.dataDir, 'files'))).toEqual(files);
			expect(await verifyLedger(app.ctx)).toMatchObject({ good: true, events: 266 });
		} finally {
			await app.close();
		}
		const again = await openApp({ config, what: 'the test', alone: true });
		expect(again.upgraded).toBeUndefined();
		await again.close();

		// The backup from before is whole, and of the old schema.
		const [kept] = readdirSync(join(config.dataDir, 'backups'));
		const handle = await open(join(config.dataDir, 'backups', kept ?? ''), 'r');
		expect((await checkBackup(handle)).manifest.migrations).toEqual(['0000_baseline']);
		await handle.close();
		await pool.end();
	});

	test('of which the upgrade would fail is left as it was, with a sentence', async () => {
		const config = await oldInstallation();
		const pool = poolOf(config);
		const everything = async () => ({
			columns: (
				await pool.query(`select table_name, column_name, data_type from information_schema.columns
					where table_schema = 'public' order by 1, ordinal_position`)
			).rows,
			rows: await Promise.all(manifest.tables.map((table) => oldRows(pool, table))),
			migrations: (await pool.query('select * from drizzle.__drizzle_migrations')).rows,
		});
		const before = await everything();
		// What passes with an empty database and fails with these rows.
		spoilt.statement = "alter table application add constraint no_more_than check (id < '0')";
		try {
			const tried = await tryUpgrade(config);
			expect(tried.fault).toMatch(/\d{4}_\w+ fails: .*no_more_than/);
			const refused = await openApp({ config, what: 'the test', alone: true }).catch((error: Error) => error);
			expect(refused).toMatchObject({ name: 'UpgradeRefused' });
			expect((refused as Error).message).toMatch(
				/nothing was changed.*no_more_than.*at: alter table application.*before-upgrade\.tar/s,
			);
		} finally {
			spoilt.statement = undefined;
		}
		expect(await everything()).toEqual(before);
		const { rows } = await pool.query(`select datname from pg_database where datname like 'orrery_scratch%'`);
		expect(rows).toEqual([]);
		await pool.end();
	});

	test('is refused by a program that is older than it', async () => {
		const config = await oldInstallation();
		const pool = poolOf(config);
		for (let number = 0; number < knownMigrations().length; number += 1) {
			await pool.query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`);
		}
		for (const alone of [true, false]) {
			await expect(openApp({ config, what: 'the test', alone })).rejects.toThrow(/newer version of Orrery/);
		}
		await expect(tryUpgrade(config)).rejects.toThrow(/newer version of Orrery/);
		expect(existsSync(join(config.dataDir, 'backups'))).toBe(false);
		await pool.end();
	});
});
