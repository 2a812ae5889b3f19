import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandFailed } from '../command.ts';

/** A piece of a table: its rows, and the line at which each begins. */
export interface Rows {
	cells: string[][];
	lines: number[];
}

export interface TableOptions {
	/** Names that columns may have, the first that is there counts; undefined where none is. */
	columns: Readonly<Record<string, readonly string[]>>;
	/** Which of them must be there. */
	needed: readonly string[];
	progress?: (bytes: number, of: number) => void;
}

/**
 * Reads a CSV file (RFC 4180, comma, UTF-8 with or without mark, any line ends) as it comes from the disk: a file of a
 * gigabyte takes no more memory than a small one. Cells are without the blanks around them; rows are in the order of
 * `columns`. A file without any line is a table without rows.
 * @throws CommandFailed when a column is missing, or a quote is never closed
 */
export async function readTable(file: string, options: TableOptions, take: (rows: Rows) => void): Promise<void> {
	const names = Object.keys(options.columns);
	let places: number[] | undefined;
	const reader = rowReader(file);
	const size = (await stat(file)).size;
	let read = 0;
	const give = ({ cells, lines }: Rows) => {
		if (!places) {
			const header = cells.shift();
			lines.shift();
			if (!header) return;
			places = placesOf(file, header, options);
		}
		const order = places;
		const rows = cells.map((row) => order.map((place) => (place < 0 ? '' : (row[place] ?? ''))));
		if (names.length > 0 && rows.length > 0) take({ cells: rows, lines });
	};
	const decoder = new TextDecoder('utf-8');
	for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
		read += (chunk as Buffer).length;
		give(reader.add(decoder.decode(chunk as Buffer, { stream: true })));
		options.progress?.(read, size);
	}
	give(reader.add(decoder.decode()));
	give(reader.end());
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
function rowReader(file: string) {
	let rest = '';
	let line = 1;
	const cut = (text: string, last: boolean): Rows => {
		const rows: Rows = { cells: [], lines: [] };
		const endFrom = rowEnds(text);
		let from = 0;
		while (from < text.length) {
			const end = endFrom(from);
			if (end < 0 && !last) break;
			const stop = end < 0 ? text.length : end;
			const row = text.slice(from, stop);
			if (end < 0 && row.includes('"') && oddQuotes(row))
				throw new CommandFailed(`${file}:${line}: a quote is opened and never closed.`);
			if (row.trim() !== '') {
				rows.cells.push(row.includes('"') ? quotedCells(row) : plainCells(row));
				rows.lines.push(line);
			}
			if (row.includes('"')) for (let at = row.indexOf('\n'); at >= 0; at = row.indexOf('\n', at + 1)) line++;
			line++;
			from = stop + 1;
		}
		rest = from < text.length ? text.slice(from) : '';
		return rows;
	};
	return {
		add: (text: string) => cut(rest + text, false),
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

function plainCells(row: string): string[] {
	const cells: string[] = [];
	let from = 0;
	for (let at = row.indexOf(','); at >= 0; at = row.indexOf(',', from)) {
		cells.push(row.slice(from, at).trim());
		from = at + 1;
	}
	cells.push(row.slice(from).trim());
	return cells;
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
