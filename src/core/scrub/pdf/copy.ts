import {
	decodePDFRawStream,
	PDFArray,
	PDFBool,
	type PDFContext,
	PDFDict,
	PDFHexString,
	PDFName,
	PDFNull,
	PDFNumber,
	type PDFObject,
	PDFRawStream,
	PDFRef,
	PDFString,
} from '@cantoo/pdf-lib';
import { ScrubFault } from '../fault.ts';
import { withoutComments } from './content.ts';
import { neverData, type Shape, type ShapeName, shapes, streamData } from './shapes.ts';

/** Copies objects from one document to another, as much of them as their shapes keep. */
export interface Copier {
	/** A value with all that it refers to; undefined where nothing of it is kept. */
	copy(value: PDFObject | undefined, shape: ShapeName): PDFObject | undefined;
	/** Copies what was referred to meanwhile. */
	finish(): void;
	/** Pictures and colour profiles of the copy, to be cleaned before it is written. */
	readonly images: PDFRawStream[];
	readonly profiles: PDFRawStream[];
}

const name = (text: string) => PDFName.of(text);

/**
 * @param pages pages of the copy by the reference of the original's
 * @param alias references under one more shape than that by which they are found: the root of the structure is an element's parent
 */
export function copier(
	from: PDFContext,
	to: PDFContext,
	pages: ReadonlyMap<PDFRef, PDFRef>,
	alias: ReadonlyMap<PDFRef, ShapeName> = new Map(),
): Copier {
	const made = new Map<string, PDFRef>();
	const queue: (() => void)[] = [];
	const images: PDFRawStream[] = [];
	const profiles: PDFRawStream[] = [];

	function copyRef(ref: PDFRef, wanted: ShapeName): PDFObject | undefined {
		if (wanted === 'page') return pages.get(ref);
		// A page that is none of the tree, or stands where none belongs, is not followed.
		if (pages.has(ref)) return undefined;
		const shape = alias.get(ref) ?? wanted;
		const key = `${ref.tag} ${shape}`;
		const known = made.get(key);
		if (known) return known;
		const target = from.lookup(ref);
		if (target === undefined || target === PDFNull) return undefined;
		const fresh = to.nextRef();
		made.set(key, fresh);
		queue.push(() => to.assign(fresh, copy(target, shape) ?? PDFNull));
		return fresh;
	}

	function copy(value: PDFObject | undefined, shape: ShapeName): PDFObject | undefined {
		if (value === undefined) return undefined;
		if (value instanceof PDFRef) return copyRef(value, shape);
		if (value instanceof PDFName || value instanceof PDFNumber || value instanceof PDFBool || value === PDFNull) {
			return value;
		}
		if (value instanceof PDFArray) return copyArray(value, shape);
		if (shape === 'page') return undefined;
		if (value instanceof PDFString || value instanceof PDFHexString) {
			return shape === 'data' || shape === 'text' ? value : undefined;
		}
		if (shape === 'text') return undefined;
		if (value instanceof PDFRawStream) return copyStream(value, shape);
		if (value instanceof PDFDict) return copyDict(value, shape);
		return undefined;
	}

	function copyArray(value: PDFArray, shape: ShapeName): PDFArray {
		const array = PDFArray.withContext(to);
		// Places in an array have meanings: what goes leaves its place.
		for (const item of value.asArray()) array.push(copy(item, shape) ?? PDFNull);
		return array;
	}

	function copyDict(value: PDFDict, shape: ShapeName): PDFDict | undefined {
		const type = value.get(name('Type'));
		// What refers to an annotation: those that are kept stand for themselves.
		if (shape === 'element' && type === name('OBJR')) return undefined;
		if (shape === 'data' && value.get(name('O')) === name('UserProperties')) return undefined;
		const dict = PDFDict.withContext(to);
		copyKeys(value, dict, shape, shape === 'data' ? (key) => !neverData.test(key) : undefined);
		if (shape === 'property' && type === name('OCG')) dict.set(name('Name'), PDFString.of('Layer'));
		return dict;
	}

	function copyKeys(value: PDFDict, into: PDFDict, shape: ShapeName, data?: (key: string) => boolean): void {
		const { keys, map }: Shape = shape === 'data' || shape === 'page' || shape === 'text' ? {} : shapes[shape];
		for (const [key, held] of value.entries()) {
			const plain = key.decodeText();
			const wanted = map ?? (keys && Object.hasOwn(keys, plain) ? keys[plain] : data?.(plain) ? 'data' : undefined);
			const copied = wanted && copy(held, wanted);
			if (copied) into.set(key, copied);
		}
	}

	function copyStream(value: PDFRawStream, shape: ShapeName): PDFRawStream | undefined {
		const { bytes }: Shape = shape === 'data' || shape === 'page' || shape === 'text' ? {} : shapes[shape];
		if (shape !== 'data' && bytes === undefined) return undefined;
		const subtype = value.dict.get(name('Subtype'));
		if (shape === 'xobject' && subtype !== name('Form') && subtype !== name('Image')) return undefined;
		const dict = PDFDict.withContext(to);
		copyKeys(value.dict, dict, shape, shape === 'data' ? (key) => streamData.test(key) : undefined);
		const drawn = bytes === 'content' || (shape === 'xobject' && subtype === name('Form'));
		const stream = (drawn && cleanContent(value, dict)) || PDFRawStream.of(dict, value.contents);
		if (stream.contents === value.contents) {
			for (const key of ['Filter', 'DecodeParms']) {
				const copied = copy(value.dict.get(name(key)), 'data');
				if (copied) dict.set(name(key), copied);
			}
			if (filtersOf(from, value).includes('Crypt')) throw new ScrubFault('file-locked');
		}
		if (shape === 'xobject' && !drawn) images.push(stream);
		if (shape === 'data' && dict.has(name('N'))) profiles.push(stream);
		return stream;
	}

	return {
		copy,
		finish() {
			for (let next = queue.shift(); next; next = queue.shift()) next();
		},
		images,
		profiles,
	};
}

/** The names of a stream's filters, in their order. */
export function filtersOf(context: PDFContext, stream: PDFRawStream): string[] {
	const filter = context.lookup(stream.dict.get(name('Filter')));
	const list = filter instanceof PDFArray ? filter.asArray() : filter === undefined ? [] : [filter];
	return list.map((one) => context.lookup(one)).flatMap((one) => (one instanceof PDFName ? [one.decodeText()] : []));
}

/** A stream of drawing orders without remarks, unpacked; undefined where it has none. */
function cleanContent(value: PDFRawStream, dict: PDFDict): PDFRawStream | undefined {
	let plain: Uint8Array;
	try {
		plain = decodePDFRawStream(value).decode();
	} catch (error) {
		throw new ScrubFault('file-broken', String(error));
	}
	const clean = withoutComments(plain);
	return clean === plain ? undefined : PDFRawStream.of(dict, clean);
}
