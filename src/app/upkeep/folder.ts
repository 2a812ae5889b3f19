import { mkdirSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupError } from '#core/backup/index.ts';
import type { Config } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { type BackupFile, outdated, readBackupName } from './plan.ts';

/** Where the backups of an installation lie. */
export function backupFolder(config: Pick<Config, 'backupDir' | 'dataDir'>): string {
	return config.backupDir ?? join(config.dataDir, 'backups');
}

/** Makes the folder of backups, for its owner only. @throws BackupError with what stands against it */
export function makeBackupFolder(folder: string): void {
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
	} catch (error) {
		throw new BackupError(`The folder of backups ${folder} can't be made: ${(error as Error).message}`);
	}
}

/** The backups that lie in a folder, newest first; other files are none of ours. */
export function listBackups(folder: string): (BackupFile & { bytes: number })[] {
	let names: string[];
	try {
		names = readdirSync(folder);
	} catch {
		return [];
	}
	return names
		.flatMap((name) => {
			const found = readBackupName(name);
			const size = found && statSync(join(folder, name), { throwIfNoEntry: false })?.size;
			return found && size !== undefined ? [{ ...found, bytes: size }] : [];
		})
		.sort((a, b) => b.at - a.at);
}

/** Removes the backups that the rule does not keep. @returns their names */
export async function clearOutdated(ctx: Context, folder: string): Promise<string[]> {
	const names = outdated(listBackups(folder), ctx.config.backupKeep, ctx.config.zone);
	for (const name of names) await rm(join(folder, name), { force: true });
	return names;
}

/** What must stay free beside what is written, so that the database beside it can go on writing. */
const reserve = 256 * 1024 * 1024;

/** How many bytes a backup of the present state will have at most, and what its rehearsal needs beside it for a while. */
export async function backupNeeds(ctx: Context): Promise<number> {
	const { rows } = await ctx.database.pool.query<{ bytes: string }>(
		'select pg_database_size(current_database()) as bytes',
	);
	let files = 0;
	for await (const file of ctx.files.list()) files += file.bytes;
	// Rows go out compressed, files as they are; both lie there once more while the restore is rehearsed.
	return 2 * (Number(rows[0]?.bytes ?? 0) + files);
}

/** Bytes that a user may still write where a folder lies. */
export function freeBytes(folder: string): number {
	const { bavail, bsize } = statfsSync(folder);
	return Number(bavail) * Number(bsize);
}

/** @throws BackupError when there is not enough room, before anything is written */
export function demandRoom(folder: string, needed: number, free: number = freeBytes(folder)): void {
	if (free >= needed + reserve) return;
	const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`;
	throw new BackupError(
		`Not enough room for a backup in ${folder}: ${megabytes(free)} free, ${megabytes(needed + reserve)} needed ` +
			'(backup, its rehearsed restore, and a reserve). Make room, or set BACKUP_DIR to another disk.',
	);
}
