import { z } from 'zod';
import { parseCsv, readXlsx, WorkbookFault, WorkbookTooLarge } from '#core/spreadsheet/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { ImportSource } from '../../import-table.ts';

/** So many applications one file may hold. */
export const mostImported = 5000;
/** A file is at most so large, in bytes. */
export const largestImport = 20_000_000;

const itemSchema = z.looseObject({
	id: z.string().max(200).optional(),
	externalId: z.string().max(200).optional(),
	applicant: z.string().max(320).optional(),
	answers: z.record(z.string(), z.unknown()),
});
const dataSchema = z.union([z.array(itemSchema), z.looseObject({ items: z.array(itemSchema) })]);

/**
 * A file of applications: CSV, XLSX (its first sheet) or JSON (as an export writes it). What it is, is told by its
 * beginning, not by its name.
 * @throws Refusal `too-large` (`file-too-large`), `invalid` (`file-unreadable`, `file-empty`, `too-many-rows`)
 */
export function readImportFile(bytes: Uint8Array): ImportSource {
	if (bytes.length > largestImport) throw tooLarge();
	const source = isZip(bytes) ? readWorkbook(bytes) : readText(decoded(bytes));
	const count = 'head' in source ? source.rows.length : source.items.length;
	if (count === 0) throw new Refusal('invalid', 'file-empty');
	if (count > mostImported) throw new Refusal('invalid', 'too-many-rows', { params: { max: mostImported } });
	return source;
}

/** Of a file that is too large, or holds more than is read. */
export function tooLarge(): Refusal {
	return new Refusal('too-large', 'file-too-large', { params: { max: largestImport } });
}

/** Whether a file is packed, as workbooks are. */
export function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function readWorkbook(bytes: Uint8Array): ImportSource {
	try {
		return asTable(readXlsx(bytes));
	} catch (error) {
		if (error instanceof WorkbookTooLarge) throw tooLarge();
		if (error instanceof WorkbookFault) throw new Refusal('invalid', 'file-unreadable');
		throw error;
	}
}

function readText(text: string): ImportSource {
	if (!/^\s*[[{]/.test(text)) return asTable(parseCsv(text));
	try {
		const data = dataSchema.parse(JSON.parse(text));
		const items = Array.isArray(data) ? data : data.items;
		return {
			items: items.map(({ id, externalId, applicant, answers }, place) => ({
				line: place + 1,
				externalId: externalId ?? id ?? '',
				applicant: applicant ?? '',
				answers,
			})),
		};
	} catch {
		throw new Refusal('invalid', 'file-unreadable');
	}
}

function asTable([head, ...rows]: { line: number; cells: string[] }[]): ImportSource {
	return { head: head?.cells ?? [], rows };
}

/** UTF-8, UTF-16 with its mark, or the encoding in which Chinese spreadsheets save CSV. */
function decoded(bytes: Uint8Array): string {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('gb18030').decode(bytes);
	}
}
