import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { readTable } from './copy.ts';
import { BackupError, type OnProgress } from './fault.ts';
import { findForeignKeys, findTables } from './schema.ts';

/** Where the rows of a database come from: a backup, or another database. */
export interface RowSource {
	tables: readonly { name: string; columns: readonly string[] }[];
	sequences(): Promise<readonly { name: string; value: string }[]>;
	/** The COPY text of a table. */
	text(table: string): AsyncIterable<Buffer>;
	/** What must have come of it; known once `text` has been read. */
	expected(table: string): { rows: number; digest: string };
}

/**
 * Loads all rows into the empty tables of the schema `public`, within the caller's transaction, and compares what the
 * database then gives out with what went in.
 * @throws BackupError when a table or column is not in this schema, or something came out changed
 */
export async function loadRows(client: pg.ClientBase, source: RowSource, onProgress?: OnProgress): Promise<void> {
	const present = new Map((await findTables(client)).map((table) => [table.name, table]));
	for (const table of source.tables) {
		const strange = table.columns.filter((column) => !present.get(table.name)?.columns.includes(column));
		if (strange.length > 0) {
			throw new BackupError(
				`There is ${table.name} (${strange.join(', ')}), which this version's schema has not: it was written by another state of development.`,
			);
		}
	}
	// Rows come table by table, so references can only be checked at the end, and what triggers once did is in the rows.
	const foreignKeys = await findForeignKeys(client);
	for (const key of foreignKeys) await client.query(`alter table public.${key.table} drop constraint ${key.name}`);
	for (const name of present.keys()) await client.query(`alter table public.${name} disable trigger user`);
	for (const [done, table] of source.tables.entries()) {
		onProgress?.(table.name, done, source.tables.length);
		const statement = `copy public.${table.name} (${table.columns.join(', ')}) from stdin`;
		await pipeline(Readable.from(source.text(table.name), { objectMode: false }), client.query(copyFrom(statement)));
		const order = present.get(table.name)?.order ?? '';
		const loaded = await readTable(client, { ...table, order }, async () => undefined);
		const expected = source.expected(table.name);
		if (loaded.digest !== expected.digest || loaded.rows !== expected.rows) {
			throw new BackupError(`The table ${table.name} came out changed (${loaded.rows} rows for ${expected.rows}).`);
		}
	}
	for (const { name, value } of await source.sequences()) {
		await client.query('select setval($1::regclass, $2::bigint)', [`public.${name}`, value]);
	}
	for (const name of present.keys()) await client.query(`alter table public.${name} enable trigger user`);
	for (const key of foreignKeys) {
		await client.query(`alter table public.${key.table} add constraint ${key.name} ${key.definition}`);
	}
}
