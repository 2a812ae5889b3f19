import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type OnProgress, writeBackup } from '#core/backup/index.ts';
import { backupRun } from '#core/backup/tables.ts';
import { openClock, processNow } from '#core/clock/index.ts';
import type { Config } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import {
	type Database,
	DatabaseNewer,
	knownMigrations,
	type MeasuredMigration,
	migrate,
	migrationState,
} from '#core/database/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { newId } from '#core/ids/index.ts';
import { installJobs, openJobs } from '#core/jobs/index.ts';
import type { Log } from '#core/log/index.ts';
import { fileReferences } from '../file-references.ts';
import { jobHandlers } from '../registry.ts';
import { backupFolder, backupNeeds, demandRoom, makeBackupFolder } from './folder.ts';
import { backupName } from './plan.ts';
import { rehearseRestore, upgradeFault } from './rehearse.ts';

/** The database is of an earlier version, and this process may not bring it to this one. */
export class UpgradeNeeded extends Error {
	override name = 'UpgradeNeeded';
}

/** The dry run of an upgrade failed: the data is as it was. */
export class UpgradeRefused extends Error {
	override name = 'UpgradeRefused';
}

/** What an upgrade does, or would do. */
export interface UpgradeReport {
	/** Migrations that the database had before. */
	applied: number;
	migrations: MeasuredMigration[];
	/** The backup from before; undefined after a dry run. */
	backup: string | undefined;
	/** Rows, tables and files that were restored into the scratch copy and found equal. */
	tables: number;
	rows: number;
	files: number;
	/** Seconds of backup and dry run. */
	seconds: number;
	/** What fails, in a sentence. */
	fault: string | undefined;
}

export interface UpgradeOptions {
	config: Config;
	database: Database;
	log: Log;
	/** Is told what is being done, in sentences for people. */
	say?: (line: string) => void;
	onProgress?: OnProgress;
}

/** One migration in a line: what it does, how long it takes, what it locks, or why it fails. */
export function sayMigration(one: MeasuredMigration): string {
	const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
	const parts = [
		count(one.statements, 'statement'),
		`${one.seconds.toFixed(2)} s`,
		`${count(one.rows, 'row')} changed`,
	];
	if (one.rewritten.length > 0) parts.push(`writes anew: ${one.rewritten.join(', ')}`);
	if (one.locks.length > 0) parts.push(`locks: ${one.locks.join(', ')}`);
	const head = `${one.tag}: ${parts.join('; ')}`;
	if (!one.problem) return head;
	return `${head}\n  fails: ${one.problem.message}\n  at: ${one.problem.statement.split('\n').join('\n      ')}`;
}

/** The parts of a context that a backup of a database of an earlier version needs. */
async function contextOf({ config, database, log }: UpgradeOptions): Promise<Context> {
	const clock = await openClock(database);
	const jobs = openJobs(database, log, Object.keys(jobHandlers));
	const files = openFileStore(config);
	// Neither letters nor pictures are made by a backup.
	return { config, db: database.db, database, clock, jobs, files, log } as Context;
}

/**
 * What the upgrade of this database would do: a backup is written, restored into a scratch database, and there migrated.
 * The database itself is only read.
 * @param keep the backup's path, when it is to stay
 */
export async function dryRunUpgrade(options: UpgradeOptions, keep?: string): Promise<UpgradeReport> {
	const began = performance.now();
	const ctx = await contextOf(options);
	const { applied } = await migrationState(options.database.pool);
	const folder = backupFolder(options.config);
	makeBackupFolder(folder);
	demandRoom(folder, await backupNeeds(ctx));
	const scratch = mkdtempSync(join(folder, '.upgrade-'));
	try {
		const path = keep ?? join(scratch, 'dry-run.tar');
		const progress = options.onProgress ? { onProgress: options.onProgress } : {};
		await writeBackup(ctx, path, { references: fileReferences, ...progress });
		const rehearsal = await rehearseRestore(ctx, path, scratch, options.onProgress);
		return {
			applied,
			migrations: rehearsal.migrations,
			backup: keep,
			tables: rehearsal.manifest.tables.length,
			rows: rehearsal.manifest.tables.reduce((sum, table) => sum + table.rows, 0),
			files: rehearsal.manifest.files.length,
			seconds: Math.round(performance.now() - began) / 1000,
			fault: upgradeFault(rehearsal),
		};
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

/**
 * Brings the database to this version. An empty one gets its tables; one of an earlier version is backed up and the
 * upgrade tried on a copy before anything is changed, and then changed in one transaction.
 * @param may whether this process may upgrade: the one that owns the folder and serves it
 * @returns what was done, when there was something to upgrade
 * @throws DatabaseNewer, UpgradeNeeded, UpgradeRefused, BackupError: their messages are for people
 */
export async function bringUpToDate(options: UpgradeOptions, may: boolean): Promise<UpgradeReport | undefined> {
	const { database, log, config } = options;
	const state = await migrationState(database.pool);
	if (state.newer) throw new DatabaseNewer(state.applied, knownMigrations().length);
	if (state.otherForm.length > 0) log.warn('schema-of-another-state', { migrations: state.otherForm });
	if (state.pending.length === 0) return undefined;
	if (state.applied === 0) {
		await migrate(database);
		return undefined;
	}
	if (!may) {
		throw new UpgradeNeeded(
			'The database is of an earlier version of Orrery. npm start (or orrery upgrade) brings it to this one, after a ' +
				'backup and a dry run; orrery upgrade --dry-run shows what that would do. Stop the earlier version before.',
		);
	}
	options.say?.(
		`The database is of an earlier version: ${state.pending.join(', ')} to be applied. Backup and dry run …`,
	);
	const path = join(backupFolder(config), backupName('before-upgrade', processNow()));
	const report = await dryRunUpgrade(options, path);
	if (report.fault !== undefined) {
		throw new UpgradeRefused(
			`The upgrade was tried on a copy and fails, so nothing was changed: ${report.fault}\n` +
				`${report.migrations.map(sayMigration).join('\n')}\n` +
				`Go on with the version that ran before; a backup of now is ${path}.`,
		);
	}
	await migrate(database);
	await installJobs(database, log, Object.keys(jobHandlers));
	const now = processNow();
	// Only now is there a table for it.
	await database.db.insert(backupRun).values({
		id: newId(),
		kind: 'before-upgrade',
		state: 'good',
		startedAt: now - report.seconds * 1000,
		finishedAt: now,
		file: basename(path),
		bytes: statSync(path).size,
		rows: report.rows,
		files: report.files,
		rehearsal: 'good',
		rehearsedAt: now,
		rehearsalSeconds: report.seconds,
	});
	for (const one of report.migrations) options.say?.(sayMigration(one));
	options.say?.(
		`Upgraded. ${report.rows} rows of ${report.tables} tables and ${report.files} files were tried on a copy first ` +
			`(${report.seconds.toFixed(1)} s); the backup from before is ${path}.`,
	);
	log.info('database-upgraded', { migrations: state.pending, backup: path });
	return report;
}
