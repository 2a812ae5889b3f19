import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise } from 'yauzl';

export type ZipFaultCode =
	| 'zip-broken'
	| 'zip-name'
	| 'zip-twice'
	| 'zip-link'
	| 'zip-encrypted'
	| 'zip-too-many'
	| 'zip-too-large';

/** An archive that is not unpacked, and why. */
export class ZipFault extends Error {
	override name = 'ZipFault';
	readonly code: ZipFaultCode;
	readonly params: Record<string, string | number>;

	constructor(code: ZipFaultCode, params: Record<string, string | number> = {}) {
		super(`${code} ${JSON.stringify(params)}`);
		this.code = code;
		this.params = params;
	}
}

export interface ZipLimits {
	/** Most files. */
	files: number;
	/** Most bytes of all files together, unpacked: counted, not believed. */
	bytes: number;
	/** Most bytes of one file, unpacked. */
	fileBytes: number;
}

/** What operating systems put into archives by themselves. */
const litter = /(^|\/)(__MACOSX(\/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;
/** Names that every file system takes: no path out, no control or reserved character, no reserved name of Windows. */
const part = /^(?!\.{1,2}$)(?!(con|prn|aux|nul|com\d|lpt\d)(\.|$))[^\p{Cc}<>:"|?*\\/]{1,120}(?<![. ])$/iu;

/**
 * Unpacks a ZIP into a folder: plain files with plain names only, each whole by its checksum, within limits. Nothing
 * is ever written outside of the folder.
 * @returns the paths of the files, as in the archive
 * @throws ZipFault; what was unpacked before remains and is the caller's to remove
 */
export async function unpackZip(archive: string, folder: string, limits: ZipLimits): Promise<string[]> {
	const zip = await openPromise(archive, { autoClose: false, strictFileNames: true }).catch(asFault);
	const seen = new Set<string>();
	const paths: string[] = [];
	let bytes = 0;
	try {
		if (zip.entryCount > limits.files * 2) throw new ZipFault('zip-too-many', { max: limits.files });
		for await (const entry of zip.eachEntry()) {
			const name = entry.fileName;
			if (litter.test(name)) continue;
			demandPlain(entry, seen);
			if (name.endsWith('/')) continue;
			if (paths.length >= limits.files) throw new ZipFault('zip-too-many', { max: limits.files });
			const room = Math.min(limits.fileBytes, limits.bytes - bytes);
			if (entry.uncompressedSize > room) throw new ZipFault('zip-too-large', { name });
			const path = join(folder, name);
			await mkdir(dirname(path), { recursive: true });
			const counted = counting(name, room);
			await pipeline(await zip.openReadStreamPromise(entry), counted.stream, createWriteStream(path, { flags: 'wx' }));
			if (counted.sum() !== entry.crc32) throw new ZipFault('zip-broken', { name });
			bytes += counted.bytes();
			paths.push(name);
		}
		return paths;
	} catch (error) {
		return asFault(error);
	} finally {
		zip.close();
	}
}

function demandPlain(entry: Entry, seen: Set<string>): void {
	const name = entry.fileName;
	const parts = name.replace(/\/$/, '').split('/');
	if (parts.length > 8 || !parts.every((one) => part.test(one))) throw new ZipFault('zip-name', { name: shown(name) });
	// Upper half: the mode of the file where the archive comes from a Unix. Only plain files and folders.
	const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
	if (kind !== 0 && kind !== 0o100000 && kind !== 0o040000) throw new ZipFault('zip-link', { name: shown(name) });
	if (entry.isEncrypted()) throw new ZipFault('zip-encrypted', { name: shown(name) });
	const folded = name.normalize('NFC').toLowerCase();
	if (seen.has(folded)) throw new ZipFault('zip-twice', { name: shown(name) });
	seen.add(folded);
}

/** Lets bytes through while it counts and sums them; fails at the first byte too many. */
function counting(name: string, most: number): { stream: Transform; bytes: () => number; sum: () => number } {
	let bytes = 0;
	let sum = 0;
	const stream = new Transform({
		transform(chunk: Buffer, _, done) {
			bytes += chunk.length;
			sum = crc32(chunk, sum);
			if (bytes > most) done(new ZipFault('zip-too-large', { name: shown(name) }));
			else done(null, chunk);
		},
	});
	return { stream, bytes: () => bytes, sum: () => sum };
}

/** A name that may go into a sentence. */
function shown(name: string): string {
	return name.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, 120);
}

function asFault(error: unknown): never {
	if (error instanceof ZipFault) throw error;
	const code = (error as NodeJS.ErrnoException).code;
	// A full disk or a missing file is no matter of the archive.
	if (code?.startsWith('E')) throw error;
	const text = error instanceof Error ? error.message : String(error);
	const badName = /absolute path|relative path|invalid characters in fileName/.test(text);
	throw new ZipFault(badName ? 'zip-name' : 'zip-broken', { name: shown(text.replace(/^.*: /, '')) });
}
