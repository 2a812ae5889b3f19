import { createHash } from 'node:crypto';
import type { Database } from '#core/database/index.ts';

/**
 * A mark by which an installation is known at its public address: the same in all its processes, another for any other
 * database. It says nothing else.
 */
export async function installationMark(database: Database): Promise<string> {
	const { rows } = await database.pool.query<{ mark: string }>(
		`select system_identifier || '/' || (select oid from pg_database where datname = current_database()) as mark
		from pg_control_system()`,
	);
	return createHash('sha256')
		.update(rows[0]?.mark ?? '')
		.digest('hex')
		.slice(0, 16);
}
