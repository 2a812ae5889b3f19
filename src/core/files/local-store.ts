import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { randomText } from '#core/ids/index.ts';
import {
	type ByteRange,
	type Digest,
	type FileStore,
	isDigest,
	type ListedFile,
	type OpenFile,
	type StoredFile,
} from './store.ts';

const unfinished = 'unfinished';
const privateFile = 0o600;
const privateFolder = 0o700;

function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Makes the names in a folder durable: a rename that is not followed by this can be undone by a power cut. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, constants.O_RDONLY);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
	let offset = 0;
	while (offset < chunk.byteLength) {
		const { bytesWritten } = await handle.write(chunk, offset);
		offset += bytesWritten;
	}
}

/** @returns undefined when there is no such file */
async function sizeOf(path: string): Promise<number | undefined> {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if (isMissing(error)) return undefined;
		throw error;
	}
}

/** Opens the file when its first piece is asked for, and closes it whatever becomes of the reader: one that never reads holds nothing. */
async function* readOnDemand(path: string, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
	const handle = await open(path, 'r');
	try {
		yield* handle.createReadStream(range);
	} finally {
		await handle.close();
	}
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
	yield bytes;
}

/**
 * The store on local disk: `{folder}/{first two digits}/{digest}`, readable by its owner only. A file is written under
 * another name, made durable and then renamed, so that under its digest there is a whole file or none.
 */
export function createLocalFileStore(folder: string): FileStore {
	const pathOf = (digest: Digest): string | undefined =>
		isDigest(digest) ? join(folder, digest.slice(0, 2), digest) : undefined;

	async function makeFolder(name: string): Promise<string> {
		const path = join(folder, name);
		const made = await mkdir(path, { recursive: true, mode: privateFolder });
		if (made) await syncFolder(folder);
		return path;
	}

	async function writeUnfinished(path: string, source: AsyncIterable<Uint8Array>): Promise<StoredFile> {
		const hash = createHash('sha256');
		let bytes = 0;
		const handle = await open(path, 'wx', privateFile);
		try {
			for await (const chunk of source) {
				hash.update(chunk);
				bytes += chunk.byteLength;
				await writeAll(handle, chunk);
			}
			await handle.sync();
		} finally {
			await handle.close();
		}
		return { digest: hash.digest('hex'), bytes };
	}

	return {
		async put(source) {
			const temporary = join(await makeFolder(unfinished), randomText(20));
			try {
				const stored = await writeUnfinished(temporary, source instanceof Uint8Array ? once(source) : source);
				const shelf = await makeFolder(stored.digest.slice(0, 2));
				// Also over a file that is there already: the same bytes, now with the time of this put, and whole.
				await rename(temporary, join(shelf, stored.digest));
				await syncFolder(shelf);
				return stored;
			} catch (error) {
				await unlink(temporary).catch(() => {});
				throw error;
			}
		},

		async get(digest, range) {
			const path = pathOf(digest);
			if (!path) return undefined;
			const size = await sizeOf(path);
			if (size === undefined) return undefined;
			const stream = ReadableStream.from(readOnDemand(path, range)) as unknown as OpenFile['stream'];
			if (!range) return { bytes: size, stream };
			return { bytes: Math.max(0, Math.min(range.end ?? size - 1, size - 1) + 1 - range.start), stream };
		},

		async has(digest) {
			const path = pathOf(digest);
			if (!path) return false;
			return (await sizeOf(path)) !== undefined;
		},

		async delete(digest, putBefore = Number.POSITIVE_INFINITY) {
			const path = pathOf(digest);
			if (!path) return false;
			// Taken aside first: whoever puts the same file now puts it whole, and nothing of his is removed.
			const aside = join(await makeFolder(unfinished), randomText(20));
			try {
				await rename(path, aside);
			} catch (error) {
				if (isMissing(error)) return false;
				throw error;
			}
			if ((await stat(aside)).mtimeMs >= putBefore) {
				await rename(aside, path);
				return false;
			}
			await unlink(aside);
			return true;
		},

		async *list(): AsyncIterable<ListedFile> {
			const shelves = await readdir(folder).catch((error) => (isMissing(error) ? [] : Promise.reject(error)));
			for (const shelf of shelves.filter((name) => /^[0-9a-f]{2}$/.test(name)).sort()) {
				for (const digest of (await readdir(join(folder, shelf))).filter(isDigest).sort()) {
					const found = await stat(join(folder, shelf, digest));
					yield { digest, bytes: found.size, putAt: found.mtimeMs };
				}
			}
		},

		async clearUnfinished(before) {
			const path = await makeFolder(unfinished);
			let cleared = 0;
			for (const name of await readdir(path)) {
				const left = join(path, name);
				if ((await stat(left)).mtimeMs >= before) continue;
				await unlink(left);
				cleared += 1;
			}
			return cleared;
		},
	};
}
