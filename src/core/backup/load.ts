import type { FileHandle } from 'node:fs/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { type Database, knownMigrations, migrate } from '#core/database/index.ts';
import type { FileStore } from '#core/files/index.ts';
import type { JobData, Jobs } from '#core/jobs/index.ts';
import { type CheckedBackup, gunzip, tableText } from './check.ts';
import { BackupError, type OnProgress } from './fault.ts';
import { type Manifest, fileEntry } from './manifest.ts';
import { loadRows, type RowSource } from './rows.ts';
import { settleOutput, tablesWithRows } from './schema.ts';
import { entryBuffer, entryBytes } from './tar.ts';

export interface LoadOptions {
	database: Database;
	files: FileStore;
	jobs: Jobs;
	/** Makes the tables of the job queue, where they are not there yet. */
	installJobs(): Promise<void>;
	onProgress?: OnProgress;
	/** The store may hold files already: an earlier try of the same restore put them. */
	filesMayBeThere?: boolean;
	/** What brings the schema from the backup's to the present one; `migrate` unless told otherwise. */
	upgrade?: (database: Database) => Promise<void>;
}

/**
 * Loads a checked backup into an empty database and store: brings the schema to where the backup was, loads everything
 * in one transaction, compares what the database then gives out with what was written, and migrates on to the present.
 * @throws BackupError when the database is not empty, the backup is newer than this version, or something differs
 */
export async function loadBackup(handle: FileHandle, backup: CheckedBackup, options: LoadOptions): Promise<void> {
	const { manifest } = backup;
	const last = demandKnown(manifest);
	await demandEmpty(options.database);
	for await (const { digest } of options.filesMayBeThere ? [] : options.files.list()) {
		throw new BackupError(`The file store is not empty (${digest}): a backup is restored into an empty folder only.`);
	}
	await migrate(options.database, last);
	await options.installJobs();
	await loadFiles(handle, backup, options);
	const client = await options.database.pool.connect();
	try {
		await client.query('begin');
		await settleOutput(client);
		await loadRows(client, rowsOf(handle, backup), options.onProgress);
		await loadJobs(client, handle, backup, options.jobs);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback').catch(() => undefined);
		throw error;
	} finally {
		client.release();
	}
	await (options.upgrade ?? migrate)(options.database);
}

/**
 * Whether this version can read a backup at all.
 * @returns the migration to stop at before loading
 * @throws BackupError for one of a newer version
 */
export function demandKnown(manifest: Manifest): string {
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

/** Looks whether a database holds anything yet. @throws BackupError naming a table that holds rows */
export async function demandEmpty(database: Database): Promise<void> {
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

/** A checked backup as rows. */
function rowsOf(handle: FileHandle, { manifest, entries }: CheckedBackup): RowSource {
	const table = (name: string) => {
		const found = manifest.tables.find((one) => one.name === name);
		if (!found) throw new BackupError(`The backup has no table ${name}.`);
		return found;
	};
	return {
		tables: manifest.tables,
		sequences: async () => manifest.sequences,
		text: (name) => tableText(handle, entries, table(name)),
		expected: table,
	};
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
