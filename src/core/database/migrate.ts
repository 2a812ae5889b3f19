import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate as apply } from 'drizzle-orm/node-postgres/migrator';
import type { Database } from './connection.ts';
import { migrationState, migrationsFolder, readJournal } from './migration-state.ts';

/** Any number that is ours: two processes that start at once migrate one after the other. */
const migrationLock = 720_180_918;

/** The database has had migrations that this version does not know. */
export class DatabaseNewer extends Error {
	override name = 'DatabaseNewer';
	constructor(applied: number, known: number) {
		super(
			`The database is of a newer version of Orrery than this one (it has had ${applied} migrations, this version knows ` +
				`${known}). Nothing was changed. Start the newer version again, or restore a backup that this version or an ` +
				'older one has written into an empty DATA_DIR.',
		);
	}
}

/** Tags of all migrations of this version, in order. */
export function knownMigrations(): string[] {
	return readJournal().entries.map((entry) => entry.tag);
}

/** How many migrations of ours the database has not had yet. @throws DatabaseNewer */
export async function pendingMigrations(database: Database): Promise<number> {
	const { pending, newer, applied } = await migrationState(database.pool);
	if (newer) throw new DatabaseNewer(applied, knownMigrations().length);
	return pending.length;
}

/**
 * Brings the database to the present schema, in one transaction; does nothing (two quick queries) when it is there already.
 * @param until tag of the migration to stop after, for a backup of an older version; the last one unless told otherwise
 * @throws DatabaseNewer
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
