import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packZip, unpackZip, ZipFault } from '#core/zip/index.ts';
import { ScrubFault } from '../fault.ts';
import { scrubPicture } from '../picture.ts';
import { cleanRelations, cleanTypes, partKind } from './parts.ts';
import { cleanXml } from './xml.ts';

const limits = { files: 5000, bytes: 400_000_000, fileBytes: 200_000_000 };
/** Documents within documents: a workbook behind a chart. */
const mostNested = 2;

/**
 * A Word, PowerPoint or Excel document (OOXML) of what it shows: see `parts.ts` and `xml.ts`. Objects of other programs
 * keep their picture and lose their data.
 * @throws ScrubFault
 */
export async function scrubOffice(bytes: Uint8Array, nested = 0): Promise<Uint8Array> {
	const folder = await mkdtemp(join(tmpdir(), 'orrery-scrub-'));
	try {
		const archive = join(folder, 'document.zip');
		const inside = join(folder, 'inside');
		await writeFile(archive, bytes);
		const paths = await unpackZip(archive, inside, limits);
		const kept = new Set(paths.filter((path) => partKind(path) !== undefined));
		if (!kept.has('[Content_Types].xml')) throw new ScrubFault('file-broken', 'no list of types');
		const clean: { path: string; bytes: Uint8Array }[] = [];
		for (const path of [...kept].sort()) {
			clean.push({ path, bytes: await cleanPart(path, await readFile(join(inside, path)), kept, nested) });
		}
		const pieces: Uint8Array[] = [];
		const files = clean.map((part) => ({ path: part.path, read: async () => part.bytes }));
		for await (const piece of packZip(files)) pieces.push(piece);
		return Buffer.concat(pieces);
	} catch (error) {
		if (error instanceof ZipFault) {
			throw new ScrubFault(error.code === 'zip-encrypted' ? 'file-locked' : 'file-broken', error.message);
		}
		throw error;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function cleanPart(path: string, bytes: Buffer, kept: ReadonlySet<string>, nested: number): Promise<Uint8Array> {
	const kind = partKind(path);
	if (kind === 'font') return bytes;
	if (kind === 'media') return scrubPicture(bytes);
	if (kind === 'embedded') {
		// What can't be looked into is emptied: its picture stands in the document.
		if (!/\.(xlsx|docx|pptx)$/i.test(path) || nested >= mostNested) return new Uint8Array();
		return scrubOffice(bytes, nested + 1);
	}
	const xml = textOf(bytes);
	if (kind === 'types') return Buffer.from(cleanTypes(xml, kept));
	return Buffer.from(kind === 'relations' ? cleanRelations(path, xml, kept) : cleanXml(xml));
}

function textOf(bytes: Buffer): string {
	try {
		const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
		if (utf16) throw new Error('UTF-16');
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		if (/^<\?xml[^>]*encoding=["'](?!utf-8)/i.test(text) || /<!DOCTYPE|<!\[CDATA\[/.test(text))
			throw new Error('not as Office writes');
		return text;
	} catch (error) {
		throw new ScrubFault('file-broken', String(error));
	}
}
