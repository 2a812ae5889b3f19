import { bigint, index, integer, pgTable, real, text } from 'drizzle-orm/pg-core';
import { instant } from '#core/database/columns.ts';

/** Why a backup was made: its hour had come, somebody asked at the desk, a new version was about to change the database. */
export type BackupKind = 'daily' | 'by-hand' | 'before-upgrade';
export type BackupState = 'asked' | 'running' | 'good' | 'failed';

/** One backup that the program made, or tried to, and what came of restoring it. All times are process time. */
export const backupRun = pgTable(
	'backup_run',
	{
		id: text().primaryKey(),
		kind: text().$type<BackupKind>().notNull(),
		state: text().$type<BackupState>().notNull(),
		startedAt: instant('started_at').notNull(),
		finishedAt: instant('finished_at'),
		/** Name of the file in the folder of backups; the file may have made room since. */
		file: text(),
		bytes: bigint({ mode: 'number' }),
		rows: integer(),
		files: integer(),
		/** Files that the database refers to and the store did not have. */
		missingFiles: integer('missing_files').notNull().default(0),
		/** What failed, in the words of the program. */
		problem: text(),
		/** The restore of this very file into a scratch database. */
		rehearsal: text().$type<'good' | 'failed'>(),
		rehearsedAt: instant('rehearsed_at'),
		rehearsalSeconds: real('rehearsal_seconds'),
		rehearsalProblem: text('rehearsal_problem'),
	},
	(table) => [index('backup_run_started').on(table.startedAt)],
);
