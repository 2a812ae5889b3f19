import { ScrubFault } from './fault.ts';

/** Extensions that draw: control of a picture, text. */
const drawing = new Set([0xf9, 0x01]);

/** A GIF (GIF89a) without comments and without what programs add, but for how often it repeats. */
export function plainGif(bytes: Buffer): Buffer {
	const colours = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
	const need = (at: number) => {
		const byte = bytes[at];
		if (byte === undefined) throw new ScrubFault('file-broken', 'a GIF that ends early');
		return byte;
	};
	/** After the blocks of data that begin here. */
	const afterBlocks = (from: number) => {
		let at = from;
		for (let size = need(at); size > 0; size = need(at)) at += size + 1;
		return at + 1;
	};
	let at = 13 + colours(need(10));
	const kept = [bytes.subarray(0, at)];
	for (;;) {
		const kind = need(at);
		if (kind === 0x3b) return Buffer.concat([...kept, Buffer.from([0x3b])]);
		let end: number;
		let keep = true;
		if (kind === 0x2c) end = afterBlocks(at + 10 + colours(need(at + 9)) + 1);
		else if (kind === 0x21) {
			end = afterBlocks(at + 2);
			const repeats = need(at + 1) === 0xff && bytes.toString('latin1', at + 3, at + 14) === 'NETSCAPE2.0';
			keep = drawing.has(need(at + 1)) || repeats;
		} else throw new ScrubFault('file-broken', 'a GIF with an unknown part');
		if (keep) kept.push(bytes.subarray(at, end));
		at = end;
	}
}
