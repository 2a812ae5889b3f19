import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import {
	BackupError,
	type Manifest,
	type OnProgress,
	checkBackup,
	demandEmpty,
	demandKnown,
	loadBackup,
} from '#core/backup/index.ts';
import { processNow } from '#core/clock/index.ts';
import type { Config } from '#core/config/index.ts';
import { type Database, claimFolder, openDatabase, startCluster } from '#core/database/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { installJobs, openJobs } from '#core/jobs/index.ts';
import { createLog } from '#core/log/index.ts';
import { jobHandlers } from './registry.ts';
import { noteRestored, noteRestoring, unfinishedRestore } from './upkeep/notes.ts';

/**
 * Makes an empty data folder (and database) what a backup holds. Nothing is touched before the backup has been read
 * through; when it can't be loaded, the database stays without a row. Cut off in the middle, the folder counts as nothing
 * (a note in it says so) until the restore is done again.
 * @throws BackupError, FolderTaken, ClusterError: their messages are for people
 */
export async function restoreFolder(config: Config, path: string, onProgress?: OnProgress): Promise<Manifest> {
	const handle = await open(path, 'r');
	try {
		const backup = await checkBackup(handle, onProgress);
		demandKnown(backup.manifest);
		const log = createLog(config.logLevel, processNow);
		mkdirSync(config.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
		const free = claimFolder(config.dataDir, 'orrery restore');
		try {
			await withDatabase(config, log, async (database) => {
				const names = Object.keys(jobHandlers);
				const jobs = openJobs(database, log, names);
				const files = openFileStore(config);
				try {
					await demandEmpty(database);
					// Of an earlier try that was cut off there may be files, never a row.
					const again = unfinishedRestore(config.dataDir) !== undefined;
					if (!again) for await (const { digest } of files.list()) throw storeTaken(digest);
					noteRestoring(config.dataDir, path);
					await loadBackup(handle, backup, {
						filesMayBeThere: true,
						database,
						files,
						jobs,
						installJobs: () => installJobs(database, log, names),
						onProgress,
					});
				} finally {
					await jobs.stop(0);
				}
				noteRestored(config.dataDir);
			});
		} finally {
			free();
		}
		return backup.manifest;
	} finally {
		await handle.close();
	}
}

const storeTaken = (digest: string) =>
	new BackupError(`The file store is not empty (${digest}): a backup is restored into an empty folder only.`);

/** The database of a folder that this process has claimed: the server of DATABASE_URL, or the folder's own, for as long as the work lasts. */
async function withDatabase(
	config: Config,
	log: ReturnType<typeof createLog>,
	work: (database: Database) => Promise<void>,
): Promise<void> {
	const cluster = config.databaseUrl ? undefined : await startCluster({ dataDir: config.dataDir, log });
	const database = openDatabase({ connection: cluster?.connection ?? { connectionString: config.databaseUrl }, log });
	try {
		await work(database);
	} finally {
		await database.close();
		await cluster?.stop();
	}
}
