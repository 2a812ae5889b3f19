import { decodePDFRawStream, type PDFContext, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { cleanPicture } from '#core/pictures/index.ts';
import { ScrubFault } from '../fault.ts';
import { filtersOf } from './copy.ts';
import { plainProfile } from './profile.ts';

/** Takes out of the pictures of a copy what cameras and programs wrote into them, and its makers out of colour profiles. */
export async function cleanImages(
	to: PDFContext,
	images: readonly PDFRawStream[],
	profiles: readonly PDFRawStream[],
): Promise<void> {
	const fresh = new Map<PDFRawStream, PDFRawStream>();
	for (const image of images) {
		const last = filtersOf(to, image).at(-1);
		if (last === 'DCTDecode') fresh.set(image, jpeg(image, (await cleanedJpeg(image)).subarray()));
		else if (last === 'JPXDecode') fresh.set(image, PDFRawStream.of(image.dict, plainJpx(image.contents)));
	}
	for (const profile of profiles) {
		const plain = plainProfile(decodePDFRawStream(profile).decode());
		if (!plain) continue;
		for (const key of ['Filter', 'DecodeParms']) profile.dict.delete(PDFName.of(key));
		fresh.set(profile, PDFRawStream.of(profile.dict, plain));
	}
	for (const [ref, object] of to.enumerateIndirectObjects()) {
		const clean = object instanceof PDFRawStream ? fresh.get(object) : undefined;
		if (clean) to.assign(ref, clean);
	}
}

/** @throws ScrubFault where it is packed more than once: nobody does, and it can't be looked into */
async function cleanedJpeg(image: PDFRawStream): Promise<Buffer> {
	const filters = filtersOf(image.dict.context, image);
	if (filters.length > 1) {
		if (filters.length > 2 || filters[0] !== 'FlateDecode') throw new ScrubFault('file-broken', filters.join(' '));
	}
	const bytes = filters.length === 1 ? image.contents : unpackedOnce(image);
	try {
		return (await cleanPicture(bytes)).bytes;
	} catch (error) {
		throw new ScrubFault('file-broken', `a picture: ${String(error)}`);
	}
}

function unpackedOnce(image: PDFRawStream): Uint8Array {
	const dict = image.dict.clone();
	dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
	dict.delete(PDFName.of('DecodeParms'));
	return decodePDFRawStream(PDFRawStream.of(dict, image.contents)).decode();
}

function jpeg(image: PDFRawStream, bytes: Uint8Array): PDFRawStream {
	const parms = filtersOf(image.dict.context, image).length > 1 ? undefined : image.dict.get(PDFName.of('DecodeParms'));
	image.dict.set(PDFName.of('Filter'), PDFName.of('DCTDecode'));
	if (!parms) image.dict.delete(PDFName.of('DecodeParms'));
	return PDFRawStream.of(image.dict, bytes);
}

/**
 * A JPEG 2000 file (ISO 15444-1, annex I) without its boxes of XML, UUIDs and rights; a bare codestream without its
 * comments stays as it is, since those are the encoder's own words.
 */
export function plainJpx(bytes: Uint8Array): Uint8Array {
	const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (view.toString('latin1', 4, 8) !== 'jP  ') return bytes;
	const kept: Buffer[] = [];
	for (let at = 0; at + 8 <= view.length; ) {
		let length = view.readUInt32BE(at);
		if (length === 1) length = at + 16 <= view.length ? Number(view.readBigUInt64BE(at + 8)) : 0;
		if (length === 0) length = view.length - at;
		if (length < 8 || at + length > view.length) throw new ScrubFault('file-broken', 'a picture');
		const type = view.toString('latin1', at + 4, at + 8);
		if (['jP  ', 'ftyp', 'jp2h', 'jp2c', 'rreq'].includes(type)) kept.push(view.subarray(at, at + length));
		at += length;
	}
	return Buffer.concat(kept);
}
