import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Log } from '#core/log/index.ts';
import { type Place, clusterPlace, ownFolder } from './place.ts';
import { startWatchdog } from './watchdog.ts';

const major = '18';
const run = promisify(execFile);

/** The cluster can't be started; the message says what to do. */
export class ClusterError extends Error {
	override name = 'ClusterError';
}

export interface Cluster {
	/** How to connect: through the private socket, no port, no password. */
	connection: pg.ClientConfig;
	/** Process id of the postmaster. */
	pid(): number | undefined;
	/** Shuts down cleanly and waits for it. */
	stop(): Promise<void>;
}

export interface ClusterOptions {
	dataDir: string;
	log: Log;
	/** Tests only: nothing is forced to disk. */
	disposable?: boolean;
}

const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
const asUser = (place: Place) => (place.uid === undefined ? {} : { uid: place.uid, gid: place.uid });

/** How to connect to the cluster of a data folder, whether it runs or not. */
export function clusterConnection(place: Place, database = 'orrery'): pg.ClientConfig {
	return { host: place.socket, port: 5432, user: 'orrery', database };
}

const marker = (place: Place) => join(place.cluster, 'orrery.initialised');

async function initialise(place: Place): Promise<void> {
	// What an interrupted first start left behind holds nothing yet, and initdb wants an empty folder.
	rmSync(place.cluster, { recursive: true, force: true });
	ownFolder(place.cluster, place.uid);
	const initdb = join(place.native, 'bin', 'initdb');
	const flags = ['-U', 'orrery', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-instructions', '--data-checksums'];
	try {
		await run(initdb, ['-D', place.cluster, ...flags], { ...asUser(place), cwd: '/', env: environment });
	} catch (error) {
		const said = String((error as { stderr?: string }).stderr ?? error).trim();
		throw new ClusterError(
			`PostgreSQL could not make its folder ${place.cluster}: ${said}\n` +
				'It needs a user that the system knows by name and a folder that this user may write. ' +
				'Or set DATABASE_URL to a PostgreSQL server (15 or newer).',
		);
	}
	writeFileSync(marker(place), `${major}\n`);
	if (place.uid !== undefined) chownSync(marker(place), place.uid, place.uid);
}

function checkMajor(place: Place, dataDir: string): void {
	const found = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
	if (found === major) return;
	throw new ClusterError(
		`The database in ${place.cluster} was made by PostgreSQL ${found}; this version of Orrery brings ${major}. ` +
			`Nothing was changed. Way forward: with the version of Orrery that made it, run "npm run -s orrery -- backup FILE"; ` +
			`move ${dataDir} aside; with this version, run "npm run -s orrery -- restore FILE".`,
	);
}

function processLives(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	try {
		// Ended, but nobody has asked how (in a container without an init): it holds nothing any more.
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
	} catch {
		return true;
	}
}

/** A postmaster whose owner died and whose watchdog has not ended it yet (or died too): end it, so that ours is the only one. */
async function endOrphan(place: Place, log: Log): Promise<void> {
	const pidFile = join(place.cluster, 'postmaster.pid');
	if (!existsSync(pidFile)) return;
	const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
	if (!Number.isInteger(pid) || pid <= 1 || !processLives(pid)) return;
	let command = '';
	try {
		command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
	} catch {
		return;
	}
	if (!command.includes(place.cluster)) return;
	log.warn('database-orphan-found', { pid });
	for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
		try {
			process.kill(pid, signal);
		} catch {
			return;
		}
		for (let waited = 0; waited < 10_000; waited += 25) {
			if (!processLives(pid)) return;
			await sleep(25);
		}
	}
	throw new ClusterError(
		`A PostgreSQL left over from an earlier run (process ${pid}) does not end. End it and start again.`,
	);
}

function launch(place: Place, disposable: boolean, onOutput: (text: string) => void): ChildProcess {
	const settings: Record<string, string> = {
		listen_addresses: '',
		unix_socket_directories: place.socket,
		unix_socket_permissions: '0700',
		max_connections: '60',
		shared_buffers: disposable ? '64MB' : '48MB',
		timezone: 'UTC',
		log_timezone: 'UTC',
		log_min_messages: 'warning',
		autovacuum_naptime: '60s',
		max_wal_size: '512MB',
		wal_compression: 'on',
		jit: 'off',
		...(disposable ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' } : {}),
	};
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const child = spawn(join(place.native, 'bin', 'postgres'), ['-D', place.cluster, ...flags], {
		...asUser(place),
		cwd: '/',
		env: environment,
		// A session of its own, so that Ctrl-C reaches only us and we stop things in order.
		detached: true,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	child.stderr?.setEncoding('utf8');
	child.stderr?.on('data', onOutput);
	child.unref();
	(child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
	return child;
}

async function answers(connection: pg.ClientConfig): Promise<boolean> {
	const client = new pg.Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 2000 });
	client.on('error', () => undefined);
	try {
		await client.connect();
		await client.query('select 1');
		return true;
	} catch {
		return false;
	} finally {
		await client.end().catch(() => undefined);
	}
}

async function createDatabase(connection: pg.ClientConfig): Promise<void> {
	const client = new pg.Client({ ...connection, database: 'postgres' });
	await client.connect();
	try {
		const { rowCount } = await client.query(`select from pg_database where datname = 'orrery'`);
		if (rowCount === 0) await client.query(`create database orrery template template0 encoding 'UTF8' locale 'C'`);
	} finally {
		await client.end();
	}
}

/**
 * Starts the PostgreSQL of a data folder as our child and keeps it alive: should it die while we live, it is started
 * again. It never outlives us (see watchdog). The caller has claimed the folder.
 * @throws ClusterError with the way forward
 */
export async function startCluster({ dataDir, log, disposable = false }: ClusterOptions): Promise<Cluster> {
	const place = clusterPlace(dataDir);
	if (existsSync(marker(place))) checkMajor(place, dataDir);
	else await initialise(place);
	await endOrphan(place, log);

	const connection = clusterConnection(place);
	let child: ChildProcess | undefined;
	let watchdog: { release(): void } | undefined;
	let stopping = false;
	let restarting: Promise<void> | undefined;
	let output = '';

	async function begin(patience: number): Promise<void> {
		const limit = performance.now() + patience;
		for (;;) {
			output = '';
			const present = launch(place, disposable, (text) => {
				output = (output + text).slice(-4000);
			});
			const ended = new Promise<void>((resolve) => present.once('exit', () => resolve()));
			let alive = true;
			void ended.then(() => {
				alive = false;
			});
			if (present.pid === undefined) throw new ClusterError(`PostgreSQL could not be started from ${place.native}.`);
			const guard = startWatchdog(present.pid, place.uid);
			let ready = false;
			while (alive && !ready && performance.now() <= limit) {
				ready = await answers(connection);
				if (!ready) await Promise.race([sleep(15), ended]);
			}
			if (alive && !ready) {
				// It may be repairing a large database: we must not leave it behind, and the next start goes on with it.
				process.kill(present.pid, 'SIGQUIT');
				await ended;
			}
			if (alive && ready) {
				child = present;
				watchdog = guard;
				void ended.then(() => died(present));
				return;
			}
			guard.release();
			// After a kill -9 the old backends hold the shared memory for a moment: try again until patience ends.
			if (performance.now() > limit || stopping) throw new ClusterError(`PostgreSQL did not start.\n${output.trim()}`);
			await sleep(150);
		}
	}

	function died(which: ChildProcess): void {
		if (child !== which) return;
		watchdog?.release();
		child = undefined;
		if (stopping) return;
		log.error('database-died', { output: output.trim() });
		restarting = begin(60_000).then(
			() => log.info('database-restarted'),
			(error) => {
				if (stopping) return;
				log.error('database-not-restarted', { error });
				process.kill(process.pid, 'SIGTERM');
			},
		);
	}

	await begin(60_000);
	await createDatabase(connection);
	return {
		connection,
		pid: () => child?.pid,
		async stop() {
			stopping = true;
			// One that is just being started again would otherwise be left behind.
			await restarting;
			const present = child;
			if (present?.pid === undefined) return;
			const ended = new Promise<void>((resolve) => present.once('exit', () => resolve()));
			process.kill(present.pid, 'SIGINT');
			const timer = setTimeout(() => present.pid !== undefined && process.kill(present.pid, 'SIGQUIT'), 10_000);
			await ended;
			clearTimeout(timer);
			watchdog?.release();
		},
	};
}
