import { statSync } from 'node:fs';
import { join } from 'node:path';
import { BackupError, type OnProgress, writeBackup } from '#core/backup/index.ts';
import type { BackupKind } from '#core/backup/tables.ts';
import type { Context } from '#core/context/index.ts';
import { fileReferences } from '../file-references.ts';
import { backupFolder, backupNeeds, clearOutdated, demandRoom, makeBackupFolder } from './folder.ts';
import { backupName } from './plan.ts';
import { demandGood, rehearseRestore } from './rehearse.ts';
import { noteRun } from './runs.ts';

/** The words of a failure: what is for people as it stands, anything else with its kind. */
function wordsOf(error: unknown): string {
	if (error instanceof BackupError) return error.message;
	return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/**
 * Makes one backup into the folder of backups, restores it into nowhere, and only when that went well lets old ones go.
 * What comes of it is noted at the run; nothing is thrown.
 * @returns what failed, if anything
 */
export async function makeBackup(
	ctx: Context,
	run: { id: string; kind: BackupKind },
	onProgress?: OnProgress,
): Promise<string | undefined> {
	const folder = backupFolder(ctx.config);
	const file = backupName(run.kind, ctx.clock.process.now());
	const path = join(folder, file);
	const now = () => ctx.clock.process.now();
	try {
		makeBackupFolder(folder);
		demandRoom(folder, await backupNeeds(ctx));
		const manifest = await writeBackup(ctx, path, {
			references: fileReferences,
			...(onProgress ? { onProgress } : {}),
		});
		const missing = manifest.missingFiles.length;
		await noteRun(ctx, run.id, {
			// What the store has lost is no fault of the backup, but somebody must hear of it.
			state: missing === 0 ? 'good' : 'failed',
			finishedAt: now(),
			file,
			bytes: statSync(path).size,
			rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
			files: manifest.files.length,
			missingFiles: missing,
			problem: missing === 0 ? null : `${missing} files that the database refers to are not in the store.`,
		});
	} catch (error) {
		const problem = wordsOf(error);
		ctx.log.error('backup-failed', { kind: run.kind, error });
		await noteRun(ctx, run.id, { state: 'failed', finishedAt: now(), problem });
		return problem;
	}
	try {
		const rehearsal = await rehearseRestore(ctx, path, folder, onProgress);
		demandGood(rehearsal);
		await noteRun(ctx, run.id, { rehearsal: 'good', rehearsedAt: now(), rehearsalSeconds: rehearsal.seconds });
		ctx.log.info('backup-made', { file, rehearsed: rehearsal.seconds });
	} catch (error) {
		const rehearsalProblem = wordsOf(error);
		ctx.log.error('restore-rehearsal-failed', { file, error });
		await noteRun(ctx, run.id, { rehearsal: 'failed', rehearsedAt: now(), rehearsalProblem });
		return rehearsalProblem;
	}
	const gone = await clearOutdated(ctx, folder);
	if (gone.length > 0) ctx.log.info('backups-cleared', { files: gone.length });
	return undefined;
}
