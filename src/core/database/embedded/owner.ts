import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The one process that launched the database of a data folder and answers for it. */
export interface Owner {
	pid: number;
	/** When the process began, as the system counts, so that a pid used again is not mistaken for it. */
	began: string;
	/** What it is, for the message: its address, or the command. */
	what: string;
}

/** The folder already has a living owner. */
export class FolderTaken extends Error {
	override name = 'FolderTaken';
	readonly owner: Owner;
	constructor(owner: Owner, dataDir: string) {
		super(
			`Another Orrery already runs on ${dataDir}: process ${owner.pid} (${owner.what}). ` +
				'Stop it first, or choose another folder with DATA_DIR. ' +
				'Commands and further processes (--role web, --role worker) work beside it.',
		);
		this.owner = owner;
	}
}

/** Start time of a process: field 22 of /proc/<pid>/stat on Linux; elsewhere empty, then the pid alone must do. */
function beganAt(pid: number): string | undefined {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
	}
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		// A zombie holds nothing any more.
		return fields[0] === 'Z' ? undefined : fields[19];
	} catch {
		return process.platform === 'linux' ? undefined : '';
	}
}

const file = (dataDir: string) => join(dataDir, 'owner.json');

/** The living owner of a data folder, if any. */
export function ownerOf(dataDir: string): Owner | undefined {
	let owner: Owner;
	try {
		owner = JSON.parse(readFileSync(file(dataDir), 'utf8')) as Owner;
	} catch {
		return undefined;
	}
	return beganAt(owner.pid) === owner.began ? owner : undefined;
}

/**
 * Makes this process the owner of the data folder. Atomic: of two that try at once one gets FolderTaken.
 * @returns a function that gives the folder free again
 */
export function claimFolder(dataDir: string, what: string): () => void {
	const path = file(dataDir);
	const own: Owner = { pid: process.pid, began: beganAt(process.pid) ?? '', what };
	const text = `${JSON.stringify(own)}\n`;
	for (let attempt = 0; ; attempt += 1) {
		try {
			const handle = openSync(path, 'wx', 0o600);
			writeFileSync(handle, text);
			fsyncSync(handle);
			closeSync(handle);
			return () => {
				const present = ownerOf(dataDir);
				if (present?.pid === process.pid) rmSync(path, { force: true });
			};
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			const living = ownerOf(dataDir);
			if (living || attempt >= 20) throw new FolderTaken(living ?? { pid: 0, began: '', what: 'unknown' }, dataDir);
			// A leftover of a killed process: move it aside; only one of several that try succeeds in the rename.
			const aside = `${path}.${process.pid}.stale`;
			try {
				renameSync(path, aside);
				rmSync(aside, { force: true });
			} catch {
				// another process was quicker; look again
			}
		}
	}
}
