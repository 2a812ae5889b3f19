import { PictureFault } from './fault.ts';
import type { Size } from './formats.ts';

const animated = 0x02;
const hasExif = 0x08;
const hasXmp = 0x04;

/**
 * A WebP without EXIF, XMP, unknown parts and whatever was appended. The pixels are not touched. (An orientation in EXIF
 * is not obeyed by browsers for WebP, so nothing is lost.)
 * @throws PictureFault `file-broken`, `picture-animated`
 */
export function cleanWebp(bytes: Buffer): { bytes: Buffer; size: Size } {
	if (bytes.length < 20) throw new PictureFault('file-broken');
	const end = 8 + bytes.readUInt32LE(4);
	if (end > bytes.length) throw new PictureFault('file-broken');
	const parts: Buffer[] = [];
	let size: Size | undefined;
	let canvas: Size | undefined;
	for (let at = 12; at + 8 <= end; ) {
		const type = bytes.toString('latin1', at, at + 4);
		const length = bytes.readUInt32LE(at + 4);
		const data = bytes.subarray(at + 8, at + 8 + length);
		const next = at + 8 + length + (length % 2);
		if (at + 8 + length > end) throw new PictureFault('file-broken');
		if (type === 'ANIM' || type === 'ANMF') throw new PictureFault('picture-animated');
		if (type === 'VP8X') {
			if (data.length < 10) throw new PictureFault('file-broken');
			const flags = data[0] as number;
			if (flags & animated) throw new PictureFault('picture-animated');
			canvas = { width: 1 + data.readUIntLE(4, 3), height: 1 + data.readUIntLE(7, 3) };
			const extended = Buffer.from(data);
			extended[0] = flags & ~(hasExif | hasXmp);
			parts.push(chunk(type, extended));
		} else if (type === 'VP8 ' || type === 'VP8L') {
			if (size) throw new PictureFault('file-broken');
			size = type === 'VP8 ' ? lossySize(data) : losslessSize(data);
			parts.push(chunk(type, data));
		} else if (type === 'ICCP' || type === 'ALPH') parts.push(chunk(type, data));
		at = next;
	}
	// The canvas of a still picture is the picture; if the head lied, a decoder would be told a size we never judged.
	if (!size || (canvas && (canvas.width !== size.width || canvas.height !== size.height)))
		throw new PictureFault('file-broken');
	const body = Buffer.concat(parts);
	const head = Buffer.alloc(12);
	head.write('RIFF', 0, 'latin1');
	head.writeUInt32LE(body.length + 4, 4);
	head.write('WEBP', 8, 'latin1');
	return { bytes: Buffer.concat([head, body]), size };
}

function chunk(type: string, data: Buffer): Buffer {
	const head = Buffer.alloc(8);
	head.write(type, 0, 'latin1');
	head.writeUInt32LE(data.length, 4);
	return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

function lossySize(data: Buffer): Size {
	if (data.length < 10 || data.toString('latin1', 3, 6) !== '\x9d\x01\x2a') throw new PictureFault('file-broken');
	return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

function losslessSize(data: Buffer): Size {
	if (data.length < 5 || data[0] !== 0x2f) throw new PictureFault('file-broken');
	const bits = data.readUInt32LE(1);
	return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}
