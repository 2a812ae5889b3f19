import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunk, png } from '../../../src/core/pictures/testing.ts';
import { type Pixels, palettePng, readPng } from './palette-png.ts';

const signature = png(1, 1).subarray(0, 8);

/** A PNG whose lines are all predicted in one way. */
function filtered({ width, height, rgb }: Pixels, filter: number): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 2, 0, 0, 0], 8);
	const stride = width * 3;
	const rows = Buffer.alloc((stride + 1) * height);
	const value = (x: number, y: number) => (x < 0 || y < 0 ? 0 : (rgb[y * stride + x] as number));
	for (let y = 0; y < height; y += 1) {
		rows[y * (stride + 1)] = filter;
		for (let x = 0; x < stride; x += 1) {
			const [a, b, c] = [value(x - 3, y), value(x, y - 1), x < 3 ? 0 : value(x - 3, y - 1)];
			const nearest = [a, b, c].toSorted((one, two) => Math.abs(a + b - c - one) - Math.abs(a + b - c - two))[0];
			const guess = [0, a, b, Math.floor((a + b) / 2), nearest][filter] as number;
			rows[y * (stride + 1) + 1 + x] = (value(x, y) - guess) & 255;
		}
	}
	const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
	return Buffer.concat([signature, ...parts]);
}

const picture = (most: number) =>
	fc
		.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
		.chain(([width, height]) =>
			fc
				.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3, max: most })
				.map((rgb): Pixels => ({ width, height, rgb })),
		);

test('what is read is what was written, however its lines are predicted', () => {
	fc.assert(
		fc.property(picture(255), fc.integer({ min: 0, max: 4 }), (pixels, filter) => {
			expect(readPng(filtered(pixels, filter))).toEqual(pixels);
		}),
	);
});

test('a picture of few colours loses nothing', () => {
	fc.assert(
		fc.property(picture(5), (pixels) => {
			expect(readPng(palettePng(pixels))).toEqual(pixels);
		}),
	);
});

test('a picture of many colours stays near to what it was, and becomes smaller', () => {
	const width = 64;
	const rgb = Uint8Array.from({ length: width * width * 3 }, (_, at) =>
		at % 3 === 0 ? ((at / 3) % width) * 4 : at % 3 === 1 ? Math.floor(at / 3 / width) * 4 : 128,
	);
	const small = palettePng({ width, height: width, rgb });
	const back = readPng(small).rgb;
	const furthest = Math.max(...back.map((value, at) => Math.abs(value - (rgb[at] as number))));
	expect(furthest).toBeLessThanOrEqual(12);
	expect(small.length).toBeLessThan(rgb.length / 2);
});

test('another kind of PNG is refused', () => {
	expect(() => readPng(Buffer.from('GIF89a'.padEnd(40)))).toThrow('no PNG');
	const deep = png(2, 2);
	deep[24] = 16;
	expect(() => readPng(deep)).toThrow('not read here');
});
