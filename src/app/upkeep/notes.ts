import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/* Notes in a data folder about what a crash or an operator must not overlook. Each is durable before what it is about. */

/** The database of the folder was moved to a server; whoever goes on here would split the installation in two. */
export class FolderMoved extends Error {
	override name = 'FolderMoved';
}

/** A restore into the folder was cut off before its rows were in. */
export class RestoreUnfinished extends Error {
	override name = 'RestoreUnfinished';
}

const restoring = (dataDir: string) => join(dataDir, 'restoring.json');
const moved = (dataDir: string) => join(dataDir, 'moved.json');

function syncFolder(folder: string): void {
	const handle = openSync(folder, 'r');
	try {
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
}

function writeNote(path: string, dataDir: string, note: object): void {
	const handle = openSync(path, 'w', 0o600);
	try {
		writeSync(handle, `${JSON.stringify(note, null, '\t')}\n`);
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
	syncFolder(dataDir);
}

function readNote(path: string): Record<string, string> | undefined {
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
	} catch {
		return undefined;
	}
}

function removeNote(path: string, dataDir: string): void {
	rmSync(path, { force: true });
	syncFolder(dataDir);
}

/** Writes down that a restore begins. */
export function noteRestoring(dataDir: string, backup: string): void {
	writeNote(restoring(dataDir), dataDir, { backup });
}

/** The backup of a restore that began in this folder and was not done, if any. */
export function unfinishedRestore(dataDir: string): string | undefined {
	return readNote(restoring(dataDir))?.backup;
}

/** The restore is whole. */
export function noteRestored(dataDir: string): void {
	removeNote(restoring(dataDir), dataDir);
}

/**
 * Before a folder without rows is made something: not after a restore that was cut off.
 * @throws RestoreUnfinished
 */
export function demandNoUnfinishedRestore(dataDir: string): void {
	const backup = unfinishedRestore(dataDir);
	if (backup === undefined) return;
	throw new RestoreUnfinished(
		`A restore into ${dataDir} was cut off before it was done: nothing of it counts. Do it again ` +
			`(npm run -s orrery -- restore ${backup}), or remove the folder.`,
	);
}

/** Writes down that the database of this folder lives on a server now. @param to where, without a password */
export function noteMoved(dataDir: string, to: string): void {
	writeNote(moved(dataDir), dataDir, { to });
}

/** Whether the folder's own database was left for a server. */
export function wasMoved(dataDir: string): boolean {
	return readNote(moved(dataDir)) !== undefined;
}

/** The folder's own database counts again. */
export function noteMovedBack(dataDir: string): void {
	removeNote(moved(dataDir), dataDir);
}

/** @throws FolderMoved when the folder's own database was left for a server */
export function demandNotMoved(dataDir: string): void {
	const to = readNote(moved(dataDir))?.to;
	if (to === undefined) return;
	throw new FolderMoved(
		`The database of ${dataDir} was moved to ${to}. Set DATABASE_URL to it. To come back: npm run -s orrery -- migrate ` +
			`--to embedded; to give up what has happened there since, remove ${moved(dataDir)}.`,
	);
}
