import { crc32 } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, csvPieces, parseCsv, readXlsx, WorkbookFault, xlsxPieces } from './index.ts';

async function csv(rows: readonly (readonly Cell[])[]): Promise<string> {
	let text = '';
	for await (const piece of csvPieces(rows)) text += piece;
	return text;
}

async function xlsx(rows: readonly (readonly Cell[])[]): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of xlsxPieces([{ name: 'Applications', rows }])) pieces.push(piece);
	return new Uint8Array(Buffer.concat(pieces));
}

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const table = fc
	.integer({ min: 1, max: 5 })
	.chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
const nonEmpty = (rows: string[][]) => rows.filter((row) => row.some((cell) => cell.trim() !== ''));
const strippedOf = (cells: string[]) => {
	const kept = [...cells];
	while (kept.length > 0 && kept.at(-1) === '') kept.pop();
	return kept;
};

describe('CSV', () => {
	it('comes back as it was written, whatever stands in it', async () => {
		await fc.assert(
			fc.asyncProperty(table, async (rows) => {
				// The head decides what separates cells; one without any of the three signs leaves it at the comma.
				const all = [Array.from({ length: rows[0]?.length ?? 1 }, (_, i) => `c${i}`), ...rows];
				const read = parseCsv(await csv(all)).slice(1);
				const expected = nonEmpty(rows).map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, '')));
				expect(read.map(({ cells }) => cells)).toEqual(expected);
			}),
		);
	});

	it('runs nothing', async () => {
		const written = await csv([['=1+1', '+1', '-1', '@x', '\tx', '＝1', 'a=1', -5]]);
		expect(written).toBe("\ufeff'=1+1,'+1,'-1,'@x,'\tx,'＝1,a=1,-5\r\n");
	});

	it('is read with semicolons and tabs too, and knows its lines', () => {
		expect(parseCsv('\ufeffa;b\n1;"x\ny"\n\n2;z')).toEqual([
			{ line: 1, cells: ['a', 'b'] },
			{ line: 2, cells: ['1', 'x\ny'] },
			{ line: 5, cells: ['2', 'z'] },
		]);
		expect(parseCsv('a\tb,c\td\r1\t2\t3')).toHaveLength(2);
		expect(parseCsv('')).toEqual([]);
	});
});

describe('XLSX', () => {
	it('comes back as it was written, whatever stands in it', async () => {
		await fc.assert(
			fc.asyncProperty(table, async (rows) => {
				const read = readXlsx(await xlsx(rows));
				const printable = (cell: string) => cell.replace(/[^\P{Cc}\t\n\r\u0080-\u009f]|[\ufffe\uffff]/gu, '');
				const expected = nonEmpty(rows.map((row) => row.map(printable)));
				expect(read.map(({ cells }) => strippedOf(cells))).toEqual(expected.map(strippedOf));
			}),
			{ numRuns: 60 },
		);
	});

	it('keeps numbers, truth and formulas as what they are, and writes the same bytes again', async () => {
		const rows = [
			['n', 'b', 'f', null],
			[1.5, true, '=HYPERLINK("x")', 'end'],
		];
		const bytes = await xlsx(rows);
		expect(readXlsx(bytes)).toEqual([
			{ line: 1, cells: ['n', 'b', 'f'] },
			{ line: 2, cells: ['1.5', 'yes', '=HYPERLINK("x")', 'end'] },
		]);
		expect(await xlsx(rows)).toEqual(bytes);
	});

	it('is a whole archive however many pieces it has', async () => {
		const rows = Array.from({ length: 1200 }, (_, i) => [`row ${i}`, i, `${i} 张三 `.repeat(90)]);
		const bytes = Buffer.from(await xlsx(rows));
		const sheet = unzipSync(bytes)['xl/worksheets/sheet1.xml'] as Uint8Array;
		expect(sheet.length).toBeGreaterThan(1_000_000);
		// What the archive says of the sheet, which spreadsheets check: its sum, and its length.
		const said = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
		expect(bytes.readUInt32LE(said)).toBe(0x02014b50);
		expect(bytes.readUInt32LE(said + 16)).toBe(crc32(sheet));
		expect(bytes.readUInt32LE(said + 24)).toBe(sheet.length);
		expect(readXlsx(bytes).map(({ cells }) => cells)).toEqual(rows.map((row) => row.map(String)));
	});

	it('takes no longer over what never ends than over anything else', () => {
		// A few kilobytes that unpack to thousands of beginnings without an end: squared they take minutes.
		const many = (text: string) => text.repeat(100_000);
		const parts = {
			'xl/workbook.xml': `<workbook><sheets><sheet name="A" r:id="r"/></sheets>${many('<workbookPr ')}`,
			'xl/_rels/workbook.xml.rels': `<Relationship Id="r" Target="worksheets/s.xml"/>${many('<Relationship ')}`,
			'xl/sharedStrings.xml': `<si><t>one</t>${many('<rPh>')}${many('<t>')}</si>${many('<si>')}`,
			'xl/styles.xml': `<numFmt numFmtId="200" formatCode="${many('[')}"/><cellXfs><xf numFmtId="0"/></cellXfs>${many('<cellXfs>')}`,
			'xl/worksheets/s.xml': `<row><c t="s"><v>0</v></c><c>${many('<v>')}</c>${many('<c>')}</row>${many('<row>')}${many('<row ')}`,
		};
		const file = zipSync(
			Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, new TextEncoder().encode(xml)])),
		);
		expect(file.length).toBeLessThan(50_000);
		expect(readXlsx(file).map(({ cells }) => cells[0])).toEqual(['one']);
	});

	it('reads what a spreadsheet saves: shared and rich texts, days, gaps', () => {
		const file = zipSync(
			Object.fromEntries(
				Object.entries({
					'xl/workbook.xml': '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId7"/></sheets></workbook>',
					'xl/_rels/workbook.xml.rels':
						'<Relationships><Relationship Id="rId7" Target="worksheets/s.xml"/></Relationships>',
					'xl/sharedStrings.xml':
						'<sst><si><t>One &amp; two</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></si></sst>',
					'xl/styles.xml':
						'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="22"/></cellXfs></styleSheet>',
					'xl/worksheets/s.xml':
						'<worksheet><sheetData><row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" s="1"><v>44484</v></c><c r="E3" s="2"><v>44484.75</v></c><c r="F3"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>',
				}).map(([path, xml]) => [path, new TextEncoder().encode(xml)]),
			),
		);
		expect(readXlsx(file)).toEqual([
			{ line: 3, cells: ['One & two', '', 'rich', '2021-10-15', '2021-10-15T18:00', '2'] },
		]);
		expect(() => readXlsx(new Uint8Array([1, 2, 3]))).toThrow(WorkbookFault);
		expect(() => readXlsx(zipSync({ 'a.txt': new Uint8Array(3) }))).toThrow(WorkbookFault);
	});
});
