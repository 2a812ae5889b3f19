const white = new Set([0, 9, 10, 12, 13, 32]);
const [percent, backslash, open, close, newline, carriage] = [0x25, 0x5c, 0x28, 0x29, 0x0a, 0x0d];

/**
 * Drawing orders of a PDF without remarks (`% …`): programs write names of files and people there. Texts, which may hold a
 * `%`, stay as they are, and so do pictures that stand among the orders.
 * @returns the same array where there is nothing to take out
 */
export function withoutComments(content: Uint8Array): Uint8Array {
	if (!content.includes(percent)) return content;
	const kept = new Uint8Array(content.length);
	let length = 0;
	let removed = false;
	for (let at = 0; at < content.length; ) {
		const byte = content[at] as number;
		let end = at + 1;
		if (byte === open) end = endOfText(content, at);
		else if (isPicture(content, at)) end = endOfPicture(content, at);
		else if (byte === percent) {
			while (at < content.length && content[at] !== newline && content[at] !== carriage) at += 1;
			removed = true;
			continue;
		}
		kept.set(content.subarray(at, end), length);
		length += end - at;
		at = end;
	}
	return removed ? kept.slice(0, length) : content;
}

/** After the bracket that closes a text: brackets in it are paired or escaped. */
function endOfText(content: Uint8Array, from: number): number {
	let depth = 0;
	for (let at = from; at < content.length; at += 1) {
		const byte = content[at];
		if (byte === backslash) at += 1;
		else if (byte === open) depth += 1;
		else if (byte === close) {
			depth -= 1;
			if (depth === 0) return at + 1;
		}
	}
	return content.length;
}

const isWord = (content: Uint8Array, at: number, first: number, second: number) =>
	content[at] === first &&
	content[at + 1] === second &&
	(at === 0 || white.has(content[at - 1] as number)) &&
	(at + 2 >= content.length || white.has(content[at + 2] as number));

/** The data of a picture among the orders, from `ID` on. */
const isPicture = (content: Uint8Array, at: number) => isWord(content, at, 0x49, 0x44);

function endOfPicture(content: Uint8Array, from: number): number {
	for (let at = from + 3; at < content.length; at += 1) if (isWord(content, at, 0x45, 0x49)) return at + 2;
	return content.length;
}
