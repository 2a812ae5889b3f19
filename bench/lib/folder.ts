import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import { type App, openApp } from '../../src/app/open.ts';
import { loadConfig } from '../../src/core/config/index.ts';
import { databaseEnded, type TestServer, startServer } from '../../tests/setup/server.ts';

/** A folder for what a benchmark makes; `nobody` can walk through it, since as root PostgreSQL runs as that user. */
export function workFolder(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), `orrery-bench-${name}-`));
	chmodSync(folder, 0o711);
	return folder;
}

/** Removes a folder, also while its PostgreSQL is still ending. */
export async function removeFolder(folder: string): Promise<void> {
	for (let attempt = 0; ; attempt += 1) {
		try {
			rmSync(folder, { recursive: true, force: true });
			return;
		} catch (error) {
			if (attempt >= 40) throw error;
			await sleep(250);
		}
	}
}

/** Data folders that are the rehearsal as `npm start` makes it, each a copy of one that was made once. */
export interface Rehearsals {
	copy(to: string): string;
	dispose(): Promise<void>;
}

export async function prepareRehearsals(): Promise<Rehearsals> {
	const home = workFolder('ready');
	const ready = join(home, 'data');
	mkdirSync(ready, { mode: 0o711 });
	const server = await startServer({ dataDir: ready, patience: 180_000 });
	await server.stop();
	await databaseEnded(ready);
	return {
		copy(to) {
			if (existsSync(to)) cpSync(ready, to, { recursive: true });
			else execFileSync('cp', ['-a', ready, to]);
			return to;
		},
		dispose: () => removeFolder(home),
	};
}

/** A context beside a running server: to make people and to count. */
export function beside(dataDir: string): Promise<App> {
	const config = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
	return openApp({ config, what: 'benchmark', alone: false, setUp: false });
}

export { startServer, type TestServer };
