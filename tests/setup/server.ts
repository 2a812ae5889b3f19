import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterPlace } from '../../src/core/database/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { copyReady } from './ready.ts';

export interface TestServer {
	/** `http://localhost:…`, without a slash at the end. */
	origin: string;
	dataDir: string;
	pid: number;
	/** Addresses of the announcement by the words before them on their line, in lower case: `links.author`. */
	links: Record<string, string>;
	/** Everything it has printed, standard output and error. */
	output(): string;
	/** SIGTERM, then waits; SIGKILL after 15 s. The folder stays for `again`. */
	stop(): Promise<number | null>;
	/** kill -9 of the server alone. */
	kill(): Promise<void>;
	/** Starts once more on the same folder. */
	again(env?: Record<string, string>): Promise<TestServer>;
	/** Ends it and removes its folder. */
	dispose(): Promise<void>;
}

export interface ServerOptions {
	/** Further variables; PORT is a free port and LOG_LEVEL `error` unless told otherwise. */
	env?: Record<string, string>;
	/** A folder that is there already; otherwise a new one that `dispose` removes. */
	dataDir?: string;
	/** Milliseconds until it must have announced itself. */
	patience?: number;
}

/** Ends the server at once when the test process goes away, however that happens. */
const watchdog = 'while read -r word; do [ "$word" = release ] && exit 0; done; kill -KILL "$1" 2>/dev/null';

function watch(pid: number): () => void {
	const child = spawn('/bin/sh', ['-c', watchdog, 'sh', String(pid)], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	child.unref();
	child.stdin.on('error', () => undefined);
	return () => child.stdin.end('release\n');
}

/** A folder that `nobody` can walk through: as root PostgreSQL runs as that user. */
export function temporaryDataDir(): string {
	const folder = mkdtempSync(join(tmpdir(), 'orrery-journey-'));
	chmodSync(folder, 0o711);
	return folder;
}

/** The addresses of an announcement: `author  http://localhost:1/x` → `{author: 'http://localhost:1/x'}`. */
export function parseAnnouncement(output: string): { origin: string | undefined; links: Record<string, string> } {
	const origin = /Orrery answers on (https?:\/\/\S+)/.exec(output)?.[1];
	const links: Record<string, string> = {};
	for (const line of output.split('\n')) {
		const match = /^\s*(?<name>[\p{L}][\p{L}\d ()-]*?)[\s:·–-]+(?<url>https?:\/\/\S+)\s*$/u.exec(line);
		const { name, url } = match?.groups ?? {};
		if (name && url && !line.includes('answers on')) links[name.toLowerCase()] = url;
	}
	return { origin, links };
}

/** Where the servers and commands of a run keep what Node has compiled: it is the same program dozens of times. Set by `journeys.ts`. */
export const compiledVariable = 'JOURNEY_COMPILED';

/** Our environment without what vitest and the machine's owner set for themselves. */
export function inherited(): NodeJS.ProcessEnv {
	const { PATH, HOME, LANG, TMPDIR } = process.env;
	const compiled = process.env[compiledVariable];
	return { PATH, HOME, LANG, TMPDIR, ...(compiled ? { NODE_COMPILE_CACHE: compiled } : {}) };
}

/** Whether these variables leave a rehearsal as it is without them. */
function isPlain(env: Record<string, string> = {}): boolean {
	return Object.keys(env).every((name) => name === 'PORT' || name === 'LOG_LEVEL');
}

/**
 * Starts the built server (`npm test` has built it) and waits until it answers.
 * @throws Error with everything it printed when it ends or stays silent
 */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
	const entry = inProject('build', 'server', 'orrery-server.js');
	if (!existsSync(entry)) throw new Error('The server is not built: run npm run build, or npm test.');
	const dataDir = options.dataDir ?? temporaryDataDir();
	if (options.dataDir === undefined && isPlain(options.env)) await copyReady(dataDir);
	const child: ChildProcess = spawn(process.execPath, [entry], {
		cwd: inProject(),
		env: { ...inherited(), PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', ...options.env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const pid = child.pid;
	if (pid === undefined) throw new Error('The server could not be started.');
	const release = watch(pid);
	let output = '';
	const collect = (text: string) => {
		output += text;
	};
	child.stdout?.setEncoding('utf8').on('data', collect);
	child.stderr?.setEncoding('utf8').on('data', collect);
	const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	let alive = true;
	void ended.then(() => {
		alive = false;
		release();
	});

	const end = async (signal: NodeJS.Signals, patience: number) => {
		if (alive) child.kill(signal);
		const forced = setTimeout(() => child.kill('SIGKILL'), patience);
		const code = await ended;
		clearTimeout(forced);
		return code;
	};
	const origin = await announced(
		() => output,
		() => alive,
		options.patience ?? 60_000,
	).catch(async (error) => {
		await end('SIGKILL', 0);
		if (options.dataDir === undefined) await removeFolder(dataDir);
		throw error;
	});
	return {
		origin,
		dataDir,
		pid,
		links: parseAnnouncement(output).links,
		output: () => output,
		stop: () => end('SIGTERM', 15_000),
		kill: async () => void (await end('SIGKILL', 0)),
		again: (env) => startServer({ ...options, dataDir, env: { ...options.env, ...env } }),
		async dispose() {
			await end('SIGTERM', 15_000);
			await removeFolder(dataDir);
		},
	};
}

async function announced(output: () => string, alive: () => boolean, patience: number): Promise<string> {
	const limit = performance.now() + patience;
	for (;;) {
		const { origin } = parseAnnouncement(output());
		if (origin) {
			// The announcement may be longer than its first line: give the rest a moment to arrive.
			await sleep(50);
			return origin;
		}
		if (!alive()) throw new Error(`The server ended before it answered:\n${output()}`);
		if (performance.now() > limit)
			throw new Error(`The server did not answer within ${patience / 1000} s:\n${output()}`);
		await sleep(25);
	}
}

/**
 * Waits until the PostgreSQL of a data folder has ended: on a busy machine it may outlive its server, and a folder that
 * is being written can't be copied.
 * @throws Error after a minute
 */
export async function databaseEnded(dataDir: string): Promise<void> {
	const running = join(clusterPlace(dataDir).cluster, 'postmaster.pid');
	for (let waited = 0; existsSync(running); waited += 100) {
		if (waited > 60_000) throw new Error(`the database of ${dataDir} does not end`);
		await sleep(100);
	}
}

/** A killed server's PostgreSQL may still be ending: try for a few seconds. */
async function removeFolder(folder: string): Promise<void> {
	for (let attempt = 0; attempt < 20; attempt += 1) {
		try {
			rmSync(folder, { recursive: true, force: true });
			return;
		} catch {
			await sleep(250);
		}
	}
	rmSync(folder, { recursive: true, force: true });
}
