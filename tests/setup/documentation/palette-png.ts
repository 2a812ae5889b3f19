import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Pixels as red, green, blue; three bytes each, line after line. */
export interface Pixels {
	width: number;
	height: number;
	rgb: Uint8Array;
}

/**
 * Reads a PNG as Chromium writes its pictures of pages, or `palettePng` does: eight bits a channel or a place in the
 * palette, not interlaced. Transparency is dropped.
 * @throws Error for any other kind of PNG
 */
export function readPng(png: Buffer): Pixels {
	if (!png.subarray(0, 8).equals(signature)) throw new Error('This is no PNG.');
	const data: Buffer[] = [];
	let head: Buffer | undefined;
	let palette: Buffer | undefined;
	for (let at = 8; at < png.length; ) {
		const length = png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, at + 8);
		const body = png.subarray(at + 8, at + 8 + length);
		if (type === 'IHDR') head = body;
		if (type === 'PLTE') palette = body;
		if (type === 'IDAT') data.push(body);
		at += length + 12;
	}
	const channels = { 2: 3, 3: 1, 6: 4 }[head?.[9] ?? -1];
	if (!head || !channels || head[8] !== 8 || head[12] !== 0) throw new Error('This kind of PNG is not read here.');
	const width = head.readUInt32BE(0);
	const height = head.readUInt32BE(4);
	const lines = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
	const rgb = new Uint8Array(width * height * 3);
	for (let pixel = 0; pixel < width * height; pixel += 1) {
		const [from, at] = channels === 1 ? [palette, lines[pixel] as number] : [lines, pixel];
		const size = channels === 1 ? 3 : channels;
		if (from) rgb.set(from.subarray(at * size, at * size + 3), pixel * 3);
	}
	return { width, height, rgb };
}

/** Undoes the prediction of each line from its neighbours (PNG, section 9). */
function unfiltered(raw: Buffer, stride: number, height: number, step: number): Uint8Array {
	const out = new Uint8Array(stride * height);
	for (let y = 0; y < height; y += 1) {
		const filter = raw[y * (stride + 1)];
		for (let x = 0; x < stride; x += 1) {
			const at = y * stride + x;
			const left = x >= step ? (out[at - step] as number) : 0;
			const up = y > 0 ? (out[at - stride] as number) : 0;
			const corner = x >= step && y > 0 ? (out[at - stride - step] as number) : 0;
			const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter as number];
			out[at] = ((raw[y * (stride + 1) + 1 + x] as number) + (guess as number)) & 255;
		}
	}
	return out;
}

function paeth(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
	return a <= b && a <= c ? left : b <= c ? up : corner;
}

type Box = { colours: [colour: number, count: number][]; channel: number; spread: number };

const part = (colour: number, channel: number) => (colour >> (16 - 8 * channel)) & 255;

function boxOf(colours: Box['colours']): Box {
	let channel = 0;
	let spread = -1;
	for (const one of [0, 1, 2]) {
		let [low, high] = [255, 0];
		for (const [colour] of colours) {
			low = Math.min(low, part(colour, one));
			high = Math.max(high, part(colour, one));
		}
		if (high - low > spread) [channel, spread] = [one, high - low];
	}
	return { colours, channel, spread };
}

/** Two halves of a box that stand for about as many pixels each. */
function halves({ colours, channel }: Box): [Box, Box] {
	const sorted = colours.toSorted(([a], [b]) => part(a, channel) - part(b, channel));
	const half = sorted.reduce((sum, [, count]) => sum + count, 0) / 2;
	let cut = 1;
	for (let sum = sorted[0]?.[1] ?? 0; cut < sorted.length - 1 && sum < half; cut += 1) sum += sorted[cut]?.[1] ?? 0;
	return [boxOf(sorted.slice(0, cut)), boxOf(sorted.slice(cut))];
}

/**
 * The same picture in at most 256 colours, as small as a PNG of it can be: by median cut, exact where it has no more.
 * Pages are flat surfaces and text, so nobody sees the difference.
 */
export function palettePng({ width, height, rgb }: Pixels): Buffer {
	const counts = new Map<number, number>();
	const colourAt = (pixel: number) =>
		((rgb[pixel * 3] as number) << 16) | ((rgb[pixel * 3 + 1] as number) << 8) | (rgb[pixel * 3 + 2] as number);
	for (let pixel = 0; pixel < width * height; pixel += 1) {
		const colour = colourAt(pixel);
		counts.set(colour, (counts.get(colour) ?? 0) + 1);
	}
	const boxes = [boxOf([...counts])];
	while (boxes.length < 256) {
		const widest = boxes.reduce((best, box, place) => (box.spread > (boxes[best]?.spread ?? 0) ? place : best), 0);
		const box = boxes[widest] as Box;
		if (box.colours.length < 2) break;
		boxes.splice(widest, 1, ...halves(box));
	}
	const palette = Buffer.alloc(boxes.length * 3);
	const place = new Map<number, number>();
	for (const [index, { colours }] of boxes.entries()) {
		const all = colours.reduce((sum, [, count]) => sum + count, 0);
		for (const channel of [0, 1, 2]) {
			const sum = colours.reduce((total, [colour, count]) => total + part(colour, channel) * count, 0);
			palette[index * 3 + channel] = Math.round(sum / all);
		}
		for (const [colour] of colours) place.set(colour, index);
	}
	const lines = Buffer.alloc((width + 1) * height);
	for (let y = 0; y < height; y += 1)
		for (let x = 0; x < width; x += 1) lines[y * (width + 1) + 1 + x] = place.get(colourAt(y * width + x)) as number;
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 3, 0, 0, 0], 8);
	return Buffer.concat([
		signature,
		chunk('IHDR', head),
		chunk('PLTE', palette),
		chunk('IDAT', deflateSync(lines, { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, body: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(body.length);
	const check = Buffer.alloc(4);
	check.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, check]);
}
