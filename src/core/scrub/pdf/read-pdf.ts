import {
	decodePDFRawStream,
	PDFDict,
	PDFDocument,
	PDFHexString,
	PDFName,
	PDFRawStream,
	PDFString,
} from '@cantoo/pdf-lib';
import type { PdfReading } from './reading.ts';

/** So much of a document is read: pages, and characters of all of them. */
const [mostPages, mostCharacters, mostRemarks] = [500, 600_000, 500];

/** What a PDF says on its pages, and about itself. For the picture process. @throws when it can't be opened */
export async function readPdf(bytes: Uint8Array): Promise<PdfReading> {
	return { pages: await pageTexts(bytes), remarks: await remarksIn(bytes) };
}

async function pageTexts(bytes: Uint8Array): Promise<string[]> {
	const { PDFiumLibrary } = await import('@hyzyla/pdfium');
	const library = await PDFiumLibrary.init();
	try {
		const document = await library.loadDocument(bytes);
		try {
			const texts: string[] = [];
			let left = mostCharacters;
			for (let at = 0; at < Math.min(document.getPageCount(), mostPages) && left > 0; at += 1) {
				const text = document.getPage(at).getText().slice(0, left);
				left -= text.length;
				texts.push(text);
			}
			return texts;
		} finally {
			document.destroy();
		}
	} finally {
		library.destroy();
	}
}

/** Keys under which a document names people, places and addresses: its information, notes, attachments, signatures, links. */
const telling = new Set(
	['Title', 'Author', 'Subject', 'Keywords', 'Creator', 'Producer', 'T', 'Contents', 'RC', 'UF'].concat([
		'F',
		'Desc',
		'URI',
		'Name',
		'Location',
		'ContactInfo',
		'Reason',
		'Company',
		'Manager',
		'PTEX.FileName',
	]),
);

/** What stands in a document beside its pages; empty where that can't be read. */
async function remarksIn(bytes: Uint8Array): Promise<PdfReading['remarks']> {
	const found: PdfReading['remarks'] = [];
	try {
		const document = await PDFDocument.load(bytes, { updateMetadata: false });
		for (const [, object] of document.context.enumerateIndirectObjects()) {
			const dict = object instanceof PDFRawStream ? object.dict : object;
			if (!(dict instanceof PDFDict)) continue;
			if (object instanceof PDFRawStream && dict.get(PDFName.of('Type')) === PDFName.of('Metadata')) {
				const xml = Buffer.from(decodePDFRawStream(object).decode()).toString('utf8');
				add('XMP', xml.replace(/<[^>]*>/g, ' '));
			}
			walk(dict, 0);
		}
	} catch {
		// An encrypted or damaged document: what it says of itself is not read, and nobody blind is given it.
	}
	return found;

	function walk(dict: PDFDict, depth: number): void {
		for (const [key, value] of dict.entries()) {
			const name = key.decodeText();
			if ((value instanceof PDFString || value instanceof PDFHexString) && telling.has(name))
				add(name, value.decodeText());
			else if (value instanceof PDFDict && depth < 6) walk(value, depth + 1);
		}
	}

	function add(key: string, raw: string): void {
		const text = raw.replace(/\s+/g, ' ').trim().slice(0, 4000);
		if (text !== '' && found.length < mostRemarks) found.push({ key, text });
	}
}
