import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processNow } from '#core/clock/index.ts';
import type { Config } from '#core/config/index.ts';
import { clusterConnection, clusterPlace, type Database, openDatabase, startCluster } from '#core/database/index.ts';
import { randomText } from '#core/ids/index.ts';
import { createLog, type Log } from '#core/log/index.ts';
import type pg from 'pg';

/** PostgreSQL's word for a user who may not make databases. */
const notAllowed = '42501';

/**
 * Works on an empty database that is gone afterwards: one more in our own PostgreSQL or on the server of DATABASE_URL;
 * where that user may make none, in a PostgreSQL of its own for as long as it lasts.
 */
export async function withScratchDatabase<T>(
	config: Config,
	beside: Database,
	log: Log,
	work: (database: Database) => Promise<T>,
): Promise<T> {
	const name = `orrery_scratch_${randomText(10)}`;
	try {
		await beside.pool.query(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
	} catch (error) {
		if ((error as { code?: string }).code !== notAllowed) throw error;
		return withScratchCluster(log, work);
	}
	const connection: pg.ClientConfig = config.databaseUrl
		? { connectionString: withDatabase(config.databaseUrl, name) }
		: clusterConnection(clusterPlace(config.dataDir), name);
	// Its connections may still be closing when it goes: nobody needs to hear of that.
	const database = openDatabase({ connection, log: createLog('silent', processNow), max: 4 });
	try {
		return await work(database);
	} finally {
		await database.close();
		await beside.pool.query(`drop database if exists ${name} with (force)`);
	}
}

/** The same server, another database. */
function withDatabase(address: string, name: string): string {
	const url = new URL(address);
	url.pathname = `/${name}`;
	return url.href;
}

async function withScratchCluster<T>(log: Log, work: (database: Database) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'orrery-scratch-'));
	chmodSync(folder, 0o711);
	const dataDir = join(folder, 'data');
	mkdirSync(dataDir, { mode: 0o711 });
	try {
		const cluster = await startCluster({ dataDir, log, disposable: true });
		const database = openDatabase({ connection: cluster.connection, log, max: 4 });
		try {
			return await work(database);
		} finally {
			await database.close();
			await cluster.stop();
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
