import { crc32 } from 'node:zlib';
import { PictureFault } from './fault.ts';
import type { Size } from './formats.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What the picture itself needs, and what its colours need. Texts, times, EXIF and programs' own parts are not there. */
const kept = new Set([
	'IHDR',
	'PLTE',
	'IDAT',
	'IEND',
	'tRNS',
	'cHRM',
	'gAMA',
	'iCCP',
	'sBIT',
	'sRGB',
	'bKGD',
	'pHYs',
	'cICP',
]);
/** A profile is some hundreds of bytes, at most some tens of thousands. */
const maxProfile = 1_000_000;

/**
 * A PNG without texts, times, EXIF and whatever was appended after its end. The pixels are not touched.
 * @throws PictureFault `file-broken`, `picture-animated`
 */
export function cleanPng(bytes: Buffer): { bytes: Buffer; size: Size } {
	const parts: Buffer[] = [signature];
	let size: Size | undefined;
	for (let at = signature.length; ; ) {
		if (at + 12 > bytes.length) throw new PictureFault('file-broken');
		const length = bytes.readUInt32BE(at);
		const end = at + 12 + length;
		if (end > bytes.length) throw new PictureFault('file-broken');
		const type = bytes.toString('latin1', at + 4, at + 8);
		if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) throw new PictureFault('file-broken');
		if (type === 'acTL') throw new PictureFault('picture-animated');
		if (type === 'IHDR') {
			if (size || length !== 13 || at !== signature.length) throw new PictureFault('file-broken');
			size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
		}
		if (kept.has(type) && !(type === 'iCCP' && length > maxProfile)) parts.push(bytes.subarray(at, end));
		if (type === 'IEND') break;
		at = end;
	}
	if (!size || size.width === 0 || size.height === 0) throw new PictureFault('file-broken');
	return { bytes: Buffer.concat(parts), size };
}
