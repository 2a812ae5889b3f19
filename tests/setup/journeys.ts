import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { databaseEnded, readyVariable, startServer, temporaryDataDir } from './server.ts';

/** Before all journeys: makes a rehearsal once, as `npm start` does in an empty folder; each journey begins with a copy. */
export async function setup(): Promise<() => void> {
	const home = temporaryDataDir();
	const ready = join(home, 'data');
	mkdirSync(ready, { mode: 0o711 });
	const server = await startServer({ dataDir: ready, patience: 180_000 });
	await server.stop();
	await databaseEnded(ready);
	process.env[readyVariable] = ready;
	return () => rmSync(home, { recursive: true, force: true });
}
