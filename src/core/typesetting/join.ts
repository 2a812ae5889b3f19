import { createHash } from 'node:crypto';
import {
	ParseSpeeds,
	PDFArray,
	PDFContext,
	PDFDict,
	PDFDocument,
	PDFName,
	PDFNumber,
	type PDFObject,
	PDFRawStream,
	PDFRef,
	PDFString,
} from '@cantoo/pdf-lib';
import { withPages } from './pages.ts';
import { PdfBytes } from './pdf-bytes.ts';
import { renumber, WholeRef } from './renumber.ts';

const name = (text: string) => PDFName.of(text);
const options = { updateMetadata: false, throwOnInvalidObject: true, parseSpeed: ParseSpeeds.Fastest };

/** What a part may say of itself as a whole. Anything else would be lost in joining, so it is refused. */
const catalogKeys = new Set(
	'Type Pages Metadata OutputIntents Lang StructTreeRoot MarkInfo ViewerPreferences Outlines'.split(' ').map(name),
);
const structureKeys = new Set('Type RoleMap K ParentTree ParentTreeNextKey'.split(' ').map(name));

/** Objects of the whole, under numbers that no part has: trees of pages, of bookmarks, of structure, and its one document. */
const pagesAt = new WholeRef(1);
const outlinesAt = new WholeRef(2);
const structureAt = new WholeRef(3);
const documentAt = new WholeRef(4);
const catalogAt = new WholeRef(5);
const metadataAt = new WholeRef(6);
const firstOfParts = 7;

/** What the parts read so far come to. */
interface Whole {
	out: PdfBytes;
	context: PDFContext;
	nextObject: number;
	nextKey: number;
	pages: WholeRef[];
	/** Elements below the one that stands for the document. */
	elements: PDFObject[];
	/** Of the number tree that leads from pages to elements: keys and values in turn. */
	parents: PDFObject[];
	roles: Map<PDFName, PDFObject>;
	/** Bookmarks of the highest level. */
	bookmarks: { at: WholeRef; dict: PDFDict }[];
}

/** What the whole has from its first part. */
interface First {
	context: PDFContext;
	catalog: PDFDict;
	metadata: PDFRawStream;
	info: WholeRef;
	ids: PDFArray;
}

/**
 * Tagged PDFs of the typesetter as one: their pages one after the other, their bookmarks in one row, what is read aloud in
 * one tree; title, dates, language, colour profile and metadata are the first one's. Of PDF/A-2a parts it is PDF/A-2a. One
 * part at a time is read: the memory is that of the largest, and of the bytes. The same parts give the same bytes.
 * @throws Error for a part that says of itself what can't be joined (named places, attachments, forms), or for none
 */
export async function joinPdfs(parts: readonly Uint8Array[]): Promise<Uint8Array> {
	const whole: Whole = {
		out: new PdfBytes(),
		context: PDFContext.create(),
		nextObject: firstOfParts,
		nextKey: 0,
		pages: [],
		elements: [],
		parents: [],
		roles: new Map(),
		bookmarks: [],
	};
	let first: First | undefined;
	const digest = createHash('md5');
	for (const bytes of parts) {
		digest.update(bytes);
		const document = await PDFDocument.load(bytes, options);
		const read = addPart(whole, document);
		// Left to itself it would wait until a dozen parts that nobody needs any more fill the memory.
		globalThis.gc?.();
		first ??= read;
	}
	if (!first) throw new Error('there is nothing to join');
	return writeWhole(whole, first, digest.digest('base64'));
}

/** Writes the objects of a part under numbers of their own, but for those that the whole has once. */
function addPart(whole: Whole, { context, catalog }: PDFDocument): First {
	const root = context.trailerInfo.Root as PDFRef;
	const refOf = (dict: PDFDict, key: string) => {
		const found = dict.get(name(key));
		if (!(found instanceof PDFRef)) throw new Error(`a part to join has no ${key} as an object of its own`);
		return found;
	};
	const [pages, outlines, structure, metadata] = [
		refOf(catalog, 'Pages'),
		catalog.get(name('Outlines')),
		refOf(catalog, 'StructTreeRoot'),
		refOf(catalog, 'Metadata'),
	];
	const tree = context.lookup(structure, PDFDict);
	demandOnly(catalog, catalogKeys);
	demandOnly(tree, structureKeys);
	const kids = tree.lookup(name('K'), PDFArray);
	const top = kids.get(0);
	if (kids.size() !== 1 || !(top instanceof PDFRef)) throw new Error('a part to join is not one document');

	const shared = new Map<PDFObject | undefined, WholeRef>([
		[pages, pagesAt],
		[outlines, outlinesAt],
		[structure, structureAt],
		[top, documentAt],
		[root, catalogAt],
		[metadata, metadataAt],
	]);
	const offset = whole.nextObject - 1;
	const to = (old: PDFRef) => shared.get(old) ?? new WholeRef(old.objectNumber + offset);
	const moved = (value: PDFObject) => renumber(value, to, whole.nextKey);

	const leaves = pageLeaves(context, pages);
	for (const { node, parents } of leaves) {
		for (const parent of parents) shared.set(parent, pagesAt);
		for (const key of ['Resources', 'MediaBox'])
			if (!node.has(name(key))) throw new Error(`a page inherits its ${key}`);
	}
	whole.pages.push(...leaves.map(({ ref }) => to(ref)));
	const below = context.lookup(top, PDFDict).lookup(name('K'), PDFArray);
	whole.elements.push(...below.asArray().map(moved));
	addParents(whole, tree.lookup(name('ParentTree'), PDFDict), moved);
	for (const [role, meaning] of tree.lookupMaybe(name('RoleMap'), PDFDict)?.entries() ?? [])
		whole.roles.set(role, meaning);
	const bookmarks = bookmarksOf(context, outlines);
	// They are written when each has its neighbours, and would hold all that was read of their part.
	const held = new Set<PDFObject>(bookmarks);
	const kept = bookmarks.map((at) => ({ at: to(at), dict: context.lookup(at, PDFDict).clone(whole.context) }));
	for (const { dict } of kept) moved(dict);
	whole.bookmarks.push(...kept);

	for (const [ref, value] of context.enumerateIndirectObjects()) {
		if (held.has(ref) || (shared.has(ref) && ref !== root && ref !== metadata)) continue;
		moved(value);
		if (!shared.has(ref)) whole.out.object(ref.objectNumber + offset, value);
	}
	whole.nextObject += context.largestObjectNumber;
	whole.nextKey += tree.lookup(name('ParentTreeNextKey'), PDFNumber).asNumber();
	return {
		context,
		catalog,
		metadata: context.lookup(metadata) as PDFRawStream,
		info: to(context.trailerInfo.Info as PDFRef),
		ids: context.trailerInfo.ID as PDFArray,
	};
}

function demandOnly(dict: PDFDict, known: ReadonlySet<PDFName>): void {
	for (const key of dict.keys()) {
		if (!known.has(key)) throw new Error(`a part to join has ${key.asString()}`);
	}
}

/** The pages in order, each with the nodes of the tree above it. */
function pageLeaves(
	context: PDFContext,
	at: PDFRef,
	parents: readonly PDFRef[] = [],
): { ref: PDFRef; node: PDFDict; parents: readonly PDFRef[] }[] {
	const node = context.lookup(at, PDFDict);
	const kids = node.lookupMaybe(name('Kids'), PDFArray);
	if (!kids) return [{ ref: at, node, parents }];
	return kids.asArray().flatMap((kid) => pageLeaves(context, kid as PDFRef, [...parents, at]));
}

/** Takes over the number tree, whose keys are in order in each part, and from part to part. */
function addParents(whole: Whole, node: PDFDict, moved: (value: PDFObject) => PDFObject): void {
	const numbers = node.lookupMaybe(name('Nums'), PDFArray)?.asArray() ?? [];
	for (const [at, value] of numbers.entries()) {
		whole.parents.push(at % 2 === 0 ? PDFNumber.of((value as PDFNumber).asNumber() + whole.nextKey) : moved(value));
	}
	const kids = node.lookupMaybe(name('Kids'), PDFArray);
	for (let at = 0; at < (kids?.size() ?? 0); at += 1) addParents(whole, kids?.lookup(at, PDFDict) as PDFDict, moved);
}

/** The bookmarks of the highest level, in order. */
function bookmarksOf(context: PDFContext, outlines: PDFObject | undefined): PDFRef[] {
	const found: PDFRef[] = [];
	let at = outlines && context.lookup(outlines, PDFDict).get(name('First'));
	while (at instanceof PDFRef && !found.includes(at)) {
		found.push(at);
		at = context.lookup(at, PDFDict).get(name('Next'));
	}
	return found;
}

function writeWhole(whole: Whole, first: First, id: string): Uint8Array {
	const { out } = whole;
	const { context } = first;
	const list = (values: readonly PDFObject[]) => context.obj([...values] as never) as unknown as PDFArray;
	const dict = (entries: Record<string, PDFObject>) => context.obj(entries as never) as unknown as PDFDict;
	const number = (value: number) => PDFNumber.of(value);

	out.object(
		pagesAt.objectNumber,
		dict({ Type: name('Pages'), Count: number(whole.pages.length), Kids: list(whole.pages) }),
	);
	const { bookmarks } = whole;
	for (const [place, { at, dict: one }] of bookmarks.entries()) {
		for (const [key, neighbour] of [
			['Prev', bookmarks[place - 1]],
			['Next', bookmarks[place + 1]],
		] as const) {
			if (neighbour) one.set(name(key), neighbour.at);
			else one.delete(name(key));
		}
		out.object(at.objectNumber, one);
	}
	const [head, last] = [bookmarks[0], bookmarks.at(-1)];
	if (head && last) {
		const outlines = { Type: name('Outlines'), First: head.at, Last: last.at, Count: number(bookmarks.length) };
		out.object(outlinesAt.objectNumber, dict(outlines));
	}
	const roles = dict({});
	for (const [role, meaning] of whole.roles) roles.set(role, meaning);
	const structure = {
		Type: name('StructTreeRoot'),
		RoleMap: roles,
		K: list([documentAt]),
		ParentTree: dict({ Nums: list(whole.parents) }),
		ParentTreeNextKey: number(whole.nextKey),
	};
	out.object(structureAt.objectNumber, dict(structure));
	const document = { Type: name('StructElem'), S: name('Document'), P: structureAt, K: list(whole.elements) };
	out.object(documentAt.objectNumber, dict(document));
	if (head) first.catalog.set(name('Outlines'), outlinesAt);
	out.object(catalogAt.objectNumber, first.catalog);

	const [kept, instance] = first.ids.asArray() as [PDFString, PDFString];
	const said = Buffer.from(first.metadata.contents).toString('utf8').replaceAll(instance.asString(), id);
	const metadata = Buffer.from(withPages(said, whole.pages.length));
	first.metadata.dict.set(name('Length'), number(metadata.length));
	out.object(metadataAt.objectNumber, PDFRawStream.of(first.metadata.dict, metadata));
	const trailer = {
		Size: number(whole.nextObject),
		Root: catalogAt,
		Info: first.info,
		ID: list([kept, PDFString.of(id)]),
	};
	return out.end(whole.nextObject, dict(trailer));
}
