/*
 * Content transfer encodings (RFC 2045, 6.7 and 6.8) of a text with marks in it. What all recipients share is encoded
 * once; quoted-printable may be broken anywhere, so what is one's own is put between. Pure.
 */

const lineLength = 76;
const hex = '0123456789ABCDEF';

/** One text, made ready to be filled many times. */
export interface Encoded {
	encoding: 'quoted-printable' | 'base64';
	fill(values: Readonly<Record<string, string>>): string;
}

/** A text as quoted-printable, lines ended by CRLF and no longer than 76 characters; `=` at a line's end joins it with the next. */
export function quotedPrintable(text: string): string {
	const lines: string[] = [];
	for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
		let out = '';
		const bytes = Buffer.from(line, 'utf8');
		for (const [at, byte] of bytes.entries()) {
			const isSpace = byte === 0x20 || byte === 0x09;
			const plain = (byte >= 0x21 && byte <= 0x7e && byte !== 0x3d) || (isSpace && at < bytes.length - 1);
			const piece = plain ? String.fromCharCode(byte) : `=${hex[byte >> 4]}${hex[byte & 15]}`;
			if (out.length + piece.length > lineLength - 1) {
				lines.push(`${out}=`);
				out = '';
			}
			out += piece;
		}
		lines.push(out);
	}
	return lines.join('\r\n');
}

/** A text as base64 in lines of 76 characters. */
export function base64(text: string): string {
	const all = Buffer.from(text.replace(/\r\n?|\n/g, '\r\n'), 'utf8').toString('base64');
	const lines: string[] = [];
	for (let at = 0; at < all.length; at += lineLength) lines.push(all.slice(at, at + lineLength));
	return lines.join('\r\n');
}

/** A text cut at its marks: what stands between them (one more than marks) and the name of each mark. */
export function cutAtMarks(
	text: string,
	marks: Readonly<Record<string, string>>,
): { pieces: string[]; names: string[] } {
	const pieces: string[] = [];
	const names: string[] = [];
	let from = 0;
	while (from <= text.length) {
		let next: { at: number; name: string; length: number } | undefined;
		for (const [name, mark] of Object.entries(marks)) {
			const at = text.indexOf(mark, from);
			if (at >= 0 && (!next || at < next.at)) next = { at, name, length: mark.length };
		}
		if (!next) break;
		pieces.push(text.slice(from, next.at));
		names.push(next.name);
		from = next.at + next.length;
	}
	return { pieces: [...pieces, text.slice(from)], names };
}

/** Puts the values in the place of the marks. @throws Error for a mark without a value */
export function fillMarks(
	text: string,
	marks: Readonly<Record<string, string>>,
	values: Readonly<Record<string, string>>,
	write: (value: string) => string = (value) => value,
): string {
	const { pieces, names } = cutAtMarks(text, marks);
	return pieces.map((piece, place) => piece + (names[place] ? write(valueOf(values, names[place])) : '')).join('');
}

function valueOf(values: Readonly<Record<string, string>>, name: string): string {
	const value = values[name];
	if (value === undefined) throw new Error(`the mail lacks what is its recipient's: ${name}`);
	return value;
}

/**
 * Makes a text ready: quoted-printable where most of it is ASCII, base64 else (Chinese would become three times as long).
 * @param write how a value is written into this text: escaped, in HTML
 */
export function encodeOnce(
	text: string,
	marks: Readonly<Record<string, string>>,
	write: (value: string) => string = (value) => value,
): Encoded {
	const other = Buffer.byteLength(text, 'utf8') - text.length;
	if (other * 6 > text.length) {
		return { encoding: 'base64', fill: (values) => base64(fillMarks(text, marks, values, write)) };
	}
	const { pieces, names } = cutAtMarks(text, marks);
	const ready = pieces.map(quotedPrintable);
	return {
		encoding: 'quoted-printable',
		fill: (values) =>
			ready
				.map((piece, place) => {
					const name = names[place];
					return name === undefined ? piece : `${piece}=\r\n${quotedPrintable(write(valueOf(values, name)))}=\r\n`;
				})
				.join(''),
	};
}
