import { cleanPicture, PictureFault } from '#core/pictures/index.ts';
import { ScrubFault } from './fault.ts';
import { plainGif } from './gif.ts';

/**
 * A picture of nothing but its pixels: JPEG, PNG, WebP, SVG, GIF, and the metafiles of Windows as documents hold them.
 * @throws ScrubFault `file-type` for any other
 */
export async function scrubPicture(given: Uint8Array): Promise<Uint8Array> {
	const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
	if (/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return plainGif(bytes);
	if (isEmf(bytes)) return plainEmf(bytes);
	if (isWmf(bytes)) return bytes;
	try {
		return (await cleanPicture(bytes)).bytes;
	} catch (error) {
		if (!(error instanceof PictureFault)) throw error;
		throw new ScrubFault(error.code === 'file-type' ? 'file-type' : 'file-broken', error.message);
	}
}

const isEmf = (bytes: Buffer) =>
	bytes.length > 88 && bytes.readUInt32LE(0) === 1 && bytes.toString('latin1', 40, 44) === ' EMF';
/** With the header that places it, or without. Neither has room for words. */
const isWmf = (bytes: Buffer) =>
	bytes.length > 18 && (bytes.readUInt32LE(0) === 0x9ac6cdd7 || bytes.readUInt32LE(0) === 0x00090001);

/** An EMF (MS-EMF 2.2.9) without its description: the program and the name of the drawing. */
function plainEmf(given: Buffer): Buffer {
	const bytes = Buffer.from(given);
	const [characters, offset] = [bytes.readUInt32LE(60), bytes.readUInt32LE(64)];
	const end = offset + characters * 2;
	if (characters > 0 && offset >= 88 && end <= bytes.readUInt32LE(4)) bytes.fill(0, offset, end);
	return bytes;
}
