import { createHash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { cleanPicture, createPictureRenderer, heightFor, PictureFault, widthsFor } from './index.ts';
import { orientationSegment } from './orientation.ts';
import { halve } from './pixels.ts';
import { chunk, png, spliced, telephone } from './testing.ts';

const renderer = createPictureRenderer();
afterAll(() => renderer.close());

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
async function jpeg(width: number, height: number): Promise<Buffer> {
	const [made] = await renderer.render(png(width, height), 'image/png', [{ width, height, mediaType: 'image/jpeg' }]);
	return Buffer.from(made as Uint8Array);
}

describe('cleaning', () => {
	test('a JPEG loses place, camera, comments and what is appended; its pixels and its orientation stay', async () => {
		const plain = await jpeg(64, 48);
		const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 14]), Buffer.from('made by Wang')]);
		const xmp = Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Secret</x:xmpmeta>', 'latin1');
		const xmpSegment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, xmp.length + 2]), xmp]);
		const dirty = Buffer.concat([
			spliced(plain, telephone(6), xmpSegment, comment),
			Buffer.from('MotionPhoto Secret video'),
		]);
		const { bytes, size, mediaType } = await cleanPicture(dirty);
		expect(mediaType).toBe('image/jpeg');
		// Turned by a quarter: as shown it is upright.
		expect(size).toEqual({ width: 48, height: 64 });
		expect(bytes.toString('latin1')).not.toMatch(/GPS|Secret|Wang|39\.9/);
		expect(bytes.includes(orientationSegment(6))).toBe(true);
		const twice = await cleanPicture(bytes);
		expect(twice.bytes.equals(bytes)).toBe(true);
		expect((await cleanPicture(plain)).bytes.equals(plain)).toBe(true);
	});

	test('a turned JPEG comes out upright', async () => {
		const { bytes } = await cleanPicture(spliced(await jpeg(64, 48), telephone(6)));
		const [upright] = await renderer.render(bytes, 'image/jpeg', [{ width: 48, height: 64, mediaType: 'image/png' }]);
		const { size } = await cleanPicture(upright as Uint8Array);
		expect(size).toEqual({ width: 48, height: 64 });
		// Orientation 6: the stored upper right corner (white) is shown at the lower right.
		const [strip] = await renderer.render(upright as Uint8Array, 'image/png', [
			{ width: 4, height: 4, mediaType: 'image/png' },
		]);
		const ppm = await pixelsOf(strip as Uint8Array);
		expect(ppm.at(3, 3)).toBeGreaterThan(200);
		expect(ppm.at(3, 0)).toBeLessThan(120);
	});

	test('a PNG loses its texts and EXIF', async () => {
		const dirty = Buffer.concat([
			png(20, 10, [chunk('tEXt', Buffer.from('Author\0Secret Person')), chunk('eXIf', Buffer.from('MM\0*Secret'))]),
			Buffer.from('Secret tail'),
		]);
		const { bytes, size } = await cleanPicture(dirty);
		expect(size).toEqual({ width: 20, height: 10 });
		expect(bytes.toString('latin1')).not.toContain('Secret');
		expect(bytes.equals(png(20, 10))).toBe(true);
	});

	test('a WebP loses EXIF and XMP', async () => {
		const [plain] = await renderer.render(png(30, 20), 'image/png', [
			{ width: 30, height: 20, mediaType: 'image/webp' },
		]);
		const still = Buffer.from(plain as Uint8Array);
		const part = (type: string, data: Buffer) => {
			const head = Buffer.alloc(8);
			head.write(type, 0, 'latin1');
			head.writeUInt32LE(data.length, 4);
			return Buffer.concat([head, data]);
		};
		const extended = Buffer.from([0x08 | 0x04, 0, 0, 0, 29, 0, 0, 19, 0, 0]);
		const body = Buffer.concat([part('VP8X', extended), still.subarray(12), part('EXIF', Buffer.from('Secret place'))]);
		const head = Buffer.from(still.subarray(0, 12));
		head.writeUInt32LE(body.length + 4, 4);
		const { bytes, size } = await cleanPicture(Buffer.concat([head, body]));
		expect(size).toEqual({ width: 30, height: 20 });
		expect(bytes.toString('latin1')).not.toMatch(/Secret|EXIF/);
		expect((await cleanPicture(bytes)).bytes.equals(bytes)).toBe(true);
	});

	test('a bomb of pixels is refused by its head, whatever follows', async () => {
		const bomb = png(4, 4);
		bomb.writeUInt32BE(60_000, 16);
		bomb.writeUInt32BE(60_000, 20);
		bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
		await expect(cleanPicture(bomb)).rejects.toMatchObject({
			code: 'picture-too-many-pixels',
			params: { width: 60_000, height: 60_000, max: 40_000_000 },
		});
	});

	test('what is no picture, animated or broken is refused by its code', async () => {
		await expect(cleanPicture(Buffer.from('%PDF-1.7\n'))).rejects.toMatchObject({ code: 'file-type' });
		await expect(cleanPicture(Buffer.alloc(0))).rejects.toMatchObject({ code: 'file-empty' });
		await expect(cleanPicture(png(8, 8, [chunk('acTL', Buffer.alloc(8))]))).rejects.toMatchObject({
			code: 'picture-animated',
		});
		await expect(cleanPicture(png(8, 8).subarray(0, 50))).rejects.toMatchObject({ code: 'file-broken' });
		await expect(cleanPicture((await jpeg(16, 16)).subarray(0, 300))).rejects.toMatchObject({ code: 'file-broken' });
	});

	test('cut or altered pictures are refused or clean, never a fault of ours', async () => {
		const whole = [png(12, 9), await jpeg(24, 16)];
		await fc.assert(
			fc.asyncProperty(fc.nat(1), fc.nat(4000), fc.nat(255), fc.nat(4000), async (which, at, value, cut) => {
				const bytes = Buffer.from((whole[which] as Buffer).subarray(0, Math.max(12, cut)));
				bytes[at % bytes.length] = value;
				try {
					const once = await cleanPicture(bytes);
					expect((await cleanPicture(once.bytes)).bytes.equals(once.bytes)).toBe(true);
				} catch (error) {
					expect(error).toBeInstanceOf(PictureFault);
				}
			}),
			{ numRuns: 300 },
		);
	});
});

/** The red of pixels of a small PNG, read by our own codec through a PNG without filters. */
async function pixelsOf(bytes: Uint8Array): Promise<{ at(x: number, y: number): number }> {
	const png = Buffer.from(bytes);
	const parts: Buffer[] = [];
	let [width, channels] = [0, 4];
	for (let at = 8; at < png.length; ) {
		const length = png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, at + 8);
		if (type === 'IHDR') [width, channels] = [png.readUInt32BE(at + 8), png[at + 17] === 6 ? 4 : 3];
		if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
		at += 12 + length;
	}
	const raw = inflateSync(Buffer.concat(parts));
	const stride = width * channels;
	const rows: Buffer[] = [];
	for (let y = 0; (y + 1) * (stride + 1) <= raw.length; y += 1) {
		const filter = raw[y * (stride + 1)] as number;
		const row = Buffer.from(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
		for (let i = 0; i < stride; i += 1) {
			const left = i >= channels ? (row[i - channels] as number) : 0;
			const up = rows[y - 1]?.[i] ?? 0;
			const corner = i >= channels ? (rows[y - 1]?.[i - channels] ?? 0) : 0;
			const base = left + up - corner;
			const [a, b, c] = [Math.abs(base - left), Math.abs(base - up), Math.abs(base - corner)];
			const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
			const add = [0, left, up, (left + up) >> 1, paeth][filter] as number;
			row[i] = ((row[i] as number) + add) & 255;
		}
		rows.push(row);
	}
	return { at: (x, y) => rows[y]?.[x * channels] as number };
}

describe('sizes', () => {
	test('the steps below its own width, and its own up to the largest', () => {
		expect(widthsFor(1000)).toEqual([320, 640, 960, 1000]);
		expect(widthsFor(5000)).toEqual([320, 640, 960, 1440, 1920]);
		expect(widthsFor(200)).toEqual([200]);
		expect(heightFor({ width: 4000, height: 3 }, 320)).toBe(1);
	});

	test('the same picture gives the same bytes, on every machine', async () => {
		const wanted = [
			{ width: 320, height: 160, mediaType: 'image/webp' as const },
			{ width: 640, height: 320, mediaType: 'image/webp' as const },
			{ width: 320, height: 160, mediaType: 'image/png' as const },
		];
		const first = await renderer.render(png(1500, 750), 'image/png', wanted);
		const sizes = await Promise.all(first.map(async (bytes) => (await cleanPicture(bytes)).size.width));
		expect(sizes).toEqual([320, 640, 320]);
		expect(first.map(digest)).toMatchInlineSnapshot(`
			[
			  "149310504b67c1631b738669c55e936ca66dd5f5160edfd0b59e17cf4edd4efd",
			  "85176bb88ccca18db79b4cdbb62dc5d536bd97af294395dde8eb164afb0f9cc9",
			  "e9377c05ffab239d3c9c55b8c0d0b6b6013d9276c1b6a62425cf8cc97be832b3",
			]
		`);
	});

	test('a picture that its codec does not understand is refused, and the next one is made', async () => {
		const broken = png(16, 16, []);
		broken.fill(0x55, 43, 60);
		await expect(
			renderer.render(broken, 'image/png', [{ width: 8, height: 8, mediaType: 'image/png' }]),
		).rejects.toMatchObject({ code: 'file-broken' });
		const [good] = await renderer.render(png(16, 16), 'image/png', [{ width: 8, height: 8, mediaType: 'image/png' }]);
		expect((await cleanPicture(good as Uint8Array)).size).toEqual({ width: 8, height: 8 });
	});

	test('coarse averaging minds opacity', () => {
		const data = new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 0, 255, 0, 0, 255, 0, 255, 0, 0]);
		expect([...halve({ data, width: 2, height: 2 }, 2).data]).toEqual([255, 0, 0, 128]);
	});
});
