/**
 * Where ids stand, asked by their bytes (UTF-8): files of pairs name the same few thousand ids millions of times, and a
 * text made for each of them costs more than all the rest. Open addressing, at most half full.
 */
export class IdIndex {
	readonly #bytes: Uint8Array;
	readonly #starts: Int32Array;
	readonly #slots: Int32Array;
	readonly #mask: number;

	/** @param ids their places are 0, 1, 2 … */
	constructor(ids: readonly string[]) {
		this.#bytes = Buffer.from(ids.join(''), 'utf8');
		this.#starts = new Int32Array(ids.length + 1);
		for (let k = 0; k < ids.length; k++)
			this.#starts[k + 1] = (this.#starts[k] as number) + Buffer.byteLength(ids[k] as string);
		let size = 16;
		while (size < 2 * ids.length) size *= 2;
		this.#mask = size - 1;
		this.#slots = new Int32Array(size).fill(-1);
		for (let k = 0; k < ids.length; k++) {
			let slot = this.#hash(this.#bytes, this.#starts[k] as number, this.#starts[k + 1] as number);
			while (this.#slots[slot] !== -1) slot = (slot + 1) & this.#mask;
			this.#slots[slot] = k;
		}
	}

	/** The place of the id that these bytes are, or -1. */
	placeOf(bytes: Uint8Array, from: number, to: number): number {
		const [own, starts] = [this.#bytes, this.#starts];
		for (let slot = this.#hash(bytes, from, to); ; slot = (slot + 1) & this.#mask) {
			const place = this.#slots[slot] as number;
			if (place === -1) return -1;
			const start = starts[place] as number;
			if ((starts[place + 1] as number) - start !== to - from) continue;
			let at = 0;
			while (at < to - from && own[start + at] === bytes[from + at]) at++;
			if (at === to - from) return place;
		}
	}

	#hash(bytes: Uint8Array, from: number, to: number): number {
		let hash = 0;
		for (let at = from; at < to; at++) hash = (Math.imul(hash, 33) + (bytes[at] as number)) | 0;
		return (hash ^ (hash >>> 15)) & this.#mask;
	}
}
