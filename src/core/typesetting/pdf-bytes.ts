import type { PDFObject } from '@cantoo/pdf-lib';

const chunkBytes = 4 * 1024 * 1024;

/** Writes the objects of a PDF one after the other and notes where each begins (ISO 32000-1, 7.5). */
export class PdfBytes {
	readonly #chunks: Uint8Array[] = [];
	#chunk = new Uint8Array(0);
	#used = 0;
	#length = 0;
	readonly #begins: number[] = [];

	constructor() {
		this.#text('%PDF-1.7\n');
		// Four bytes above 127 in the second line say that the file is no text.
		this.#take(5).set([0x25, 0x80, 0x80, 0x80, 0x80]);
		this.#text('\n\n');
	}

	/** Writes an object under a number. */
	object(number: number, value: PDFObject): void {
		this.#begins[number] = this.#length;
		this.#text(`${number} 0 obj\n`);
		value.copyBytesInto(this.#take(value.sizeInBytes()), 0);
		this.#text('\nendobj\n\n');
	}

	/** Writes the table of what was written, and the trailer. @param size one more than the highest number */
	end(size: number, trailer: PDFObject): Uint8Array {
		const at = this.#length;
		this.#text(`xref\n0 ${size}\n`);
		for (let number = 0; number < size; number += 1) {
			const begin = this.#begins[number];
			const entry = begin === undefined ? '0000000000 65535 f\r\n' : `${String(begin).padStart(10, '0')} 00000 n\r\n`;
			this.#text(entry);
		}
		this.#text('trailer\n');
		trailer.copyBytesInto(this.#take(trailer.sizeInBytes()), 0);
		this.#text(`\nstartxref\n${at}\n%%EOF`);
		return Buffer.concat([...this.#chunks, this.#chunk.subarray(0, this.#used)], this.#length);
	}

	#text(text: string): void {
		const into = this.#take(text.length);
		for (let at = 0; at < text.length; at += 1) into[at] = text.charCodeAt(at);
	}

	/** So many bytes to write into. */
	#take(bytes: number): Uint8Array {
		if (this.#used + bytes > this.#chunk.length) {
			this.#chunks.push(this.#chunk.subarray(0, this.#used));
			this.#chunk = new Uint8Array(Math.max(chunkBytes, bytes));
			this.#used = 0;
		}
		const taken = this.#chunk.subarray(this.#used, this.#used + bytes);
		this.#used += bytes;
		this.#length += bytes;
		return taken;
	}
}
