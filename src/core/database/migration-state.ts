import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { inProject } from '#core/paths/index.ts';

export const migrationsFolder = inProject('migrations');

/** One migration of this version. */
export interface Migration {
	/** `0001_face_and_desk`. */
	tag: string;
	statements: string[];
	/** As the database remembers it. */
	hash: string;
	/** When it was written, epoch milliseconds: what the database is asked by. */
	writtenAt: number;
}

interface Journal {
	entries: { tag: string; when: number }[];
}

/** The journal of the folder, as its tool writes it. */
export function readJournal(): Journal {
	return JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as Journal;
}

/** All migrations of this version, in order. */
export function readMigrations(): Migration[] {
	return readJournal().entries.map(({ tag, when }) => {
		const text = readFileSync(`${migrationsFolder}/${tag}.sql`, 'utf8');
		return {
			tag,
			statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== ''),
			hash: createHash('sha256').update(text).digest('hex'),
			writtenAt: when,
		};
	});
}

/** Where a database stands among the migrations of this version. */
export interface MigrationState {
	/** How many it has had: 0 for an empty one. */
	applied: number;
	/** What this version would still do, in order. */
	pending: string[];
	/** It has had more than this version knows. */
	newer: boolean;
	/** Those it has had in another form: a state of development, never a release. */
	otherForm: string[];
}

/** Two queries. */
export async function migrationState(client: Pick<pg.Pool, 'query'>): Promise<MigrationState> {
	const known = readMigrations();
	const { rows } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') is not null as known`);
	if (!rows[0].known) return { applied: 0, pending: known.map(({ tag }) => tag), newer: false, otherForm: [] };
	const had = await client.query<{ hash: string }>('select hash from drizzle.__drizzle_migrations order by id');
	return {
		applied: had.rows.length,
		pending: known.slice(had.rows.length).map(({ tag }) => tag),
		newer: had.rows.length > known.length,
		otherForm: known
			.filter(({ hash }, place) => had.rows[place] && had.rows[place].hash !== hash)
			.map(({ tag }) => tag),
	};
}
