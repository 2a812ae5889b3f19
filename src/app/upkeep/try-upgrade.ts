import type { OnProgress } from '#core/backup/index.ts';
import { processNow } from '#core/clock/index.ts';
import type { Config } from '#core/config/index.ts';
import { DatabaseNewer, knownMigrations, migrationState } from '#core/database/index.ts';
import { createLog } from '#core/log/index.ts';
import { databaseFault } from '../plain-faults.ts';
import { reachDatabase } from '../reach.ts';
import { dryRunUpgrade, type UpgradeReport } from './upgrade.ts';

/**
 * The dry run alone, also beside a running server of the earlier version; of a database of this version it is a rehearsed
 * restore.
 * @throws DatabaseNewer, BackupError and what stands against reaching the database: their messages are for people
 */
export async function tryUpgrade(config: Config, onProgress?: OnProgress): Promise<UpgradeReport> {
	const log = createLog(config.logLevel, processNow);
	const { database, release } = await reachDatabase(config, { what: 'orrery upgrade --dry-run', alone: false }, log);
	try {
		const { newer, applied } = await migrationState(database.pool);
		if (newer) throw new DatabaseNewer(applied, knownMigrations().length);
		if (applied === 0) {
			return { applied, migrations: [], backup: undefined, tables: 0, rows: 0, files: 0, seconds: 0, fault: undefined };
		}
		return await dryRunUpgrade({ config, database, log, ...(onProgress ? { onProgress } : {}) });
	} catch (error) {
		throw databaseFault(config, error);
	} finally {
		await database.close();
		await release();
	}
}
