import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { clusterConnection, clusterPlace } from '../../src/core/database/index.ts';
import { partsOfReady } from './ready.ts';
import { databaseEnded, startServer } from './server.ts';

const patience = 180_000;

/**
 * Makes a rehearsal as `npm start` does in an empty folder, and lets it do what a server does of itself at first: the
 * sizes of the pictures, the search. Otherwise every copy would do it again, for 15 seconds of a processor.
 * Never fails: whoever waits for it is told why there is none.
 */
export async function makeReady(home: string): Promise<void> {
	const { data, whole, failed } = partsOfReady(home);
	try {
		mkdirSync(data, { mode: 0o711 });
		const server = await startServer({ dataDir: data, patience });
		try {
			await settled(data);
		} finally {
			await server.stop();
		}
		await databaseEnded(data);
		writeFileSync(whole, '');
	} catch (error) {
		writeFileSync(`${failed}.part`, String((error as Error).stack));
		renameSync(`${failed}.part`, failed);
	}
}

/** Waits until the server of a folder has nothing left to do but to wait. @throws Error after three minutes */
async function settled(dataDir: string): Promise<void> {
	const client = new pg.Client(clusterConnection(clusterPlace(dataDir)));
	await client.connect();
	try {
		const limit = performance.now() + patience;
		for (;;) {
			const { rows } = await client.query<{ pictures: number; search: number; found: number; jobs: number }>(
				`select (select count(*)::int from asset_file where not prepared) as pictures,
					(select count(*)::int from search_due) as search,
					(select count(*)::int from search_document) as found,
					(select count(*)::int from pgboss.job where state in ('created', 'retry', 'active')) as jobs`,
			);
			const left = rows[0];
			if (left && left.found > 0 && left.pictures + left.search + left.jobs === 0) return;
			if (performance.now() > limit) throw new Error(`the rehearsal does not settle: ${JSON.stringify(left)}`);
			await sleep(250);
		}
	} finally {
		await client.end();
	}
}
