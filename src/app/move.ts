import pg from 'pg';
import { copyDatabase, type DatabaseCopy, type OnProgress, BackupError } from '#core/backup/index.ts';
import { fixedClock, processNow } from '#core/clock/index.ts';
import type { Config } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { type Cluster, claimFolder, type Database, openDatabase, startCluster } from '#core/database/index.ts';
import { installJobs, openJobs } from '#core/jobs/index.ts';
import { type LedgerVerdict, sealLedger, verifyLedger } from '#core/ledger/index.ts';
import { createLog, type Log } from '#core/log/index.ts';
import { databaseFault } from './plain-faults.ts';
import { jobHandlers } from './registry.ts';
import { noteMoved, noteMovedBack, wasMoved } from './upkeep/notes.ts';

/** What a move brought over, and what the ledger says there. */
export interface Moved extends DatabaseCopy {
	ledger: LedgerVerdict;
	/** Where the database is now, without a password. */
	to: string;
}

/** An address without user and password, for people and for notes. */
export function serverName(address: string): string {
	const url = new URL(address);
	const host = url.hostname || url.searchParams.get('host') || 'localhost';
	return `${host}${url.port ? `:${url.port}` : ''}${url.pathname}`;
}

/**
 * Moves the database of an installation: from the data folder's own PostgreSQL to a server, from one server to another,
 * or (`embedded`) back into the data folder. Nobody may work on it meanwhile, so the folder is claimed. The old database
 * stays as it is.
 * @param to address of an empty database, or `embedded`
 * @throws BackupError, FolderTaken, ConfigError: their messages are for people
 */
export async function moveDatabase(config: Config, to: string, onProgress?: OnProgress): Promise<Moved> {
	const log = createLog(config.logLevel, processNow);
	const embedded = to === 'embedded';
	if (embedded && !config.databaseUrl) {
		throw new BackupError(
			'The database is the data folder’s own already. Set DATABASE_URL to the server it is to come from.',
		);
	}
	if (!embedded && config.databaseUrl && serverName(to) === serverName(config.databaseUrl)) {
		throw new BackupError('The database is there already.');
	}
	const free = claimFolder(config.dataDir, 'orrery migrate');
	try {
		// Either side may be the folder's own; never both.
		const cluster = embedded || !config.databaseUrl ? await startCluster({ dataDir: config.dataDir, log }) : undefined;
		try {
			const own = { connection: cluster?.connection ?? {}, log };
			// What was left when the database went to a server stays beside, under another name.
			const putBack = embedded && cluster && wasMoved(config.dataDir) ? await setAside(cluster) : undefined;
			const server = (address: string) => ({ connection: { connectionString: address }, log });
			const from = openDatabase(config.databaseUrl ? server(config.databaseUrl) : own);
			const target = openDatabase(embedded ? own : server(to));
			try {
				const copy = await copyAndVerify(config, from, target, log, onProgress);
				if (embedded) noteMovedBack(config.dataDir);
				else if (!config.databaseUrl) noteMoved(config.dataDir, serverName(to));
				return { ...copy, to: embedded ? config.dataDir : serverName(to) };
			} catch (error) {
				await target.close();
				await putBack?.();
				throw databaseFault({ databaseUrl: embedded ? config.databaseUrl : to }, error);
			} finally {
				await from.close();
				if (!target.pool.ended) await target.close();
			}
		} finally {
			await cluster?.stop();
		}
	} finally {
		free();
	}
}

/**
 * Gives the folder's PostgreSQL an empty database in place of the present one, which keeps its rows under another name.
 * @returns what undoes that
 */
async function setAside({ connection }: Cluster): Promise<() => Promise<void>> {
	const aside = `orrery_left_${processNow()}`;
	const admin = async (...statements: string[]) => {
		const client = new pg.Client({ ...connection, database: 'postgres' });
		await client.connect();
		try {
			for (const statement of statements) await client.query(statement);
		} finally {
			await client.end();
		}
	};
	await admin(
		`alter database orrery rename to ${aside}`,
		`create database orrery template template0 encoding 'UTF8' locale 'C'`,
	);
	return () => admin('drop database orrery with (force)', `alter database ${aside} rename to orrery`);
}

async function copyAndVerify(
	config: Config,
	from: Database,
	to: Database,
	log: Log,
	onProgress?: OnProgress,
): Promise<Omit<Moved, 'to'>> {
	const names = Object.keys(jobHandlers);
	const [ours, theirs] = [openJobs(from, log, names), openJobs(to, log, names)];
	const on = (database: Database) =>
		({ config, db: database.db, database, clock: fixedClock(0, processNow), log }) as Context;
	try {
		// What was recorded last is in the chain before it is compared.
		await sealLedger(on(from));
		const copy = await copyDatabase({
			from: { database: from, jobs: ours },
			to: { database: to, jobs: theirs },
			installJobs: () => installJobs(to, log, names),
			...(onProgress ? { onProgress } : {}),
		});
		return { ...copy, ledger: await verifyLedger(on(to)) };
	} finally {
		await ours.stop(0);
		await theirs.stop(0);
	}
}
