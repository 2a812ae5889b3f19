import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate as apply } from 'drizzle-orm/node-postgres/migrator';
import { inProject } from '#core/paths/index.ts';
import type { Database } from './connection.ts';

export const migrationsFolder = inProject('migrations');

/** Any number that is ours: two processes that start at once migrate one after the other. */
const migrationLock = 720_180_918;

interface Journal {
	entries: { tag: string }[];
}

function readJournal(): Journal {
	return JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as Journal;
}

/** Tags of all migrations of this version, in order. */
export function knownMigrations(): string[] {
	return readJournal().entries.map((entry) => entry.tag);
}

/** How many migrations of ours the database has not had yet. */
export async function pendingMigrations(database: Database): Promise<number> {
	const journal = readJournal();
	const { rows } = await database.pool.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as known`);
	if (!rows[0].known) return journal.entries.length;
	const applied = await database.pool.query('select count(*)::int as n from drizzle.__drizzle_migrations');
	return journal.entries.length - applied.rows[0].n;
}

/**
 * Brings the database to the present schema; does nothing (two quick queries) when it is there already.
 * @param until tag of the migration to stop after, for a backup of an older version; the last one unless told otherwise
 */
export async function migrate(database: Database, until?: string): Promise<void> {
	if ((await pendingMigrations(database)) === 0) return;
	const folder = until === undefined ? migrationsFolder : migrationsUntil(until);
	const client = await database.pool.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [migrationLock]);
		await apply(database.db, { migrationsFolder: folder });
	} finally {
		if (folder !== migrationsFolder) rmSync(folder, { recursive: true, force: true });
		await client.query('select pg_advisory_unlock($1)', [migrationLock]);
		client.release();
	}
}

/** A copy of the migrations up to and including one, since all that a folder's journal lists are applied. */
function migrationsUntil(tag: string): string {
	const journal = readJournal();
	const last = journal.entries.findIndex((entry) => entry.tag === tag);
	if (last === -1) throw new Error(`no such migration: ${tag}`);
	const folder = mkdtempSync(join(tmpdir(), 'orrery-migrations-'));
	cpSync(migrationsFolder, folder, { recursive: true });
	const shortened = { ...journal, entries: journal.entries.slice(0, last + 1) };
	writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify(shortened));
	return folder;
}
