import { availableParallelism } from 'node:os';
import {
	type Clock,
	beginReal,
	beginRehearsal,
	instantOf,
	openClock,
	processNow,
	readDial,
} from '#core/clock/index.ts';
import { type Config, loadConfig } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Database } from '#core/database/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { installJobs, openJobs } from '#core/jobs/index.ts';
import { type Log, createLog } from '#core/log/index.ts';
import { createPictureRenderer } from '#core/pictures/index.ts';
import { createTypesetter } from '#core/typesetting/index.ts';
import { databaseFault, makeDataFolder } from './plain-faults.ts';
import { reachDatabase } from './reach.ts';
import { jobHandlers } from './registry.ts';
import { demandNoUnfinishedRestore, noteRestored, unfinishedRestore } from './upkeep/notes.ts';
import { bringUpToDate, type UpgradeReport } from './upkeep/upgrade.ts';

/** The moment at which a rehearsal begins unless ORRERY_CLOCK says otherwise: Sunday morning of the abstract window. */
export const rehearsalBegins = instantOf('2021-10-10T09:00', 'Asia/Shanghai');

export interface App {
	ctx: Context;
	/** Whether the folder was empty and has just become what it is. */
	fresh: boolean;
	/** Whether this process launched the database. */
	owner: boolean;
	/** What the upgrade did, when this opening brought the database to this version. */
	upgraded: UpgradeReport | undefined;
	/** Closes everything in the right order. */
	close(): Promise<void>;
}

/** The folder is something else than ORRERY_CLOCK asks for. */
export class FolderContradiction extends Error {
	override name = 'FolderContradiction';
}

export interface OpenOptions {
	config?: Config;
	/** What this process is, for the message that a second one gets. */
	what: string;
	/** Must this process own the folder (`npm start`), or may it work beside the owner (commands, further roles)? */
	alone: boolean;
	/** Whether an empty folder may become a rehearsal or an installation now. */
	setUp?: boolean;
	/** Whether a database of an earlier version may be brought to this one now; unless told otherwise, where `alone`. */
	upgrade?: boolean;
	/** Is told what an upgrade does, in sentences for people. */
	say?: (line: string) => void;
}

/**
 * Puts the parts of core together over one data folder: claims it or joins its owner, starts or reaches PostgreSQL,
 * brings the schema up to date, opens the clock.
 * @throws FolderTaken, ClusterError, ConfigError, FolderContradiction, UpgradeNeeded, UpgradeRefused, BackupError: their
 *   messages are for people
 */
export async function openApp(options: OpenOptions): Promise<App> {
	const config = options.config ?? loadConfig();
	const log = createLog(config.logLevel, processNow).with({ role: config.role });
	makeDataFolder(config.dataDir);
	const { database, owner, release } = await reachDatabase(config, options, log);
	try {
		if (unfinishedRestore(config.dataDir) !== undefined) await settleRestore(database, config);
		const may = owner && (options.upgrade ?? options.alone);
		const say = options.say ? { say: options.say } : {};
		const upgraded = await bringUpToDate({ config, database, log, ...say }, may);
		const { clock, fresh } = await folderClock(database, config, options, log);
		const jobs = openJobs(database, log, Object.keys(jobHandlers));
		// Before anybody enqueues in a transaction: starting takes connections of the same pool.
		await jobs.start();
		const typesetter = createTypesetter({ processes: Math.min(2, availableParallelism()) });
		const pictures = createPictureRenderer();
		const files = openFileStore(config);
		const ctx: Context = { config, db: database.db, database, clock, jobs, files, typesetter, pictures, log };
		return {
			ctx,
			fresh,
			owner,
			upgraded,
			async close() {
				await jobs.stop();
				await typesetter.close();
				await pictures.close();
				await database.close();
				await release();
			},
		};
	} catch (error) {
		await database.close().catch(() => undefined);
		await release();
		throw databaseFault(config, error);
	}
}

/**
 * A restore began in this folder and did not end. Files come before rows, and all rows at once: with rows it is whole.
 * @throws RestoreUnfinished when it is not
 */
async function settleRestore(database: Database, config: Config): Promise<void> {
	const { rows } = await database.pool.query(`select to_regclass('public.clock_dial') is not null as there`);
	if (!rows[0].there || !(await readDial(database.db))) demandNoUnfinishedRestore(config.dataDir);
	noteRestored(config.dataDir);
}

async function folderClock(
	database: Database,
	config: Config,
	options: OpenOptions,
	log: Log,
): Promise<{ clock: Clock; fresh: boolean }> {
	const found = await readDial(database.db);
	if (!found) {
		if (options.setUp === false) {
			throw new FolderContradiction(`The folder ${config.dataDir} is empty. Run npm start first.`);
		}
		await installJobs(database, log, Object.keys(jobHandlers));
		if (config.clock === 'real') await beginReal(database.db);
		else await beginRehearsal(database.db, config.clock ?? rehearsalBegins);
	} else {
		await installMissingJobs(database, log);
		if (config.clock !== undefined && (config.clock === 'real') !== !found.rehearsal) {
			const is = found.rehearsal ? 'a rehearsal' : 'a real installation';
			throw new FolderContradiction(
				`ORRERY_CLOCK asks for ${config.clock === 'real' ? 'a real installation' : 'a rehearsal'}, but the folder ` +
					`${config.dataDir} is ${is}, which was fixed when it was made. Unset ORRERY_CLOCK, or choose another DATA_DIR.`,
			);
		}
	}
	return { clock: await openClock(database), fresh: !found };
}

/** A new version may bring new jobs. */
async function installMissingJobs(database: Database, log: Log): Promise<void> {
	const { rows } = await database.pool.query<{ name: string }>('select name from pgboss.queue');
	const there = new Set(rows.map((row) => row.name));
	const missing = Object.keys(jobHandlers).filter((name) => !there.has(name));
	if (missing.length > 0) await installJobs(database, log, missing);
}
