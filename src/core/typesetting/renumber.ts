import { PDFArray, PDFDict, PDFName, PDFNumber, PDFObject, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';

/** The keys by which pages and annotations find what they hold in the structure (ISO 32000-1, 14.7.4.4). */
const structureKeys = [PDFName.of('StructParents'), PDFName.of('StructParent')];

/** A reference in the whole. The library keeps each of its own for ever, and a thousand pages have a quarter of a million. */
export class WholeRef extends PDFObject {
	readonly objectNumber: number;

	constructor(objectNumber: number) {
		super();
		this.objectNumber = objectNumber;
	}

	override toString(): string {
		return `${this.objectNumber} 0 R`;
	}

	override sizeInBytes(): number {
		return this.toString().length;
	}

	override copyBytesInto(buffer: Uint8Array, offset: number): number {
		const text = this.toString();
		for (let at = 0; at < text.length; at += 1) buffer[offset + at] = text.charCodeAt(at);
		return text.length;
	}
}

/**
 * Gives what an object refers to other numbers, and moves its keys into the structure.
 * @param to the new reference for an old one
 * @param keys by how much the keys move
 * @returns the object, changed; for a reference the new one
 */
export function renumber(value: PDFObject, to: (old: PDFRef) => WholeRef, keys: number): PDFObject {
	if (value instanceof PDFRef) return to(value);
	if (value instanceof PDFArray) {
		for (let at = 0; at < value.size(); at += 1) value.set(at, renumber(value.get(at), to, keys));
		return value;
	}
	const dict = value instanceof PDFRawStream ? value.dict : value;
	if (dict instanceof PDFDict) {
		for (const [key, held] of dict.entries()) {
			const moved = structureKeys.includes(key) && held instanceof PDFNumber;
			dict.set(key, moved ? PDFNumber.of(held.asNumber() + keys) : renumber(held, to, keys));
		}
	}
	return value;
}
