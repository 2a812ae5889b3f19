import { type SQL, sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Log } from '#core/log/index.ts';
import { type Listener, createListener } from './listen.ts';

/** The pool or an open transaction: what queries are written against. */
export type Db = PgDatabase<NodePgQueryResultHKT, Record<string, never>>;
export type Row = Record<string, unknown>;

export interface Database {
	db: NodePgDatabase;
	pool: pg.Pool;
	/** Hears `notify` of any process on this database. Reconnects by itself; after a gap every handler is called with an empty payload. */
	listen(channel: string, handler: (payload: string) => void): Promise<void>;
	/** Tells every process; inside a transaction the word goes out at commit. */
	notify(db: Db, channel: string, payload?: string): Promise<void>;
	/** Statements sent by this process since it opened the pool: for tests that count queries. */
	statements(): number;
	close(): Promise<void>;
}

export interface ConnectionOptions {
	/** `postgres://…`, or a pg config for the private socket. */
	connection: pg.ClientConfig;
	/** Largest number of connections. */
	max?: number;
	log: Log;
	/** Called with each statement, for logs and measurements. */
	onStatement?: (text: string) => void;
}

/**
 * Opens a pool. Sessions run in UTC. Nothing connects before the first query.
 */
export function openDatabase(options: ConnectionOptions): Database {
	let statements = 0;
	const pool = new pg.Pool({
		...options.connection,
		max: options.max ?? 12,
		options: '-c timezone=UTC',
		idleTimeoutMillis: 60_000,
		connectionTimeoutMillis: 20_000,
	});
	// Without a handler an idle connection that the server closes (a restart, a crash) would end this process.
	pool.on('error', (error) => options.log.warn('database-connection-lost', { error }));
	// The pool's handler is for idle ones only. One that is lost between two statements of a transaction needs its own;
	// the next statement on it fails, and that is heard.
	pool.on('connect', (client) => client.on('error', () => undefined));
	const logger = {
		logQuery(query: string) {
			statements += 1;
			options.onStatement?.(query);
		},
	};
	const db = drizzle(pool, { logger });
	let listener: Listener | undefined;
	return {
		db,
		pool,
		async listen(channel, handler) {
			listener ??= createListener(options.connection, options.log);
			await listener.listen(channel, handler);
		},
		async notify(on, channel, payload = '') {
			await on.execute(sql`select pg_notify(${channel}, ${payload})`);
		},
		statements: () => statements,
		async close() {
			await listener?.close();
			await pool.end();
		},
	};
}

/** Runs a statement and answers its rows with the type the caller states. */
export async function many<T extends Row>(db: Db, statement: SQL): Promise<T[]> {
	const result = await db.execute(statement);
	return result.rows as T[];
}
