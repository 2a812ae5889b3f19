import {
	EncryptedPDFError,
	PDFArray,
	PDFContext,
	PDFDict,
	PDFDocument,
	PDFName,
	PDFNumber,
	type PDFObject,
	PDFRef,
	PDFStreamWriter,
} from '@cantoo/pdf-lib';
import { ScrubFault } from '../fault.ts';
import { annotationsOf } from './annotations.ts';
import { copier } from './copy.ts';
import { placesOf } from './destinations.ts';
import { cleanImages } from './images.ts';
import { outlineOf } from './outline.ts';
import type { ShapeName } from './shapes.ts';

const name = (text: string) => PDFName.of(text);

/**
 * A PDF written anew from what its pages show and say: contents, fonts, pictures, structure for reading aloud, headings and
 * links within it. Nothing else comes along (`shapes.ts` says what is kept): no information about the document or its
 * pictures, attachment, note, script, signature, earlier revision. The same bytes for the same file.
 * @throws ScrubFault `file-locked` where it is encrypted, `file-broken` where it can't be read
 */
export async function scrubPdf(bytes: Uint8Array): Promise<Uint8Array> {
	try {
		return await rewrite(bytes);
	} catch (error) {
		if (error instanceof ScrubFault) throw error;
		throw new ScrubFault(isLocked(error) ? 'file-locked' : 'file-broken', String(error));
	}
}

const isLocked = (error: unknown) => error instanceof EncryptedPDFError || /encrypt|password/i.test(String(error));

async function rewrite(bytes: Uint8Array): Promise<Uint8Array> {
	const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false });
	const from = document.context;
	if (from.trailerInfo.Encrypt) throw new ScrubFault('file-locked');
	const to = PDFContext.create();
	const originals = document.getPages().map(({ node, ref }) => ({ node, ref, copy: to.nextRef() }));
	if (originals.length === 0) throw new ScrubFault('file-broken', 'no pages');
	const pages = new Map(originals.map(({ ref, copy }) => [ref, copy]));
	const structure = document.catalog.get(name('StructTreeRoot'));
	const alias = new Map<PDFRef, ShapeName>(structure instanceof PDFRef ? [[structure, 'structure']] : []);
	const copies = copier(from, to, pages, alias);
	const place = placesOf(from, document.catalog, to, pages);

	const tree = PDFDict.withContext(to);
	const treeRef = to.register(tree);
	const kids = PDFArray.withContext(to);
	for (const { node, copy } of originals) {
		const page = PDFDict.withContext(to);
		const keep = (key: string, value: PDFObject | undefined) => value && page.set(name(key), value);
		page.set(name('Type'), name('Page'));
		page.set(name('Parent'), treeRef);
		for (const key of ['MediaBox', 'CropBox', 'Rotate']) {
			keep(key, copies.copy(node.getInheritableAttribute(name(key)), 'data'));
		}
		for (const key of ['BleedBox', 'TrimBox', 'ArtBox', 'StructParents', 'Tabs', 'UserUnit']) {
			keep(key, copies.copy(node.get(name(key)), 'data'));
		}
		keep('Resources', copies.copy(node.getInheritableAttribute(name('Resources')), 'resources'));
		keep('Group', copies.copy(node.get(name('Group')), 'group'));
		keep('Contents', copies.copy(node.get(name('Contents')), 'content'));
		keep('Annots', annotationsOf(from, to, node.get(name('Annots')), copies, place));
		to.assign(copy, page);
		kids.push(copy);
	}
	tree.set(name('Type'), name('Pages'));
	tree.set(name('Kids'), kids);
	tree.set(name('Count'), PDFNumber.of(originals.length));

	const catalog = PDFDict.withContext(to);
	catalog.set(name('Type'), name('Catalog'));
	catalog.set(name('Pages'), treeRef);
	const outlines = outlineOf(from, to, document.catalog.get(name('Outlines')), place);
	if (outlines) catalog.set(name('Outlines'), outlines);
	for (const [key, shape] of [
		['Lang', 'text'],
		['MarkInfo', 'marked'],
		['StructTreeRoot', 'structure'],
		['OCProperties', 'layers'],
	] as const) {
		const value = copies.copy(document.catalog.get(name(key)), shape);
		if (value) catalog.set(name(key), value);
	}
	to.trailerInfo.Root = to.register(catalog);
	copies.finish();
	await cleanImages(to, copies.images, copies.profiles);
	return PDFStreamWriter.forContext(to, Number.POSITIVE_INFINITY, true, 50).serializeToBuffer();
}
