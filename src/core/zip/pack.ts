import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface PackedFile {
	/** In the archive, with `/`. */
	path: string;
	read(): Promise<Uint8Array>;
}

/** What is compressed already gains nothing. */
const packed = /\.(jpe?g|png|webp|pdf|docx|pptx|xlsx|odt|zip)$/i;

/**
 * Files as a ZIP, piece by piece, one file in memory at a time. The same files in the same order give the same bytes: all
 * of them bear the same date, the second day of 1980 (the format begins with the first, and knows no zones).
 */
export async function* packZip(files: Iterable<PackedFile>): AsyncGenerator<Uint8Array> {
	let pieces: Uint8Array[] = [];
	let failed: Error | undefined;
	const zip = new Zip((error, piece) => {
		if (error) failed = error;
		else pieces.push(piece);
	});
	const drain = function* () {
		if (failed) throw failed;
		const ready = pieces;
		pieces = [];
		yield* ready;
	};
	for (const { path, read } of files) {
		const entry = packed.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
		entry.mtime = '1980-01-02T00:00:00';
		zip.add(entry);
		entry.push(await read(), true);
		yield* drain();
	}
	zip.end();
	yield* drain();
}
