import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import type { AsyncFlateStreamHandler, ZipInputFile } from 'fflate';

const deflate = promisify(deflateRaw);

/**
 * A file in a zip archive whose pieces are deflated by zlib, outside the thread that answers requests. While one piece is
 * deflated the next can be written; no more than one waits.
 */
export class DeflatedFile implements ZipInputFile {
	readonly compression = 8;
	readonly mtime = '1980-01-02T00:00:00';
	readonly filename: string;
	size = 0;
	crc = 0;
	/** Set by the archive. */
	ondata?: AsyncFlateStreamHandler;
	private waiting: ReturnType<typeof deflate> | undefined;

	constructor(filename: string) {
		this.filename = filename;
	}

	/** Adds a piece. Resolves when the archive has all before it, and with the last piece all. */
	async push(text: string, last = false): Promise<void> {
		const piece = Buffer.from(text, 'utf8');
		this.size += piece.length;
		this.crc = crc32(piece, this.crc);
		await this.handOver(false);
		this.waiting = deflate(piece, { finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH });
		// Whoever stops in the middle never asks for it.
		this.waiting.catch(() => undefined);
		if (last) await this.handOver(true);
	}

	private async handOver(last: boolean): Promise<void> {
		if (this.waiting) this.ondata?.(null, await this.waiting, last);
	}
}
