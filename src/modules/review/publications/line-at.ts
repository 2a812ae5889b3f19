/** Tells the line (from 1) of a place in a text, in the logarithm of its length. */
export function lineFinder(text: string): (offset: number) => number {
	const starts = [0];
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return (offset) => {
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((starts[middle] as number) <= offset) low = middle;
			else high = middle - 1;
		}
		return low + 1;
	};
}

/** The first line of what stands at a place, cut. */
export function excerptAt(text: string, offset: number): string {
	const end = text.indexOf('\n', offset);
	const line = text.slice(offset, Math.min(end < 0 ? text.length : end, offset + 80)).trim();
	// A character is not cut in half.
	return line.replace(/[\ud800-\udbff]$/, '');
}
