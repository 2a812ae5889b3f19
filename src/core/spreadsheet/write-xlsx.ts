import { Zip } from 'fflate';
import { escapeXml } from '#core/text/index.ts';
import { type Cell, looksLikeFormula } from './cell.ts';
import { DeflatedFile } from './deflated-file.ts';

/** One sheet of a workbook. The first row is its head. */
export interface Sheet {
	/** At most 31 characters, without `:\/?*[]`. */
	name: string;
	rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
	/** How many rows at the top stay when the sheet is scrolled; 1 unless told otherwise. */
	head?: number;
}

/** So much of a sheet is written before it is deflated, in characters. */
const pieceLength = 250_000;
/** What a cell can hold at most, in characters. */
const longestCell = 32_767;
/** Style 1: bold. Style 2: taken as text even where it looks like a formula (`quotePrefix`). */
const styles =
	'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
	'<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
	'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
	'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
	'<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/**
 * A workbook (OOXML) piece by piece: rows are written as they come, so that memory does not grow with them. Texts are
 * texts, never formulas. The same rows give the same bytes.
 */
export async function* xlsxPieces(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
	let pieces: Uint8Array[] = [];
	let failed: Error | undefined;
	const zip = new Zip((error, piece) => {
		if (error) failed = error;
		else pieces.push(piece);
	});
	const drain = function* () {
		if (failed) throw failed;
		const ready = pieces;
		pieces = [];
		yield* ready;
	};
	const begin = (path: string) => {
		const entry = new DeflatedFile(path);
		zip.add(entry);
		return entry;
	};
	const whole = (path: string, text: string) => begin(path).push(text, true);
	await whole('[Content_Types].xml', contentTypes(sheets.length));
	await whole(
		'_rels/.rels',
		`${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
	);
	await whole('xl/workbook.xml', workbook(sheets));
	await whole('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length));
	await whole('xl/styles.xml', styles);
	for (const [place, { rows, head = 1 }] of sheets.entries()) {
		const entry = begin(`xl/worksheets/sheet${place + 1}.xml`);
		const pane = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
		let text = `${declaration}<worksheet xmlns="${main}">${pane}<sheetData>`;
		let number = 0;
		for await (const row of rows) {
			number++;
			text += `<row r="${number}">${row.map((value, column) => cell(value, column, number, number <= head)).join('')}</row>`;
			if (text.length > pieceLength) {
				await entry.push(text);
				text = '';
				yield* drain();
			}
		}
		await entry.push(`${text}</sheetData></worksheet>`, true);
		yield* drain();
	}
	zip.end();
	yield* drain();
}

function cell(value: Cell, column: number, row: number, bold: boolean): string {
	if (value === null || value === '') return '';
	const at = `${columnName(column)}${row}`;
	if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
	if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
	const style = bold ? ' s="1"' : looksLikeFormula(value) ? ' s="2"' : '';
	return `<c r="${at}" t="inlineStr"${style}><is><t xml:space="preserve">${escapeXml(value.slice(0, longestCell))}</t></is></c>`;
}

/** `A` for 0, `AA` for 26. */
export function columnName(column: number): string {
	let name = '';
	for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
		name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
	}
	return name;
}

function contentTypes(count: number): string {
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
	const sheets = Array.from(
		{ length: count },
		(_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
	);
	return (
		`${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${sheets.join('')}</Types>`
	);
}

function workbook(sheets: readonly Sheet[]): string {
	const list = sheets.map(
		({ name }, i) =>
			`<sheet name="${escapeXml(name.replace(/[:\\/?*[\]]/g, ' ').slice(0, 31))}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
	);
	return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${list.join('')}</sheets></workbook>`;
}

function workbookRelations(count: number): string {
	const list = Array.from(
		{ length: count },
		(_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
	);
	return (
		`${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}` +
		`<Relationship Id="rId${count + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`
	);
}
