import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Database, knownMigrations, migrate } from '#core/database/index.ts';
import type { FileStore } from '#core/files/index.ts';
import type { JobData, Jobs } from '#core/jobs/index.ts';
import { type CheckedBackup, gunzip, tableText } from './check.ts';
import { readTable } from './copy.ts';
import { type Manifest, fileEntry } from './manifest.ts';
import { findForeignKeys, findTables, settleOutput, tablesWithRows } from './schema.ts';
import { entryBuffer, entryBytes } from './tar.ts';
import { BackupError, type OnProgress } from './write.ts';

export interface LoadOptions {
	database: Database;
	files: FileStore;
	jobs: Jobs;
	/** Makes the tables of the job queue, where they are not there yet. */
	installJobs(): Promise<void>;
	onProgress?: OnProgress;
}

/**
 * Loads a checked backup into an empty database and store: brings the schema to where the backup was, loads everything
 * in one transaction, compares what the database then gives out with what was written, and migrates on to the present.
 * @throws BackupError when the database is not empty, the backup is newer than this version, or something differs
 */
export async function loadBackup(handle: FileHandle, backup: CheckedBackup, options: LoadOptions): Promise<void> {
	const { manifest } = backup;
	const last = lastCommonMigration(manifest);
	await demandEmpty(options.database);
	for await (const { digest } of options.files.list()) {
		throw new BackupError(`The file store is not empty (${digest}): a backup is restored into an empty folder only.`);
	}
	await migrate(options.database, last);
	await options.installJobs();
	await loadFiles(handle, backup, options);
	const client = await options.database.pool.connect();
	try {
		await client.query('begin');
		await settleOutput(client);
		await loadTables(client, handle, backup, options.onProgress);
		await loadJobs(client, handle, backup, options.jobs);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback').catch(() => undefined);
		throw error;
	} finally {
		client.release();
	}
	await migrate(options.database);
}

/** The migration to stop at before loading. */
function lastCommonMigration(manifest: Manifest): string {
	const known = knownMigrations();
	const strange = manifest.migrations.find((tag, index) => known[index] !== tag);
	if (strange !== undefined) {
		throw new BackupError(
			`The backup was written by a newer version of Orrery (${manifest.version}; this one does not know the migration ${strange}). Restore it with that version or a later one.`,
		);
	}
	const last = manifest.migrations.at(-1);
	if (last === undefined) throw new BackupError('The backup names no migrations.');
	return last;
}

/** @throws BackupError naming a table that holds rows */
async function demandEmpty(database: Database): Promise<void> {
	const client = await database.pool.connect();
	try {
		const filled = await tablesWithRows(client);
		if (filled.length === 0) return;
		throw new BackupError(
			`The database is not empty (there are rows in ${filled.slice(0, 3).join(', ')}): a backup is restored into an empty folder or database only. Choose another DATA_DIR (or DATABASE_URL).`,
		);
	} finally {
		client.release();
	}
}

async function loadFiles(handle: FileHandle, backup: CheckedBackup, options: LoadOptions): Promise<void> {
	let done = 0;
	for (const file of backup.manifest.files) {
		const entry = backup.entries.get(fileEntry(file.digest));
		if (!entry) throw new BackupError(`The backup is damaged: ${fileEntry(file.digest)} is missing.`);
		const stored = await options.files.put(entryBytes(handle, entry));
		if (stored.digest !== file.digest) throw new BackupError(`The file ${file.digest} came out of the backup changed.`);
		done += 1;
		options.onProgress?.('files', done, backup.manifest.files.length);
	}
}

async function loadTables(
	client: pg.ClientBase,
	handle: FileHandle,
	backup: CheckedBackup,
	onProgress?: OnProgress,
): Promise<void> {
	const { manifest, entries } = backup;
	const present = new Map((await findTables(client)).map((table) => [table.name, table]));
	for (const table of manifest.tables) {
		const strange = table.columns.filter((column) => !present.get(table.name)?.columns.includes(column));
		if (strange.length > 0) {
			throw new BackupError(
				`The backup has ${table.name} (${strange.join(', ')}), which this version's schema has not: it was written by another state of development.`,
			);
		}
	}
	// Rows come table by table, so references can only be checked at the end, and what triggers once did is in the rows.
	const foreignKeys = await findForeignKeys(client);
	for (const key of foreignKeys) await client.query(`alter table public.${key.table} drop constraint ${key.name}`);
	for (const name of present.keys()) await client.query(`alter table public.${name} disable trigger user`);
	let done = 0;
	for (const table of manifest.tables) {
		onProgress?.(table.name, done, manifest.tables.length);
		const statement = `copy public.${table.name} (${table.columns.join(', ')}) from stdin`;
		await pipeline(
			Readable.from(tableText(handle, entries, table), { objectMode: false }),
			client.query(copyFrom(statement)),
		);
		await demandEqual(client, table, present.get(table.name)?.order ?? '');
		done += 1;
	}
	for (const { name, value } of manifest.sequences) {
		await client.query('select setval($1::regclass, $2::bigint)', [`public.${name}`, value]);
	}
	for (const name of present.keys()) await client.query(`alter table public.${name} enable trigger user`);
	for (const key of foreignKeys) {
		await client.query(`alter table public.${key.table} add constraint ${key.name} ${key.definition}`);
	}
}

async function demandEqual(client: pg.ClientBase, table: Manifest['tables'][number], order: string): Promise<void> {
	const loaded = await readTable(client, { ...table, order }, async () => undefined);
	if (loaded.digest === table.digest && loaded.rows === table.rows) return;
	throw new BackupError(
		`The table ${table.name} came out of the backup changed (${loaded.rows} rows for ${table.rows}).`,
	);
}

async function loadJobs(client: pg.ClientBase, handle: FileHandle, backup: CheckedBackup, jobs: Jobs): Promise<void> {
	const entry = backup.entries.get(backup.manifest.jobs.part.name);
	if (!entry) throw new BackupError(`The backup is damaged: ${backup.manifest.jobs.part.name} is missing.`);
	const list = JSON.parse((await gunzip(await entryBuffer(handle, entry))).toString('utf8')) as {
		name: string;
		data: JobData;
	}[];
	for (const { name, data } of list) await jobs.enqueue({ db: drizzle(client as pg.Client) }, name, data);
}
