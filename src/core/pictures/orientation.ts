const head = 'Exif\0\0';
const tag = 0x0112;

/** The orientation that the EXIF part of a file names, 1 to 8; undefined when it names none. Never throws. */
export function orientationIn(segment: Buffer): number | undefined {
	const tiff = segment.subarray(0, head.length).toString('latin1') === head ? segment.subarray(head.length) : undefined;
	return tiff && orientationOfTiff(tiff);
}

/** The same of bare TIFF data, as PNG and WebP hold it. */
export function orientationOfTiff(tiff: Buffer): number | undefined {
	const order = tiff.subarray(0, 2).toString('latin1');
	if (order !== 'II' && order !== 'MM') return undefined;
	const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const long = (at: number) => (order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
	try {
		const directory = long(4);
		const entries = short(directory);
		for (let entry = 0; entry < entries; entry += 1) {
			const at = directory + 2 + entry * 12;
			if (short(at) !== tag) continue;
			const value = short(at + 8);
			return value >= 1 && value <= 8 ? value : undefined;
		}
	} catch (error) {
		// A directory that points outside of its data names nothing.
		if (!(error instanceof RangeError)) throw error;
	}
	return undefined;
}

/** Bare TIFF data that says the orientation and nothing else. */
export function orientationTiff(orientation: number): Buffer {
	const tiff = Buffer.alloc(26);
	tiff.write('MM\0*', 0, 'latin1');
	tiff.writeUInt32BE(8, 4);
	tiff.writeUInt16BE(1, 8);
	tiff.writeUInt16BE(tag, 10);
	tiff.writeUInt16BE(3, 12);
	tiff.writeUInt32BE(1, 14);
	tiff.writeUInt16BE(orientation, 18);
	return tiff;
}

/** A JPEG segment that says the orientation and nothing else. */
export function orientationSegment(orientation: number): Buffer {
	const content = Buffer.concat([Buffer.from(head, 'latin1'), orientationTiff(orientation)]);
	const start = Buffer.alloc(4);
	start.writeUInt16BE(0xffe1, 0);
	start.writeUInt16BE(content.length + 2, 2);
	return Buffer.concat([start, content]);
}
