import type { FileHandle } from 'node:fs/promises';

/**
 * The few parts of the tar format (POSIX ustar) that a backup needs, so that any `tar` can list and unpack one. Every
 * byte is accounted for when reading: header checksums, padding of zeros, an end of zeros, nothing after it.
 */
export const blockSize = 512;
const largestOctal = 0o77777777777;

/** One entry of an archive, and where its bytes lie. */
export interface TarEntry {
	name: string;
	size: number;
	/** Position of the entry's header. */
	start: number;
	/** Position of its first byte. */
	offset: number;
}

/** The archive is not whole, or not one of ours; `position` is where that shows. */
export class TarDamage extends Error {
	override name = 'TarDamage';
	readonly position: number;
	constructor(message: string, position: number) {
		super(message);
		this.position = position;
	}
}

/** How many zeros follow `size` bytes to fill the last block. */
export function paddingOf(size: number): number {
	return (blockSize - (size % blockSize)) % blockSize;
}

function checksum(header: Uint8Array): number {
	let sum = 0;
	// The checksum's own eight bytes count as spaces.
	for (let index = 0; index < blockSize; index += 1) sum += index >= 148 && index < 156 ? 32 : (header[index] ?? 0);
	return sum;
}

/**
 * The header of a regular file that only its owner can read.
 * @param name at most 100 bytes
 * @param at seconds since 1970
 * @throws RangeError for a name that is too long
 */
export function tarHeader(name: string, size: number, at: number): Buffer {
	if (Buffer.byteLength(name) > 100) throw new RangeError(`too long for a tar entry: ${name}`);
	const header = Buffer.alloc(blockSize);
	header.write(name, 0);
	header.write('0000600\0', 100, 'latin1');
	header.write('0000000\0', 108, 'latin1');
	header.write('0000000\0', 116, 'latin1');
	if (size <= largestOctal) header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
	else {
		// From 8 GiB on: the base-256 form that GNU tar and bsdtar read.
		header[124] = 0x80;
		header.writeBigUInt64BE(BigInt(size), 128);
	}
	header.write(`${Math.max(0, Math.floor(at)).toString(8).padStart(11, '0')}\0`, 136, 'latin1');
	header.write('0', 156, 'latin1');
	header.write('ustar\x0000', 257, 'latin1');
	header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
	return header;
}

function sizeIn(header: Buffer): number {
	if (header[124] === 0x80) return Number(header.readBigUInt64BE(128));
	return Number.parseInt(header.toString('latin1', 124, 135), 8);
}

async function readBlock(handle: FileHandle, position: number): Promise<Buffer> {
	const block = Buffer.alloc(blockSize);
	const { bytesRead } = await handle.read(block, 0, blockSize, position);
	if (bytesRead !== blockSize) throw new TarDamage('the file ends too early', position);
	return block;
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

async function demandZeros(handle: FileHandle, position: number, count: number, where: string): Promise<void> {
	const bytes = Buffer.alloc(count);
	const { bytesRead } = await handle.read(bytes, 0, count, position);
	if (bytesRead !== count || !isZero(bytes))
		throw new TarDamage(`bytes that should be zero are not, ${where}`, position);
}

/**
 * The entries of an archive in their order.
 * @throws TarDamage where the archive is not whole
 */
export async function* tarEntries(handle: FileHandle): AsyncGenerator<TarEntry> {
	const { size: length } = await handle.stat();
	let position = 0;
	for (;;) {
		const header = await readBlock(handle, position);
		if (isZero(header)) {
			const rest = length - position - blockSize;
			if (rest !== blockSize) throw new TarDamage('the end of the archive is not where it should be', position);
			await demandZeros(handle, position + blockSize, blockSize, 'at the end');
			return;
		}
		const stated = Number.parseInt(header.toString('latin1', 148, 154), 8);
		const size = sizeIn(header);
		if (stated !== checksum(header) || header.toString('latin1', 257, 262) !== 'ustar' || !Number.isSafeInteger(size)) {
			throw new TarDamage('the header of an entry is damaged', position);
		}
		const end = header.indexOf(0);
		const name = header.toString('utf8', 0, Math.min(end === -1 ? 100 : end, 100));
		const entry = { name, size, start: position, offset: position + blockSize };
		const after = entry.offset + size;
		if (after + paddingOf(size) + 2 * blockSize > length) throw new TarDamage(`the file ends within ${name}`, position);
		await demandZeros(handle, after, paddingOf(size), `after ${name}`);
		yield entry;
		position = after + paddingOf(size);
	}
}

/** The bytes of an archive from one position to another, in pieces of at most 256 KiB. */
export async function* bytesBetween(handle: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
	for (let position = from; position < to; ) {
		const piece = Buffer.allocUnsafe(Math.min(262_144, to - position));
		const { bytesRead } = await handle.read(piece, 0, piece.length, position);
		if (bytesRead === 0) throw new TarDamage('the file ends too early', position);
		yield piece.subarray(0, bytesRead);
		position += bytesRead;
	}
}

/** The bytes of one entry, in pieces. */
export function entryBytes(handle: FileHandle, entry: TarEntry): AsyncGenerator<Buffer> {
	return bytesBetween(handle, entry.offset, entry.offset + entry.size);
}

/** All bytes of one small entry. */
export async function entryBuffer(handle: FileHandle, entry: TarEntry): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of entryBytes(handle, entry)) pieces.push(piece);
	return Buffer.concat(pieces);
}
