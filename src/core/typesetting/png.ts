import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** How each byte of a row is foretold from its left, upper and upper left neighbour (PNG, section 9). */
const filters: ((left: number, up: number, corner: number) => number)[] = [
	() => 0,
	(left) => left,
	(_, up) => up,
	(left, up) => (left + up) >> 1,
	paeth,
];

function paeth(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
	return a <= b && a <= c ? left : b <= c ? up : corner;
}

/**
 * An opaque picture as PNG (8 bit RGB). Row by row the filter that leaves the least is taken.
 * @param rgba four bytes a pixel, row by row
 */
export function encodePng(rgba: Uint8Array, width: number, height: number): Uint8Array {
	const stride = width * 3;
	const raw = Buffer.alloc(height * (stride + 1));
	let above: Uint8Array = new Uint8Array(stride);
	for (let y = 0; y < height; y += 1) {
		const row = new Uint8Array(stride);
		for (let x = 0; x < width; x += 1) {
			const from = (y * width + x) * 4;
			row.set(rgba.subarray(from, from + 3), x * 3);
		}
		const best = filters
			.map((foretell, kind) => ({ kind, ...filtered(row, above, foretell) }))
			.reduce((least, one) => (one.weight < least.weight ? one : least));
		raw[y * (stride + 1)] = best.kind;
		raw.set(best.bytes, y * (stride + 1) + 1);
		above = row;
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	// 8 bits, RGB, deflate, adaptive filters, not interlaced.
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		signature,
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(raw, { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function filtered(row: Uint8Array, above: Uint8Array, foretell: (typeof filters)[number]) {
	const bytes = new Uint8Array(row.length);
	let weight = 0;
	for (let at = 0; at < row.length; at += 1) {
		const left = at < 3 ? 0 : (row[at - 3] as number);
		const corner = at < 3 ? 0 : (above[at - 3] as number);
		const rest = ((row[at] as number) - foretell(left, above[at] as number, corner)) & 255;
		bytes[at] = rest;
		weight += rest < 128 ? rest : 256 - rest;
	}
	return { bytes, weight };
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8 + body.length);
	frame.writeUInt32BE(data.length, 0);
	frame.set(body, 4);
	frame.writeUInt32BE(crc32(body), 4 + body.length);
	return frame;
}
