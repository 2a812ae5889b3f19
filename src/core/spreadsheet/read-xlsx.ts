import { unzipSync } from 'fflate';
import { attributeOf, elementsOf, tagsOf, withoutElements } from './xml-elements.ts';

/** A file that is no workbook. */
export class WorkbookFault extends Error {
	override name = 'WorkbookFault';
}

/** One that unpacks to more than is read. */
export class WorkbookTooLarge extends WorkbookFault {
	override name = 'WorkbookTooLarge';
}

/** All parts together, unpacked, in bytes. */
const mostBytes = 200_000_000;
/** How a number is shown is said in fewer characters. */
const longestFormat = 500;

/**
 * The first sheet of a workbook (OOXML) as texts by row; `line` is the row's number in the sheet. Days come as
 * `2021-10-15`, times as `2021-10-15T18:00`, yes and no as `yes` and `no`. Formulas are not run: what they last gave is read.
 * @throws WorkbookFault, WorkbookTooLarge
 */
export function readXlsx(bytes: Uint8Array): { line: number; cells: string[] }[] {
	const parts = unpacked(bytes);
	const part = (path: string) => {
		const found = parts[path] ?? parts[path.replace(/^\//, '')];
		return found ? new TextDecoder().decode(found) : '';
	};
	const workbook = part('xl/workbook.xml');
	const id = firstOf(tagsOf(workbook, 'sheet'), 'r:id');
	const target = id === undefined ? undefined : targetOf(part('xl/_rels/workbook.xml.rels'), id);
	if (target === undefined) throw new WorkbookFault('no sheet');
	const sheet = part(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
	const shared = [...elementsOf(part('xl/sharedStrings.xml'), 'si')].map(({ inner }) => textOf(inner));
	const dated = dateStyles(part('xl/styles.xml'));
	const from1904 = ['1', 'true'].includes(firstOf(tagsOf(workbook, 'workbookPr'), 'date1904') ?? '');
	const since = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
	const rows: { line: number; cells: string[] }[] = [];
	for (const { about: ofRow, inner } of elementsOf(sheet, 'row')) {
		const line = Number(attributeOf(ofRow, 'r') ?? (rows.at(-1)?.line ?? 0) + 1);
		const cells: string[] = [];
		for (const { about, inner: content } of elementsOf(inner, 'c')) {
			const place = columnOf(attributeOf(about, 'r')) ?? cells.length;
			if (place > 16_384) throw new WorkbookFault('too wide');
			while (cells.length < place) cells.push('');
			const style = Number(attributeOf(about, 's') ?? 0);
			cells[place] = valueOf(attributeOf(about, 't') ?? 'n', content, shared, dated.has(style) ? since : undefined);
		}
		if (cells.some((one) => one.trim() !== '')) rows.push({ line, cells });
	}
	return rows;
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
	let total = 0;
	try {
		return unzipSync(bytes, {
			filter: ({ name, originalSize }) => {
				if (!/^xl\/(workbook|sharedStrings|styles|_rels\/workbook|worksheets\/[^/]+)\.xml(\.rels)?$/.test(name))
					return false;
				total += originalSize;
				if (total > mostBytes) throw new WorkbookTooLarge('too large');
				return true;
			},
		});
	} catch (error) {
		throw error instanceof WorkbookFault ? error : new WorkbookFault('not a workbook');
	}
}

function targetOf(relations: string, id: string): string | undefined {
	for (const about of tagsOf(relations, 'Relationship'))
		if (attributeOf(about, 'Id') === id) return attributeOf(about, 'Target');
	return undefined;
}

function valueOf(type: string, content: string, shared: readonly string[], since: number | undefined): string {
	if (type === 'inlineStr') return textOf(content);
	const [stands] = elementsOf(content, 'v');
	const value = unescaped(stands?.inner ?? '');
	if (type === 's') return shared[Number(value)] ?? '';
	if (type === 'b') return value === '1' ? 'yes' : 'no';
	if (type !== 'n' || since === undefined || value === '') return type === 'e' ? '' : value;
	// Days since the first, with the time as their fraction; rounded to the minute, which is what people write.
	const at = new Date(since + Math.round(Number(value) * 1440) * 60_000);
	if (Number.isNaN(at.getTime())) return value;
	const text = at.toISOString();
	return text.slice(11, 16) === '00:00' ? text.slice(0, 10) : text.slice(0, 16);
}

/** The styles of cells that show days or times. */
function dateStyles(styles: string): Set<number> {
	const formats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
	for (const about of tagsOf(styles, 'numFmt')) {
		const written = (attributeOf(about, 'formatCode') ?? '').slice(0, longestFormat);
		const code = unescaped(written).replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
		if (/[ymdhs]/i.test(code)) formats.add(Number(attributeOf(about, 'numFmtId')));
	}
	const [cells] = elementsOf(styles, 'cellXfs');
	const dated = new Set<number>();
	let place = 0;
	for (const about of tagsOf(cells?.inner ?? '', 'xf')) {
		if (formats.has(Number(attributeOf(about, 'numFmtId') ?? 0))) dated.add(place);
		place++;
	}
	return dated;
}

/** All text of a rich or plain string, without the reading aid of Japanese. */
function textOf(xml: string): string {
	return [...elementsOf(withoutElements(xml, 'rPh'), 't')].map(({ inner }) => unescaped(inner)).join('');
}

function columnOf(reference: string | undefined): number | undefined {
	const letters = /^[A-Z]+/.exec(reference ?? '')?.[0];
	if (letters === undefined) return undefined;
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** The first of an attribute among tags. */
function firstOf(tags: Iterable<string>, name: string): string | undefined {
	for (const about of tags) {
		const value = attributeOf(about, name);
		if (value !== undefined && value !== '') return value;
	}
	return undefined;
}

function unescaped(text: string): string {
	const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
	return text
		.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
		.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
			if (name !== undefined) return named[name] ?? whole;
			const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
			return code <= 0x10ffff ? String.fromCodePoint(code) : '';
		});
}
