import { type Hash, createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { blockSize, paddingOf, tarHeader } from './tar.ts';

/** Writes the entries of a backup one after the other; memory holds one piece at a time. */
export interface ArchiveWriter {
	/** Bytes written so far. */
	readonly length: number;
	/** Adds an entry. @returns the SHA-256 of its bytes */
	add(name: string, bytes: Uint8Array): Promise<string>;
	/** Adds an entry whose size is known beforehand. @throws Error when the source has another size */
	addStream(name: string, size: number, source: AsyncIterable<Uint8Array>): Promise<string>;
	/** Writes the entry `SHA256` (the digest of every byte before it) and the end. */
	finish(): Promise<void>;
}

/** The last entry's name: it holds the digest of everything before it. */
export const sealName = 'SHA256';

/** @param at seconds since 1970, the time all entries bear */
export function createArchive(handle: FileHandle, at: number): ArchiveWriter {
	const whole: Hash = createHash('sha256');
	let length = 0;

	async function write(bytes: Uint8Array): Promise<void> {
		whole.update(bytes);
		for (let offset = 0; offset < bytes.byteLength; ) {
			offset += (await handle.write(bytes, offset)).bytesWritten;
		}
		length += bytes.byteLength;
	}

	async function addStream(name: string, size: number, source: AsyncIterable<Uint8Array>): Promise<string> {
		await write(tarHeader(name, size, at));
		const hash = createHash('sha256');
		let seen = 0;
		for await (const piece of source) {
			hash.update(piece);
			seen += piece.byteLength;
			if (seen > size) break;
			await write(piece);
		}
		if (seen !== size) throw new Error(`${name} changed its size while it was read (${size} bytes, then ${seen})`);
		if (paddingOf(size) > 0) await write(Buffer.alloc(paddingOf(size)));
		return hash.digest('hex');
	}

	async function* once(bytes: Uint8Array) {
		yield bytes;
	}

	const add = (name: string, bytes: Uint8Array) => addStream(name, bytes.byteLength, once(bytes));
	return {
		get length() {
			return length;
		},
		add,
		addStream,
		async finish() {
			await add(sealName, Buffer.from(`${whole.copy().digest('hex')}\n`));
			await write(Buffer.alloc(2 * blockSize));
		},
	};
}
