import { crc32, deflateSync } from 'node:zlib';
import { orientationSegment } from './orientation.ts';

/* Pictures for tests, made from data. */

/** One part of a PNG. */
export const chunk = (type: string, data: Buffer) => {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const whole = Buffer.alloc(body.length + 8);
	whole.writeUInt32BE(data.length, 0);
	body.copy(whole, 4);
	whole.writeUInt32BE(crc32(body), body.length + 4);
	return whole;
};

/** A PNG of a left-to-right ramp; its right upper corner is white. */
export function png(width: number, height: number, extra: Buffer[] = []): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	const rows = Buffer.alloc(height * (1 + width * 3));
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			const corner = x > width * 0.75 && y < height * 0.25;
			rows.set(corner ? [255, 255, 255] : [(200 * x) / width, 30, 60], y * (1 + width * 3) + 1 + x * 3);
		}
	}
	const parts = [chunk('IHDR', head), ...extra, chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
	return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
}

/** An EXIF segment as a telephone writes it: orientation, camera, and where it was. */
export function telephone(orientation: number): Buffer {
	const own = orientationSegment(orientation);
	const place = Buffer.from('GPSLatitude 39.9042 GPSLongitude 116.4074 Secret Phone 14', 'latin1');
	const segment = Buffer.concat([own, place]);
	segment.writeUInt16BE(segment.length - 2, 2);
	return segment;
}

/** A JPEG with further segments right after its beginning. */
export const spliced = (bytes: Buffer, ...parts: Buffer[]) =>
	Buffer.concat([bytes.subarray(0, 2), ...parts, bytes.subarray(2)]);

/** A PDF with empty pages of these sizes in points. */
export function pdf(pages: readonly (readonly [width: number, height: number])[]): Uint8Array {
	const kids = pages.map((_, i) => `${i + 3} 0 R`).join(' ');
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
		...pages.map(([width, height]) => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] >>`),
	];
	let text = '%PDF-1.7\n';
	const offsets = objects.map((object, i) => {
		const at = text.length;
		text += `${i + 1} 0 obj\n${object}\nendobj\n`;
		return at;
	});
	const start = text.length;
	const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
	text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
	text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
	return new TextEncoder().encode(text);
}
