import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { type Database, migrate, migrationState } from '#core/database/index.ts';
import type { Jobs } from '#core/jobs/index.ts';
import { readTable } from './copy.ts';
import { BackupError, type OnProgress } from './fault.ts';
import { loadRows } from './rows.ts';
import { findTables, readSequences, settleOutput } from './schema.ts';

export interface CopyDatabaseOptions {
	from: { database: Database; jobs: Jobs };
	to: { database: Database; jobs: Jobs };
	/** Makes the tables of the job queue at the target. */
	installJobs(): Promise<void>;
	onProgress?: OnProgress;
}

/** What was copied; each table equal on both sides by the digest of its rows. */
export interface DatabaseCopy {
	tables: { name: string; rows: number; digest: string }[];
	sequences: number;
	jobs: number;
}

/** A PostgreSQL that we can't copy to, and why. */
async function demandTarget(database: Database): Promise<void> {
	const { rows } = await database.pool.query<{ version: number; name: string; encoding: string; taken: string | null }>(
		`select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
			current_setting('server_encoding') as encoding,
			(select min(n.nspname || '.' || c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
				where c.relkind in ('r', 'p', 'v', 'S') and n.nspname not in ('pg_catalog', 'information_schema')
					and n.nspname not like 'pg\\_%') as taken`,
	);
	const [found] = rows;
	if (!found) throw new BackupError('The target does not answer.');
	if (found.version < 150_000) throw new BackupError(`The target is PostgreSQL ${found.name}; it must be 15 or newer.`);
	if (found.encoding !== 'UTF8') throw new BackupError(`The target's encoding is ${found.encoding}; it must be UTF8.`);
	if (found.taken !== null) {
		throw new BackupError(
			`The target is not empty: it has ${found.taken}. Nothing was changed there. Choose an empty database.`,
		);
	}
}

/** The COPY text of a table as a stream, and what was seen once it has ended. */
function streamOf(client: pg.ClientBase, table: { name: string; columns: readonly string[]; order: string }) {
	const through = new PassThrough();
	const read = readTable(
		client,
		table,
		async (text) => {
			if (!through.write(text)) await once(through, 'drain');
		},
		256 * 1024,
	).then(
		(seen) => {
			through.end();
			return seen;
		},
		(error) => {
			through.destroy(error as Error);
			throw error;
		},
	);
	read.catch(() => undefined);
	return { through, read };
}

/**
 * Copies everything from one database into an empty one: the schema, all rows of one snapshot, sequences, and the jobs
 * that wait. All rows come in one transaction, each table compared by digest; a failure leaves tables without a row.
 * @throws BackupError when the target is not empty or too old, or something came out changed
 */
export async function copyDatabase(options: CopyDatabaseOptions): Promise<DatabaseCopy> {
	const { from, to } = options;
	if ((await migrationState(from.database.pool)).pending.length > 0) {
		throw new BackupError('The database is of an earlier version: run npm start or orrery upgrade first.');
	}
	await demandTarget(to.database);
	await migrate(to.database);
	await options.installJobs();
	const source = await from.database.pool.connect();
	const target = await to.database.pool.connect();
	try {
		await source.query('begin isolation level repeatable read read only');
		await target.query('begin');
		for (const client of [source, target]) await settleOutput(client);
		const tables = await findTables(source);
		const seen = new Map<string, { rows: number; digest: string }>();
		let sequences = 0;
		await loadRows(
			target,
			{
				tables,
				sequences: async () => {
					const found = await readSequences(source);
					sequences = found.length;
					return found;
				},
				async *text(name) {
					const table = tables.find((one) => one.name === name);
					if (!table) throw new BackupError(`There is no table ${name}.`);
					const { through, read } = streamOf(source, table);
					yield* through as AsyncIterable<Buffer>;
					seen.set(name, await read);
				},
				expected: (name) => seen.get(name) ?? { rows: -1, digest: '' },
			},
			options.onProgress,
		);
		const waiting = await from.jobs.outstanding(drizzle(source));
		for (const { name, data } of waiting) await to.jobs.enqueue({ db: drizzle(target as pg.Client) }, name, data);
		await target.query('commit');
		await source.query('commit');
		return {
			tables: tables.map(({ name }) => ({ name, ...(seen.get(name) as { rows: number; digest: string }) })),
			sequences,
			jobs: waiting.length,
		};
	} catch (error) {
		await target.query('rollback').catch(() => undefined);
		await source.query('rollback').catch(() => undefined);
		throw error;
	} finally {
		source.release();
		target.release();
	}
}
