import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupError, checkBackup, loadBackup, type Manifest, type OnProgress } from '#core/backup/index.ts';
import { fixedClock, processNow } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import {
	type BrokenReference,
	brokenReferences,
	type MeasuredMigration,
	migrateMeasured,
} from '#core/database/index.ts';
import { checkReferredFiles, createLocalFileStore, type ReferredFileFault } from '#core/files/index.ts';
import { installJobs, openJobs } from '#core/jobs/index.ts';
import { type LedgerVerdict, verifyLedger } from '#core/ledger/index.ts';
import { fileReferences } from '../file-references.ts';
import { jobHandlers } from '../registry.ts';
import { withScratchDatabase } from './scratch.ts';

/** What came of restoring a backup into nowhere. */
export interface RestoreRehearsal {
	manifest: Manifest;
	/** What the present version did to the restored copy; empty for a backup of this very version. */
	migrations: MeasuredMigration[];
	/** The first of them that failed. */
	failed: MeasuredMigration | undefined;
	/** The chain as it came out of the backup, and after the migrations. */
	ledgerBefore: LedgerVerdict | undefined;
	ledger: LedgerVerdict;
	/** Files that the restored rows refer to, beyond those that the backup says it never had. */
	fileFaults: ReferredFileFault[];
	brokenReferences: BrokenReference[];
	seconds: number;
}

/**
 * Restores a backup into a scratch database and a scratch folder, as `orrery restore` would: every digest is read before,
 * every table compared after, then it is migrated to this version, the ledger's chain computed anew, every file and
 * reference looked up. Nothing of it stays.
 * @param folder where the scratch folder is made: on the disk of the backups
 * @throws BackupError for whatever does not come out of the backup as it went in
 */
export async function rehearseRestore(
	ctx: Context,
	path: string,
	folder: string,
	onProgress?: OnProgress,
): Promise<RestoreRehearsal> {
	const began = performance.now();
	const handle = await open(path, 'r');
	const scratch = mkdtempSync(join(folder, '.rehearsal-'));
	try {
		const backup = await checkBackup(handle, onProgress);
		return await withScratchDatabase(ctx.config, ctx.database, ctx.log, async (database) => {
			const names = Object.keys(jobHandlers);
			const jobs = openJobs(database, ctx.log, names);
			const files = createLocalFileStore(join(scratch, 'files'));
			let migrations: MeasuredMigration[] = [];
			let failed: MeasuredMigration | undefined;
			let ledgerBefore: LedgerVerdict | undefined;
			const restored: Context = { ...ctx, db: database.db, database, jobs, files, clock: fixedClock(0, processNow) };
			try {
				await loadBackup(handle, backup, {
					database,
					files,
					jobs,
					installJobs: () => installJobs(database, ctx.log, names),
					...(onProgress ? { onProgress } : {}),
					upgrade: async () => {
						ledgerBefore = await verifyLedger(restored);
						migrations = await migrateMeasured(database.pool, backup.manifest.migrations.length);
						failed = migrations.find(({ problem }) => problem);
					},
				});
			} finally {
				await jobs.stop(0);
			}
			const ledger = await verifyLedger(restored);
			const known = new Set(backup.manifest.missingFiles.map(({ digest }) => digest));
			// After a migration that failed the schema is between two versions: what this one refers to may not be there.
			const { faults } = failed ? { faults: [] } : await checkReferredFiles(database.db, files, fileReferences);
			return {
				manifest: backup.manifest,
				migrations,
				failed,
				ledgerBefore,
				ledger,
				fileFaults: faults.filter(({ digest }) => !known.has(digest)),
				brokenReferences: (await brokenReferences(database.pool)).broken,
				seconds: Math.round(performance.now() - began) / 1000,
			};
		});
	} finally {
		await handle.close();
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** What is wrong with a rehearsed restore, in a sentence; undefined when it is good. */
export function rehearsalFault(rehearsal: RestoreRehearsal): string | undefined {
	const { ledger, fileFaults, failed } = rehearsal;
	if (failed?.problem) return `The migration ${failed.tag} fails: ${failed.problem.message}`;
	if (!ledger.good) return `The restored ledger is broken: ${ledger.problem} at place ${ledger.seq} of the chain.`;
	const [file] = fileFaults;
	if (file)
		return `Of the restored files ${fileFaults.length} are not as they should be; the first: ${file.what} ${file.digest} is ${file.problem}.`;
	const [broken] = rehearsal.brokenReferences;
	if (broken) return `Restored rows of ${broken.table} refer to no ${broken.refersTo} (${broken.count}).`;
	return undefined;
}

/** What is wrong that the upgrade brought, in a sentence: what was broken before is no reason to stay with the old version. */
export function upgradeFault(rehearsal: RestoreRehearsal): string | undefined {
	const { failed, ledgerBefore, ledger } = rehearsal;
	if (failed || (ledgerBefore?.good && !ledger.good)) return rehearsalFault(rehearsal);
	return undefined;
}

/** @throws BackupError with what is wrong */
export function demandGood(rehearsal: RestoreRehearsal): void {
	const fault = rehearsalFault(rehearsal);
	if (fault) throw new BackupError(fault);
}
