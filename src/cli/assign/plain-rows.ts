/** Takes the cells of one row by where they lie; false: it can't, and wants the row as texts. */
export type TakeBytes = (bytes: Uint8Array, starts: Int32Array, ends: Int32Array, line: number) => boolean;

const [newline, comma, space, beyondAscii] = [10, 44, 32, 128];

/**
 * Reads whole rows of a table without quotes from bytes, without making texts of them.
 * @param bytes ends with the end of a row
 * @param places which cells are wanted, in order; -1: a cell that is not there
 * @param odd takes a row, as text without its end, that is not plain: letters beyond ASCII, or refused by `take`
 * @returns how many lines they were
 */
export function readPlainRows(
	bytes: Uint8Array,
	line: number,
	places: readonly number[],
	take: TakeBytes,
	odd: (row: string, line: number) => void,
): number {
	const most = Math.max(...places) + 1;
	const from = new Int32Array(most);
	const to = new Int32Array(most);
	const starts = new Int32Array(places.length);
	const ends = new Int32Array(places.length);
	let lines = 0;
	for (let at = 0; at < bytes.length; lines++) {
		const begin = at;
		let cells = 0;
		let plain = true;
		let cell = at;
		for (;;) {
			const sign = bytes[at] as number;
			if (sign === comma || sign === newline) {
				if (cells < most) {
					let [first, last] = [cell, at];
					while (first < last && (bytes[first] as number) <= space) first++;
					while (last > first && (bytes[last - 1] as number) <= space) last--;
					from[cells] = first;
					to[cells] = last;
				}
				cells++;
				cell = at + 1;
				if (sign === newline) break;
			} else if (sign >= beyondAscii) plain = false;
			at++;
		}
		const end = at++;
		if (plain && cells === 1 && isBlank(bytes, begin, end)) continue;
		for (let k = 0; k < places.length; k++) {
			const place = places[k] as number;
			const there = place >= 0 && place < cells;
			starts[k] = there ? (from[place] as number) : end;
			ends[k] = there ? (to[place] as number) : end;
		}
		if (!plain || !take(bytes, starts, ends, line + lines))
			odd(Buffer.from(bytes.subarray(begin, end)).toString('utf8'), line + lines);
	}
	return lines;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
	for (let at = from; at < to; at++) if ((bytes[at] as number) > space) return false;
	return true;
}
