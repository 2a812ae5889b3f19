import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip as gunzipWithCallback } from 'node:zlib';
import { sealName } from './archive.ts';
import { BackupError, type OnProgress } from './fault.ts';
import { type Manifest, fileEntry, manifestName, parseManifest } from './manifest.ts';
import { TarDamage, type TarEntry, bytesBetween, entryBuffer, entryBytes, tarEntries } from './tar.ts';

export const gunzip = promisify(gunzipWithCallback);

/** A backup that was read through and found whole. */
export interface CheckedBackup {
	manifest: Manifest;
	entries: ReadonlyMap<string, TarEntry>;
}

/**
 * Reads a whole backup and checks every digest in it: of each part, of each table, of each file, of all bytes.
 * @throws BackupError that names what is damaged
 */
export async function checkBackup(handle: FileHandle, onProgress?: OnProgress): Promise<CheckedBackup> {
	const entries = await readEntries(handle);
	const manifest = await readManifest(handle, entries);
	const expected = new Map<string, string>([[manifest.jobs.part.name, manifest.jobs.part.digest]]);
	for (const table of manifest.tables) for (const part of table.parts) expected.set(part.name, part.digest);
	for (const file of manifest.files) expected.set(fileEntry(file.digest), file.digest);
	let done = 0;
	for (const [name, digest] of expected) {
		const entry = entries.get(name);
		if (!entry) throw new BackupError(`The backup is damaged: ${name} is missing.`);
		const found = createHash('sha256');
		for await (const piece of entryBytes(handle, entry)) found.update(piece);
		if (found.digest('hex') !== digest) {
			throw new BackupError(`The backup is damaged: ${name} is not what was written.`);
		}
		done += 1;
		onProgress?.('checking', done, expected.size);
	}
	await checkTables(handle, entries, manifest);
	await checkSeal(handle, entries);
	return { manifest, entries };
}

async function readEntries(handle: FileHandle): Promise<Map<string, TarEntry>> {
	const entries = new Map<string, TarEntry>();
	try {
		for await (const entry of tarEntries(handle)) {
			if (entries.has(entry.name)) throw new TarDamage(`${entry.name} occurs twice`, entry.start);
			entries.set(entry.name, entry);
		}
	} catch (error) {
		if (!(error instanceof TarDamage)) throw error;
		if (entries.size === 0) throw new BackupError('This is not a backup of Orrery, or its beginning is damaged.');
		const last = [...entries.keys()].at(-1);
		throw new BackupError(`The backup is damaged after ${last}, at byte ${error.position}: ${error.message}.`);
	}
	return entries;
}

async function readManifest(handle: FileHandle, entries: ReadonlyMap<string, TarEntry>): Promise<Manifest> {
	const entry = entries.get(manifestName);
	if (!entry) throw new BackupError(`This is not a backup of Orrery: it has no ${manifestName}.`);
	try {
		return parseManifest((await entryBuffer(handle, entry)).toString('utf8'));
	} catch (error) {
		throw new BackupError(`The backup can't be read: ${manifestName}: ${(error as Error).message}`);
	}
}

/** The COPY text of one table, part by part. */
export async function* tableText(
	handle: FileHandle,
	entries: ReadonlyMap<string, TarEntry>,
	table: Manifest['tables'][number],
): AsyncGenerator<Buffer> {
	for (const part of table.parts) {
		const entry = entries.get(part.name);
		if (!entry) throw new BackupError(`The backup is damaged: ${part.name} is missing.`);
		yield await gunzip(await entryBuffer(handle, entry));
	}
}

async function checkTables(
	handle: FileHandle,
	entries: ReadonlyMap<string, TarEntry>,
	manifest: Manifest,
): Promise<void> {
	for (const table of manifest.tables) {
		const found = createHash('sha256');
		for await (const text of tableText(handle, entries, table)) found.update(text);
		if (found.digest('hex') !== table.digest) {
			throw new BackupError(`The backup is damaged: the table ${table.name} is not what was written.`);
		}
	}
}

/** What no other digest covers (headers, the manifest itself) is covered by the one over all bytes. */
async function checkSeal(handle: FileHandle, entries: ReadonlyMap<string, TarEntry>): Promise<void> {
	const seal = entries.get(sealName);
	if (!seal) throw new BackupError(`The backup is damaged: ${sealName} is missing.`);
	const found = createHash('sha256');
	for await (const piece of bytesBetween(handle, 0, seal.start)) found.update(piece);
	if ((await entryBuffer(handle, seal)).toString('utf8') !== `${found.digest('hex')}\n`) {
		throw new BackupError(`The backup is damaged: ${manifestName} or the head of an entry is not what was written.`);
	}
}
