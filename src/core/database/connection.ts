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
	const names = new Map<string, string>();
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
	pool.on('connect', (client) => {
		client.on('error', () => undefined);
		nameStatements(client, names);
	});
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

/** Statements that get a name; what comes later is sent as it is, so that texts with changing lists can't fill the memory. */
const mostNames = 400;

/**
 * Gives every statement with parameters a name, so that PostgreSQL parses and plans it once for each connection instead
 * of each time: half of its work for small statements. The query builder sends the same texts again and again.
 */
function nameStatements(client: pg.PoolClient, names: Map<string, string>): void {
	const query = client.query.bind(client) as (...input: unknown[]) => unknown;
	const named = (text: string): string | undefined => {
		const known = names.get(text);
		if (known !== undefined || names.size >= mostNames) return known;
		const fresh = `s${names.size}`;
		names.set(text, fresh);
		return fresh;
	};
	client.query = ((first: unknown, ...rest: unknown[]) => {
		const values = rest[0];
		if (typeof first === 'string' && Array.isArray(values) && values.length > 0) {
			const name = named(first);
			if (name !== undefined) return query({ name, text: first, values }, ...rest.slice(1));
		} else if (isPlainQuery(first) && first.name === undefined) {
			const parameters = Array.isArray(values) ? values : first.values;
			const name = parameters && parameters.length > 0 ? named(first.text) : undefined;
			if (name !== undefined) return query({ ...first, name }, ...rest);
		}
		return query(first, ...rest);
	}) as typeof client.query;
}

/** A statement as an object, and not a cursor or a COPY stream, which carry their own way of being sent. */
function isPlainQuery(value: unknown): value is { text: string; name?: string; values?: unknown[] } {
	return typeof value === 'object' && value !== null && 'text' in value && !('submit' in value);
}

/** Whether a statement failed because of this constraint or unique index; looks through the query builder's wrapping. */
export function violates(error: unknown, constraint: string): boolean {
	for (let at = error; at instanceof Error; at = at.cause) {
		if ((at as { constraint?: string }).constraint === constraint) return true;
	}
	return false;
}

/** PostgreSQL's words for going away (57P01 shutdown, 57P02 crash, 57P03 starting), and the system's for nobody there. */
const away = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']);

/** Whether a statement failed because PostgreSQL is not there just now: it is started again, and trying again helps. */
export function databaseIsAway(error: unknown): boolean {
	for (let at = error; at instanceof Error; at = at.cause) {
		const { code } = at as { code?: string };
		if (code !== undefined && (away.has(code) || code.startsWith('08'))) return true;
		if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(at.message)) return true;
	}
	return false;
}

/** Runs a statement and answers its rows with the type the caller states. */
export async function many<T extends Row>(db: Db, statement: SQL): Promise<T[]> {
	const result = await db.execute(statement);
	return result.rows as T[];
}
