import {
	type PDFArray,
	type PDFContext,
	PDFDict,
	PDFHexString,
	PDFName,
	PDFNumber,
	type PDFObject,
	type PDFRef,
} from '@cantoo/pdf-lib';
import { textOf } from './destinations.ts';

const name = (text: string) => PDFName.of(text);
/** A table of contents is not deeper nor longer than this; what goes on is a loop. */
const [mostDepth, mostItems] = [12, 5000];

/** The table of contents of a document for its copy: headings, and the places they lead to. */
export function outlineOf(
	from: PDFContext,
	to: PDFContext,
	outlines: PDFObject | undefined,
	place: (destination: PDFObject | undefined, action: PDFObject | undefined) => PDFArray | undefined,
): PDFRef | undefined {
	const root = from.lookup(outlines);
	if (!(root instanceof PDFDict)) return undefined;
	let items = 0;
	const copy = PDFDict.withContext(to);
	const ref = to.register(copy);
	return children(root, copy, ref, 0) > 0 ? ref : undefined;

	function children(parent: PDFDict, into: PDFDict, intoRef: PDFRef, depth: number): number {
		let node = depth < mostDepth ? from.lookup(parent.get(name('First'))) : undefined;
		let last: { dict: PDFDict; ref: PDFRef } | undefined;
		let count = 0;
		while (node instanceof PDFDict && items < mostItems) {
			items += 1;
			const dict = PDFDict.withContext(to);
			const own = to.register(dict);
			dict.set(name('Title'), PDFHexString.fromText(textOf(from.lookup(node.get(name('Title')))) ?? ''));
			dict.set(name('Parent'), intoRef);
			const target = place(node.get(name('Dest')), node.get(name('A')));
			if (target) dict.set(name('Dest'), target);
			if (last) {
				last.dict.set(name('Next'), own);
				dict.set(name('Prev'), last.ref);
			} else into.set(name('First'), own);
			const inside = children(node, dict, own, depth + 1);
			if (inside > 0) dict.set(name('Count'), PDFNumber.of(-inside));
			last = { dict, ref: own };
			count += 1;
			node = from.lookup(node.get(name('Next')));
		}
		if (last) into.set(name('Last'), last.ref);
		if (depth === 0 && count > 0) into.set(name('Count'), PDFNumber.of(count));
		return count;
	}
}
