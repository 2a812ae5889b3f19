import { headBytes, mediaTypeOf } from '#core/files/index.ts';
import { PictureFault } from './fault.ts';
import { isRaster, maxPixels, type RasterType, type Size } from './formats.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanPng } from './png.ts';
import { cleanSvg } from './svg.ts';
import { cleanWebp } from './webp.ts';

/** A picture that carries nothing but itself. */
export interface CleanPicture {
	bytes: Buffer;
	mediaType: RasterType | 'image/svg+xml';
	/** In pixels, as shown (turned where the camera was turned); of a drawing in CSS pixels. */
	size: Size;
}

const byType: Record<RasterType, (bytes: Buffer) => { bytes: Buffer; size: Size }> = {
	'image/jpeg': cleanJpeg,
	'image/png': cleanPng,
	'image/webp': cleanWebp,
};

/**
 * Makes a picture fit to be published: its type is told by its content, everything that tells of its maker, camera, place
 * or program is taken out, and it must be of a size that can be unpacked. Nothing is unpacked here, and the pixels stay
 * as they are. Pure and the same every time; cleaning twice is cleaning once.
 * @throws PictureFault
 */
export async function cleanPicture(given: Uint8Array): Promise<CleanPicture> {
	const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
	if (bytes.length === 0) throw new PictureFault('file-empty');
	const mediaType = await mediaTypeOf(bytes.subarray(0, headBytes));
	if (mediaType === 'image/svg+xml' || looksLikeSvg(bytes, mediaType)) {
		return { ...cleanSvg(bytes), mediaType: 'image/svg+xml' };
	}
	if (mediaType === 'image/apng') throw new PictureFault('picture-animated');
	if (!isRaster(mediaType)) throw new PictureFault('file-type', { found: mediaType });
	const cleaned = byType[mediaType](bytes);
	const { width, height } = cleaned.size;
	if (width * height > maxPixels) {
		throw new PictureFault('picture-too-many-pixels', { width, height, max: maxPixels });
	}
	return { ...cleaned, mediaType };
}

/** Drawing programs put comments and declarations before the root, in any order. */
function looksLikeSvg(bytes: Buffer, mediaType: string): boolean {
	if (mediaType !== 'application/xml' && mediaType !== 'text/plain') return false;
	return /<(?:\w+:)?svg[\s>]/.test(bytes.subarray(0, headBytes).toString('latin1'));
}
