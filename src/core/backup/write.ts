import { constants, existsSync } from 'node:fs';
import { type FileHandle, link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gzip as gzipWithCallback } from 'node:zlib';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Context } from '#core/context/index.ts';
import { knownMigrations, pendingMigrations } from '#core/database/index.ts';
import { type FileReferences, referredFiles } from '#core/files/index.ts';
import { inProject } from '#core/paths/index.ts';
import { type ArchiveWriter, createArchive } from './archive.ts';
import { readTable } from './copy.ts';
import { BackupError, type OnProgress } from './fault.ts';
import { type Manifest, type TableManifest, fileEntry, formatVersion, manifestName } from './manifest.ts';
import { type FoundTable, findTables, readSequences, settleOutput } from './schema.ts';

const gzip = promisify(gzipWithCallback);

export interface BackupOptions {
	/** Where the database refers to stored files. */
	references: readonly FileReferences[];
	onProgress?: OnProgress;
}

/**
 * Writes everything into one file while the installation runs: all tables in one snapshot, the jobs not yet done, every
 * stored file. Under its name there is a whole backup or none; nobody but its owner can read it.
 * @returns the manifest; its `missingFiles` names what the store did not have
 * @throws BackupError when the file is there already
 */
export async function writeBackup(ctx: Context, path: string, options: BackupOptions): Promise<Manifest> {
	if (existsSync(path)) throw taken(path);
	const unfinished = `${path}.unfinished-${process.pid}`;
	const handle = await open(unfinished, 'wx', 0o600);
	try {
		const manifest = await writeArchive(ctx, handle, options);
		await handle.sync();
		await handle.close();
		// A link fails where a file of that name has come to be meanwhile; a rename would put ours in its place. Some file
		// systems know no links.
		await link(unfinished, path).catch((error: NodeJS.ErrnoException) => {
			if (error.code === 'EEXIST') throw taken(path);
			return rename(unfinished, path);
		});
		await syncFolder(dirname(path));
		return manifest;
	} finally {
		await handle.close().catch(() => undefined);
		await rm(unfinished, { force: true });
	}
}

const taken = (path: string) => new BackupError(`${path} exists already; choose another name.`);

async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, constants.O_RDONLY);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function writeArchive(ctx: Context, handle: FileHandle, options: BackupOptions): Promise<Manifest> {
	const writtenAt = ctx.clock.process.now();
	const archive = createArchive(handle, writtenAt / 1000);
	const migrations = knownMigrations();
	const pending = await pendingMigrations(ctx.database);
	const applied = migrations.slice(0, migrations.length - pending);
	const client = await ctx.database.pool.connect();
	try {
		await client.query('begin isolation level repeatable read read only');
		await settleOutput(client);
		const tables = await writeTables(client, archive, options.onProgress);
		const jobList = await ctx.jobs.outstanding(drizzle(client));
		const jobs = {
			count: jobList.length,
			part: await writePart(archive, 'jobs.json.gz', Buffer.from(JSON.stringify(jobList))),
		};
		const sequences = await readSequences(client);
		const referred = await referredFiles(drizzle(client), options.references, pending > 0);
		const postgresql = (await client.query<{ version: string }>(`select current_setting('server_version') as version`))
			.rows[0];
		await client.query('commit');
		const files = await writeFiles(ctx, archive, new Set(referred.map((file) => file.digest)), options.onProgress);
		const there = new Set(files.map((file) => file.digest));
		const manifest: Manifest = {
			format: formatVersion,
			version: (JSON.parse(await readFile(inProject('package.json'), 'utf8')) as { version: string }).version,
			writtenAt: new Date(writtenAt).toISOString(),
			migrations: applied,
			postgresql: postgresql?.version ?? '',
			clock: {
				rehearsal: ctx.clock.rehearsal,
				editionTime: new Date(ctx.clock.edition.now()).toISOString(),
				dial: ctx.clock.dial ?? null,
			},
			tables,
			sequences,
			jobs,
			files,
			missingFiles: referred.filter((file) => !there.has(file.digest)),
		};
		await archive.add(manifestName, Buffer.from(`${JSON.stringify(manifest, null, '\t')}\n`));
		await archive.finish();
		return manifest;
	} catch (error) {
		await client.query('rollback').catch(() => undefined);
		throw error;
	} finally {
		client.release();
	}
}

async function writePart(
	archive: ArchiveWriter,
	name: string,
	text: Buffer,
): Promise<{ name: string; digest: string }> {
	return { name, digest: await archive.add(name, await gzip(text, { level: 6 })) };
}

async function writeTables(
	client: pg.ClientBase,
	archive: ArchiveWriter,
	onProgress?: OnProgress,
): Promise<TableManifest[]> {
	const tables: FoundTable[] = await findTables(client);
	const written: TableManifest[] = [];
	for (const table of tables) {
		onProgress?.(table.name, written.length, tables.length);
		const parts: TableManifest['parts'] = [];
		const { rows, digest } = await readTable(client, table, async (text) => {
			const number = String(parts.length + 1).padStart(6, '0');
			parts.push(await writePart(archive, `tables/${table.name}/${number}.copy.gz`, text));
		});
		written.push({ name: table.name, columns: table.columns, rows, digest, parts });
	}
	return written;
}

/**
 * Everything in the store, also what no row refers to (yet): leaving nothing out is worth a few bytes. A file that was
 * deleted meanwhile is left out; if the snapshot refers to it, it is among the missing.
 */
async function writeFiles(
	ctx: Context,
	archive: ArchiveWriter,
	referred: ReadonlySet<string>,
	onProgress?: OnProgress,
): Promise<Manifest['files']> {
	const files: Manifest['files'] = [];
	for await (const { digest } of ctx.files.list()) {
		const file = await ctx.files.get(digest);
		if (!file) continue;
		const pieces = await begun(file.stream as unknown as AsyncIterable<Uint8Array>).catch(async (error: unknown) => {
			if (await ctx.files.has(digest)) throw error;
			return undefined;
		});
		if (!pieces) continue;
		const found = await archive.addStream(fileEntry(digest), file.bytes, pieces);
		if (found !== digest) {
			throw new BackupError(
				`The stored file ${digest} has other bytes than it was stored with (${found}): restore it first.`,
			);
		}
		files.push({ digest, bytes: file.bytes });
		onProgress?.('files', files.length, Math.max(referred.size, files.length));
	}
	return files;
}

/** The same pieces, the first of them read already: what is there now is read to its end, whoever deletes it meanwhile. */
async function begun(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
	const rest = source[Symbol.asyncIterator]();
	const first = await rest.next();
	return (async function* () {
		if (first.done) return;
		yield first.value;
		yield* { [Symbol.asyncIterator]: () => rest };
	})();
}
