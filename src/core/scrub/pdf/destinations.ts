import {
	PDFArray,
	type PDFContext,
	PDFDict,
	PDFHexString,
	PDFName,
	PDFNumber,
	type PDFObject,
	PDFRef,
	PDFString,
} from '@cantoo/pdf-lib';

const name = (text: string) => PDFName.of(text);

/**
 * Where links and outlines lead to within a document, as places on pages of its copy: names of places, which programs make
 * of headings and files, are followed and gone.
 */
export function placesOf(from: PDFContext, catalog: PDFDict, to: PDFContext, pages: ReadonlyMap<PDFRef, PDFRef>) {
	const named = namedPlaces(from, catalog);

	/** The place that a destination or an action `GoTo` says; undefined for any other action, and outside of the document. */
	function place(destination: PDFObject | undefined, action: PDFObject | undefined): PDFArray | undefined {
		let found = from.lookup(destination);
		if (found === undefined) {
			const act = from.lookup(action);
			if (act instanceof PDFDict && act.get(name('S')) === name('GoTo')) found = from.lookup(act.get(name('D')));
		}
		const key = textOf(found);
		if (key !== undefined) found = named.get(key);
		if (found instanceof PDFDict) found = from.lookup(found.get(name('D')));
		if (!(found instanceof PDFArray)) return undefined;
		const [page, ...rest] = found.asArray();
		const target = page instanceof PDFRef ? pages.get(page) : undefined;
		if (!target) return undefined;
		const array = PDFArray.withContext(to);
		array.push(target);
		for (const one of rest) if (one instanceof PDFName || one instanceof PDFNumber) array.push(one);
		return array;
	}
	return place;
}

export function textOf(value: PDFObject | undefined): string | undefined {
	if (value instanceof PDFName) return value.decodeText();
	if (value instanceof PDFString || value instanceof PDFHexString) return value.decodeText();
	return undefined;
}

function namedPlaces(from: PDFContext, catalog: PDFDict): Map<string, PDFObject> {
	const found = new Map<string, PDFObject>();
	const old = from.lookup(catalog.get(name('Dests')));
	if (old instanceof PDFDict) for (const [key, value] of old.entries()) keep(key.decodeText(), value);
	const names = from.lookup(catalog.get(name('Names')));
	const queue = [names instanceof PDFDict ? from.lookup(names.get(name('Dests'))) : undefined];
	const seen = new Set<unknown>();
	for (let node = queue.shift(); node; node = queue.shift()) {
		if (!(node instanceof PDFDict) || seen.has(node)) continue;
		seen.add(node);
		const list = from.lookup(node.get(name('Names')));
		const items = list instanceof PDFArray ? list.asArray() : [];
		for (let at = 0; at + 1 < items.length; at += 2) keep(textOf(from.lookup(items[at])) ?? '', items[at + 1]);
		const kids = from.lookup(node.get(name('Kids')));
		if (kids instanceof PDFArray) queue.push(...kids.asArray().map((kid) => from.lookup(kid)));
	}
	function keep(key: string, value: PDFObject | undefined) {
		const target = from.lookup(value);
		if (target) found.set(key, target);
	}
	return found;
}
