import type pg from 'pg';
import { readMigrations } from './migration-state.ts';

/** What one migration does to a database. */
export interface MeasuredMigration {
	tag: string;
	statements: number;
	seconds: number;
	/** Rows that it inserted, changed or deleted. */
	rows: number;
	/** Tables that were there before and that it writes anew as a whole. */
	rewritten: string[];
	/** Tables that were there before and that nobody else can use while it works. */
	locks: string[];
	/** Why it fails, and at which statement; the rest was not tried. */
	problem?: { message: string; statement: string };
}

/** How many rows this transaction has changed so far. */
const changed = `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::float8 as n
	from pg_stat_xact_user_tables where schemaname = 'public'`;
const tables = `select relname as name, relfilenode as file from pg_class
	where relkind = 'r' and relnamespace = 'public'::regnamespace`;
const locked = `select distinct c.relname as name from pg_locks l join pg_class c on c.oid = l.relation
	where l.pid = pg_backend_pid() and l.mode = 'AccessExclusiveLock' and c.relkind = 'r'
		and c.relnamespace = 'public'::regnamespace`;

/**
 * Applies what a database still lacks, one migration after the other, each in its own transaction, and measures it. For a
 * copy of a database: the real one is migrated in one transaction (`migrate`).
 * @returns one entry for each that was tried; the last has a `problem` when it failed
 */
export async function migrateMeasured(pool: pg.Pool, applied: number): Promise<MeasuredMigration[]> {
	const measured: MeasuredMigration[] = [];
	for (const migration of readMigrations().slice(applied)) {
		const client = await pool.connect();
		const one: MeasuredMigration = {
			tag: migration.tag,
			statements: migration.statements.length,
			seconds: 0,
			rows: 0,
			rewritten: [],
			locks: [],
		};
		measured.push(one);
		let present = '';
		try {
			await client.query('begin');
			const before = await filesOf(client);
			// A connection counts what it did shortly before, too.
			const counted = (await client.query(changed)).rows[0].n;
			const began = performance.now();
			for (const statement of migration.statements) {
				present = statement.trim();
				await client.query(statement);
			}
			one.seconds = Math.round(performance.now() - began) / 1000;
			one.rows = (await client.query(changed)).rows[0].n - counted;
			const after = await filesOf(client);
			one.rewritten = [...before]
				.filter(([name, file]) => after.has(name) && after.get(name) !== file)
				.map(([name]) => name);
			const { rows } = await client.query<{ name: string }>(locked);
			one.locks = rows
				.map(({ name }) => name)
				.filter((name) => before.has(name))
				.sort();
			await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
				migration.hash,
				migration.writtenAt,
			]);
			await client.query('commit');
		} catch (error) {
			await client.query('rollback').catch(() => undefined);
			one.problem = { message: (error as Error).message, statement: present.slice(0, 500) };
			return measured;
		} finally {
			client.release();
		}
	}
	return measured;
}

async function filesOf(client: pg.ClientBase): Promise<Map<string, number>> {
	const { rows } = await client.query<{ name: string; file: number }>(tables);
	return new Map(rows.map(({ name, file }) => [name, file]));
}
