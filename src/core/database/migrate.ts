import { readFileSync } from 'node:fs';
import { migrate as apply } from 'drizzle-orm/node-postgres/migrator';
import { inProject } from '#core/paths/index.ts';
import type { Database } from './connection.ts';

export const migrationsFolder = inProject('migrations');

/** Any number that is ours: two processes that start at once migrate one after the other. */
const migrationLock = 720_180_918;

/** How many migrations of ours the database has not had yet. */
export async function pendingMigrations(database: Database): Promise<number> {
	const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as { entries: unknown[] };
	const { rows } = await database.pool.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as known`);
	if (!rows[0].known) return journal.entries.length;
	const applied = await database.pool.query('select count(*)::int as n from drizzle.__drizzle_migrations');
	return journal.entries.length - applied.rows[0].n;
}

/** Brings the database to the present schema; does nothing (two quick queries) when it is there already. */
export async function migrate(database: Database): Promise<void> {
	if ((await pendingMigrations(database)) === 0) return;
	const client = await database.pool.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [migrationLock]);
		await apply(database.db, { migrationsFolder });
	} finally {
		await client.query('select pg_advisory_unlock($1)', [migrationLock]);
		client.release();
	}
}
