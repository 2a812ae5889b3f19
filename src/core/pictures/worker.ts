import { readFileSync } from 'node:fs';
import decodeJpeg, { init as initJpegDecoder } from '@jsquash/jpeg/decode.js';
import encodeJpeg, { init as initJpegEncoder } from '@jsquash/jpeg/encode.js';
import decodePng, { init as initPngDecoder } from '@jsquash/png/decode.js';
import encodePng, { init as initPngEncoder } from '@jsquash/png/encode.js';
import resize, { initResize } from '@jsquash/resize';
import decodeWebp, { init as initWebpDecoder } from '@jsquash/webp/decode.js';
import encodeWebp, { init as initWebpEncoder } from '@jsquash/webp/encode.js';
import { inProject } from '#core/paths/index.ts';
import type { RasterType } from './formats.ts';
import { coarseStep, halve, type Pixels } from './pixels.ts';
import { pagesOf } from './pages.ts';
import type { PagesRequest, PictureRequest, PictureResponse, ReadRequest, Scrubbed, ScrubRequest } from './protocol.ts';

/*
 * The picture process: unpacks and packs pictures with WebAssembly codecs, which give the same bytes on every machine.
 * A process of its own because they work synchronously, and because only its end gives their memory back. It measures
 * the pages of documents, reads them and takes out what tells of their makers for the same reasons.
 */
const quality = { 'image/webp': 80, 'image/jpeg': 82 } as const;

function codec(path: string): WebAssembly.Module {
	return new WebAssembly.Module(readFileSync(inProject('node_modules', '@jsquash', path)));
}

/** The codecs were written for browsers, which have this. */
class NodeImageData implements Pixels {
	readonly data: Uint8ClampedArray;
	readonly width: number;
	readonly height: number;
	readonly colorSpace = 'srgb';

	constructor(data: Uint8ClampedArray, width: number, height: number) {
		this.data = data;
		this.width = width;
		this.height = height;
	}
}

async function prepare(): Promise<void> {
	Object.assign(globalThis, { ImageData: NodeImageData });
	const png = codec('png/codec/pkg/squoosh_png_bg.wasm');
	await initJpegDecoder(codec('jpeg/codec/dec/mozjpeg_dec.wasm'));
	await initJpegEncoder(codec('jpeg/codec/enc/mozjpeg_enc.wasm'));
	await initWebpDecoder(codec('webp/codec/dec/webp_dec.wasm'));
	await initWebpEncoder(codec('webp/codec/enc/webp_enc_simd.wasm'));
	await initPngDecoder(png);
	await initPngEncoder(png);
	await initResize(codec('resize/lib/resize/pkg/squoosh_resize_bg.wasm'));
}

type Packed = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number; colorSpace: 'srgb' };

async function unpack(bytes: Uint8Array, mediaType: RasterType): Promise<Pixels> {
	const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
	if (mediaType === 'image/jpeg') return decodeJpeg(buffer, { preserveOrientation: true });
	return mediaType === 'image/png' ? decodePng(buffer) : decodeWebp(buffer);
}

async function pack(pixels: Pixels, mediaType: RasterType): Promise<Uint8Array> {
	const picture = new NodeImageData(pixels.data, pixels.width, pixels.height) as unknown as Packed;
	if (mediaType === 'image/jpeg') return new Uint8Array(await encodeJpeg(picture, { quality: quality[mediaType] }));
	if (mediaType === 'image/png') return new Uint8Array(await encodePng(picture));
	return new Uint8Array(await encodeWebp(picture, { quality: quality[mediaType] }));
}

async function render({ bytes, mediaType, wanted }: PictureRequest): Promise<Uint8Array[]> {
	const own = await unpack(bytes, mediaType);
	const largest = Math.max(...wanted.map(({ width }) => width));
	let from = halve(own, coarseStep(own.width, largest));
	const pictures: Uint8Array[] = [];
	for (const { width, height, mediaType: type } of wanted) {
		// From the largest to the smallest, each from the one before while that is at least twice as wide.
		const whole = from.width === width && from.height === height;
		const sized = whole ? from : await fine(from, width, height);
		pictures.push(await pack(sized, type));
		if (sized.width * 2 <= from.width || whole) from = sized;
	}
	return pictures;
}

async function fine(from: Pixels, width: number, height: number): Promise<Pixels> {
	const coarse = halve(from, coarseStep(from.width, width));
	return resize(coarse as unknown as Packed, {
		width,
		height,
		method: 'lanczos3',
		fitMethod: 'stretch',
		premultiply: true,
		linearRGB: true,
	});
}

async function scrub({ scrub: bytes, mediaType }: ScrubRequest): Promise<Scrubbed> {
	const { scrubBytes } = await import('#core/scrub/scrub-bytes.ts');
	const { ScrubFault } = await import('#core/scrub/fault.ts');
	try {
		return { bytes: await scrubBytes(mediaType, bytes) };
	} catch (error) {
		if (error instanceof ScrubFault) return { fault: error.code };
		throw error;
	}
}

async function serve(send: (response: PictureResponse) => void): Promise<void> {
	const ready = prepare();
	process.on('message', (request: PictureRequest | PagesRequest | ScrubRequest | ReadRequest) => {
		const { id } = request;
		const fault = (error: unknown) => send({ id, fault: String(error) });
		if ('pdf' in request) void pagesOf(request.pdf).then((pages) => send({ id, pages }), fault);
		else if ('scrub' in request) void scrub(request).then((scrubbed) => send({ id, scrubbed }), fault);
		else if ('read' in request) {
			void import('#core/scrub/pdf/read-pdf.ts')
				.then(({ readPdf }) => readPdf(request.read))
				.then((reading) => send({ id, reading }), fault);
		} else void ready.then(() => render(request)).then((pictures) => send({ id, pictures }), fault);
	});
	process.on('disconnect', () => process.exit(0));
	// A terminal sends its signals to all of a group; the server decides when this process ends.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
	await ready;
}

if (process.send) await serve(process.send.bind(process));
