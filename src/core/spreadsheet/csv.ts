import { type Cell, looksLikeFormula } from './cell.ts';

/**
 * A table as CSV (RFC 4180), piece by piece, that spreadsheets open rightly: with a byte order mark, so that Chinese is
 * read as UTF-8, and with nothing that they would run as a formula.
 */
export async function* csvPieces(rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>) {
	let piece = '\ufeff';
	for await (const row of rows) {
		piece += `${row.map(written).join(',')}\r\n`;
		if (piece.length > 60_000) {
			yield piece;
			piece = '';
		}
	}
	if (piece !== '') yield piece;
}

/** A table that is at hand as a whole, as CSV. */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
	return `\ufeff${[header, ...rows].map((row) => `${row.map(written).join(',')}\r\n`).join('')}`;
}

function written(value: Cell): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	// A leading apostrophe is what spreadsheets themselves write before a text that looks like a formula.
	const text = looksLikeFormula(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Reads CSV, also with semicolons or tabs between cells (what the header has most of), with any line ends, and without
 * the apostrophe that keeps a text from being a formula. Rows without anything are left out; `line` counts from 1.
 */
export function parseCsv(text: string): { line: number; cells: string[] }[] {
	const body = text.replace(/^\ufeff/, '');
	const separator = separatorOf(body);
	const rows: { line: number; cells: string[] }[] = [];
	let [cells, cell, line, began, quoted]: [string[], string, number, number, boolean] = [[], '', 1, 1, false];
	const endCell = () => {
		cells.push(cell.startsWith("'") && looksLikeFormula(cell.slice(1)) ? cell.slice(1) : cell);
		cell = '';
	};
	const endRow = () => {
		endCell();
		if (cells.some((one) => one.trim() !== '')) rows.push({ line: began, cells });
		cells = [];
	};
	for (let i = 0; i < body.length; i++) {
		const sign = body[i] as string;
		const isLineEnd = sign === '\n' || (sign === '\r' && body[i + 1] !== '\n');
		if (isLineEnd) line++;
		if (quoted) {
			if (sign !== '"') cell += sign;
			else if (body[i + 1] === '"') cell += body[++i];
			else quoted = false;
		} else if (sign === '"' && cell === '') quoted = true;
		else if (sign === separator) endCell();
		else if (isLineEnd) {
			endRow();
			began = line;
		} else if (sign !== '\r') cell += sign;
	}
	if (cell !== '' || cells.length > 0) endRow();
	return rows;
}

function separatorOf(text: string): string {
	const header = text.slice(0, text.search(/[\r\n]/) + 1 || text.length).replace(/"[^"]*"/g, '');
	const count = (sign: string) => header.split(sign).length;
	return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
