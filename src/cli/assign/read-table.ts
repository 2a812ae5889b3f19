import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandFailed } from '../command.ts';
import { readPlainRows, type TakeBytes } from './plain-rows.ts';

export interface TableOptions {
	/** Names that columns may have, the first that is there counts; undefined where none is. */
	columns: Readonly<Record<string, readonly string[]>>;
	/** Which of them must be there. */
	needed: readonly string[];
	progress?: (bytes: number, of: number) => void;
	/** Takes rows as bytes, where they can be read so: many times faster. What it does not take comes as texts. */
	takeBytes?: TakeBytes;
}

/** Takes one row: its cells in the order of the columns, and the line at which it begins. The array is used again. */
export type TakeRow = (cells: readonly string[], line: number) => void;

/**
 * Reads a CSV file (RFC 4180, comma, UTF-8 with or without mark, any line ends) as it comes from the disk: a file of a
 * gigabyte takes no more memory than a small one. Cells are without the blanks around them. A file without any line is a
 * table without rows.
 * @throws CommandFailed when a column is missing, or a quote is never closed
 */
export async function readTable(file: string, options: TableOptions, take: TakeRow): Promise<void> {
	let places: number[] | undefined;
	const row: string[] = [];
	const reader = rowReader(file, (cells, line) => {
		if (!places) {
			places = placesOf(file, cells, options);
			return;
		}
		for (let k = 0; k < places.length; k++) {
			const place = places[k] as number;
			row[k] = place < 0 ? '' : (cells[place] ?? '');
		}
		take(row, line);
	});
	const size = (await stat(file)).size;
	let read = 0;
	const decoder = new TextDecoder('utf-8');
	const asText = (bytes: Uint8Array) => reader.add(decoder.decode(bytes, { stream: true }));
	let rest: Buffer = Buffer.alloc(0);
	// A quote may hold an end of a row: from the first one on, texts are cut.
	let plain = options.takeBytes !== undefined;
	for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
		read += (chunk as Buffer).length;
		const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
		rest = Buffer.alloc(0);
		let from = 0;
		const to = bytes.lastIndexOf(10) + 1;
		plain &&= to > 0 && !bytes.includes(34);
		if (plain && !places) {
			from = bytes.indexOf(10) + 1;
			asText(bytes.subarray(0, from));
		}
		if (plain && places && options.takeBytes) {
			reader.skip(readPlainRows(bytes.subarray(from, to), reader.line(), places, options.takeBytes, reader.row));
			rest = bytes.subarray(to);
		} else asText(bytes.subarray(from));
		options.progress?.(read, size);
	}
	asText(rest);
	reader.add(decoder.decode());
	reader.end();
}

function placesOf(file: string, header: readonly string[], { columns, needed }: TableOptions): number[] {
	const found = header.map((name) => name.toLowerCase());
	return Object.entries(columns).map(([name, others]) => {
		const place = others.map((one) => found.indexOf(one)).find((at) => at >= 0) ?? -1;
		if (place < 0 && needed.includes(name))
			throw new CommandFailed(
				`${file}: there is no column "${others.join('" or "')}" (there is: ${header.join(', ')}).`,
			);
		return place;
	});
}

/** Cuts text that comes in pieces into rows. Lines without quotes, all in most files, are cut by the engine's own search. */
function rowReader(file: string, take: (cells: string[], line: number) => void) {
	let rest = '';
	let line = 1;
	const cut = (text: string, last: boolean): void => {
		const endFrom = rowEnds(text);
		const quotes = text.includes('"');
		const cells: string[] = [];
		let from = 0;
		while (from < text.length) {
			const end = endFrom(from);
			if (end < 0 && !last) break;
			const stop = end < 0 ? text.length : end;
			const row = quotes ? text.slice(from, stop) : '';
			if (quotes && row.includes('"')) {
				if (end < 0 && oddQuotes(row)) throw new CommandFailed(`${file}:${line}: a quote is opened and never closed.`);
				take(quotedCells(row), line);
				line += row.split('\n').length;
			} else {
				if (plainCells(text, from, stop, cells)) take(cells, line);
				line++;
			}
			from = stop + 1;
		}
		rest = from < text.length ? text.slice(from) : '';
	};
	return {
		add: (text: string) => cut(rest + text, false),
		/** In which line the next row begins. */
		line: () => line,
		/** So many lines were read elsewhere. */
		skip: (lines: number) => {
			line += lines;
		},
		/** One row without quotes, that begins in this line. */
		row: (text: string, at: number) => {
			const cells: string[] = [];
			if (plainCells(text, 0, text.length, cells)) take(cells, at);
		},
		end: () => cut(rest, true),
	};
}

/** Where rows of a text end, outside of quotes; -1: not in this text. A lone \r at the end waits for its \n. */
function rowEnds(text: string): (from: number) => number {
	let quote = text.indexOf('"');
	return (from) => {
		if (quote >= 0 && quote < from) quote = text.indexOf('"', from);
		const end = text.indexOf('\n', from);
		if (quote >= 0 && (end < 0 || quote < end)) {
			let inside = false;
			for (let at = quote; at < text.length; at++) {
				if (text[at] === '"') inside = !inside;
				else if (text[at] === '\n' && !inside) return at;
			}
			return -1;
		}
		if (end >= 0) return end;
		// Files of very old programs end their lines with \r alone.
		const old = text.indexOf('\r', from);
		return old === text.length - 1 ? -1 : old;
	};
}

const oddQuotes = (row: string) => row.split('"').length % 2 === 0;

/** The cells of a row without quotes, into `cells`. @returns false for a line of blanks */
function plainCells(text: string, from: number, stop: number, cells: string[]): boolean {
	cells.length = 0;
	let at = from;
	for (;;) {
		const comma = text.indexOf(',', at);
		const end = comma < 0 || comma > stop ? stop : comma;
		cells.push(trimmed(text, at, end));
		if (end === stop) return cells.length > 1 || cells[0] !== '';
		at = end + 1;
	}
}

/** A part of a text without the blanks around it. */
function trimmed(text: string, from: number, to: number): string {
	const plain = to > from && text.charCodeAt(from) > 32 && text.charCodeAt(to - 1) > 32;
	const part = text.slice(from, to);
	return plain && part.charCodeAt(0) < 128 && part.charCodeAt(part.length - 1) < 128 ? part : part.trim();
}

function quotedCells(row: string): string[] {
	const cells: string[] = [];
	let cell = '';
	let inside = false;
	for (let at = 0; at < row.length; at++) {
		const sign = row[at] as string;
		if (sign === '"' && inside && row[at + 1] === '"') {
			cell += '"';
			at++;
		} else if (sign === '"') inside = !inside;
		else if (sign === ',' && !inside) {
			cells.push(cell.trim());
			cell = '';
		} else cell += sign;
	}
	cells.push(cell.trim());
	return cells;
}
