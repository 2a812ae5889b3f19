import { FeedError } from './feed.ts';

const marks: readonly (readonly [string, readonly number[]])[] = [
	['utf-8', [0xef, 0xbb, 0xbf]],
	['utf-16be', [0xfe, 0xff]],
	['utf-16le', [0xff, 0xfe]],
];

/**
 * The text of a feed. What the bytes are counts more than what is said of them: servers announce `ISO-8859-1` or `UTF-8` for
 * whatever lies there, and converted files keep `encoding="gb2312"`. So in this order: a byte order mark; UTF-8, when the
 * bytes are that; the charset of the header; that of the XML declaration. A charset counts only when all bytes fit it.
 * GB 2312 and GBK are read as GB 18030, which holds both (WHATWG Encoding).
 * @throws FeedError `bad-charset`
 */
export function decodeFeed(bytes: Uint8Array, contentType: string): string {
	const mark = marks.find(([, start]) => start.every((byte, i) => bytes[i] === byte));
	// Of single-byte charsets every byte fits every one: they come last, and the file's own word before the server's.
	const declared = declaredIn(bytes);
	const announced = /charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType)?.[1];
	const wide = [announced, declared].filter((label) => label !== undefined && !isSingleByte(label));
	const narrow = [declared, announced].filter((label) => label !== undefined && isSingleByte(label));
	const stateful = wide.filter((label) => /^(iso-2022|utf-16)/i.test(label ?? ''));
	const labels = mark ? [mark[0]] : [...stateful, 'utf-8', ...wide, ...narrow];
	for (const label of labels) {
		const text = decoded(bytes, label as string);
		if (text !== undefined && !text.includes('\0')) return text;
	}
	throw new FeedError('bad-charset');
}

function decoded(bytes: Uint8Array, label: string): string | undefined {
	try {
		return new TextDecoder(/^(gb2312|gbk|gb_2312.*|x-gbk)$/i.test(label) ? 'gb18030' : label, { fatal: true }).decode(
			bytes,
		);
	} catch {
		return undefined;
	}
}

function isSingleByte(label: string): boolean {
	return /^(iso-?8859|latin|windows-125|cp125|us-ascii|ascii|koi8|macintosh)/i.test(label);
}

function declaredIn(bytes: Uint8Array): string | undefined {
	const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
	return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1];
}
