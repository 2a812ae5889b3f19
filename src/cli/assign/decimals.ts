const decimalNumber = /^[+-]?(?:\d+\.?(\d*)|\.(\d+))(?:[eE]([+-]?\d+))?$/;

/** How many decimals a number has as it is written, without zeros at its end; undefined when it is none. Pure. */
export function decimalsOf(text: string): number | undefined {
	const found = decimalNumber.exec(text);
	if (!found) return undefined;
	const digits = (found[1] ?? found[2] ?? '').replace(/0+$/, '').length;
	return Math.max(0, digits - Number(found[3] ?? 0));
}

/**
 * Reads a number and how many decimals it has, into `into`; there are millions of them, so it is read from bytes. Up to
 * fifteen digits are read as a whole number and divided once, which gives the nearest number there is; all others by the
 * engine.
 * @returns whether it is a finite number
 */
export function readDecimal(
	bytes: Uint8Array,
	from: number,
	to: number,
	into: { value: number; decimals: number },
): boolean {
	const sign = bytes[from];
	let at = sign === 45 || sign === 43 ? from + 1 : from;
	let whole = 0;
	let point = -1;
	const first = at;
	for (; at < to; at++) {
		const code = bytes[at] as number;
		if (code === 46 && point < 0) point = at;
		else if (code >= 48 && code <= 57) whole = whole * 10 + code - 48;
		else break;
	}
	const digits = at - first - (point < 0 ? 0 : 1);
	if (at < to || digits === 0 || digits > 15) {
		const text = Buffer.from(bytes.subarray(from, to)).toString('utf8');
		const decimals = decimalsOf(text);
		into.value = Number(text);
		into.decimals = decimals ?? 0;
		return decimals !== undefined && Number.isFinite(into.value);
	}
	let decimals = point < 0 ? 0 : to - point - 1;
	while (decimals > 0 && whole % 10 === 0) {
		whole /= 10;
		decimals--;
	}
	const value = decimals === 0 ? whole : whole / 10 ** decimals;
	into.value = sign === 45 ? 0 - value : value;
	into.decimals = decimals;
	return true;
}
