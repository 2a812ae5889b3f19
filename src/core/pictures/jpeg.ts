import { PictureFault } from './fault.ts';
import type { Size } from './formats.ts';
import { orientationIn, orientationSegment } from './orientation.ts';

/** Frame headers: baseline, extended, progressive and their rarer relatives. */
const frames = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** What a decoder needs besides: tables, restart interval, scan. */
const needed = new Set([0xc4, 0xcc, 0xda, 0xdb, 0xdd]);

/**
 * A JPEG without anything but its picture: comments, EXIF (camera, time, place, thumbnail), XMP, IPTC and whatever was
 * appended after its end go; colour profile and orientation stay. The pixels are not touched. Cleaning twice is
 * cleaning once. The size is as shown, after the orientation is obeyed.
 * @throws PictureFault `file-broken`
 */
export function cleanJpeg(bytes: Buffer): { bytes: Buffer; size: Size } {
	const kept: Buffer[] = [];
	let size: Size | undefined;
	let orientation = 1;
	let at = 2;
	for (;;) {
		const marker = markerAt(bytes, at);
		if (marker.code === 0xd9) break;
		const length = bytes.length >= marker.end + 2 ? bytes.readUInt16BE(marker.end) : 0;
		const end = marker.end + length;
		if (length < 2 || end > bytes.length) throw new PictureFault('file-broken');
		const segment = bytes.subarray(marker.end + 2, end);
		const whole = Buffer.concat([Buffer.from([0xff, marker.code]), bytes.subarray(marker.end, end)]);
		if (frames.has(marker.code)) {
			if (size || segment.length < 6) throw new PictureFault('file-broken');
			size = { height: segment.readUInt16BE(1), width: segment.readUInt16BE(3) };
			kept.push(whole);
		} else if (marker.code === 0xe1) orientation = orientationIn(segment) ?? orientation;
		else if (needed.has(marker.code) || isKeptNote(marker.code, segment)) kept.push(whole);
		at = end;
		if (marker.code === 0xda) {
			at = endOfScan(bytes, end);
			kept.push(bytes.subarray(end, at));
		}
	}
	if (!size || size.width === 0 || size.height === 0) throw new PictureFault('file-broken');
	const turned = orientation >= 5 ? { width: size.height, height: size.width } : size;
	const note = orientation === 1 ? [] : [orientationSegment(orientation)];
	return {
		bytes: Buffer.concat([Buffer.from([0xff, 0xd8]), ...note, ...kept, Buffer.from([0xff, 0xd9])]),
		size: turned,
	};
}

/** How a JPEG is to be turned, 1 to 8 as EXIF counts. */
export function orientationOf(bytes: Buffer): number {
	for (let at = 2; at + 4 <= bytes.length; ) {
		const { code, end } = markerAt(bytes, at);
		if (code === 0xda || code === 0xd9) break;
		const length = bytes.readUInt16BE(end);
		if (code === 0xe1) return orientationIn(bytes.subarray(end + 2, end + length)) ?? 1;
		at = end + Math.max(2, length);
	}
	return 1;
}

/** The marker at a position; any number of 0xff may stand before its code. */
function markerAt(bytes: Buffer, at: number): { code: number; end: number } {
	if (bytes[at] !== 0xff) throw new PictureFault('file-broken');
	let end = at;
	while (bytes[end] === 0xff) end += 1;
	const code = bytes[end];
	if (code === undefined || code === 0) throw new PictureFault('file-broken');
	return { code, end: end + 1 };
}

/** JFIF's density, the colour profile, and Adobe's word on how colours are coded: without them it looks different. */
function isKeptNote(code: number, segment: Buffer): boolean {
	const begins = (text: string) => segment.subarray(0, text.length).toString('latin1') === text;
	if (code === 0xe0) return begins('JFIF\0') && segment.length === 14;
	if (code === 0xe2) return begins('ICC_PROFILE\0');
	return code === 0xee && begins('Adobe') && segment.length === 12;
}

/** Where the coded data after a scan header ends: at the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
	for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
		const next = bytes[at + 1];
		if (next === undefined) break;
		if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
	}
	throw new PictureFault('file-broken');
}
