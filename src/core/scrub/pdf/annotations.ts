import { PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, type PDFRef, PDFRawStream } from '@cantoo/pdf-lib';
import type { PDFObject } from '@cantoo/pdf-lib';
import type { Copier } from './copy.ts';

const name = (text: string) => PDFName.of(text);
/** Marks on a page that are seen in print too: filled-in fields, highlights, drawings, stamps. Notes, files and sounds are not. */
const drawn = new Set(
	[
		'Widget',
		'FreeText',
		'Line',
		'Square',
		'Circle',
		'Polygon',
		'PolyLine',
		'Highlight',
		'Underline',
		'Squiggly',
	].concat(['StrikeOut', 'Stamp', 'Ink', 'Caret', 'Redact', 'Watermark']),
);
const hidden = 1 << 1;
const notShown = 1 << 5;

/**
 * What stands on a page beside its contents, as far as it is seen: marks as nothing but what they look like, links that
 * lead to a place in the document. Who made a mark, when and with which words, addresses of links to elsewhere, attached
 * files and signatures (their certificates name people) go.
 */
export function annotationsOf(
	from: PDFContext,
	to: PDFContext,
	annotations: PDFObject | undefined,
	copies: Copier,
	place: (destination: PDFObject | undefined, action: PDFObject | undefined) => PDFArray | undefined,
): PDFArray | undefined {
	const list = from.lookup(annotations);
	if (!(list instanceof PDFArray)) return undefined;
	const kept = PDFArray.withContext(to);
	for (const item of list.asArray()) {
		const one = from.lookup(item);
		if (!(one instanceof PDFDict)) continue;
		const fresh = one.get(name('Subtype')) === name('Link') ? linkOf(one) : markOf(one);
		if (fresh) kept.push(fresh);
	}
	return kept.size() > 0 ? kept : undefined;

	function linkOf(one: PDFDict): PDFRef | undefined {
		const target = place(one.get(name('Dest')), one.get(name('A')));
		if (!target) return undefined;
		const link = copiedKeys(one, ['Rect', 'Border', 'C', 'H', 'F', 'QuadPoints', 'BS']);
		link.set(name('Subtype'), name('Link'));
		link.set(name('Dest'), target);
		return to.register(link);
	}

	function markOf(one: PDFDict): PDFRef | undefined {
		const subtype = one.get(name('Subtype'));
		if (!(subtype instanceof PDFName) || !drawn.has(subtype.decodeText())) return undefined;
		const flags = from.lookup(one.get(name('F')));
		if (flags instanceof PDFNumber && (flags.asNumber() & (hidden | notShown)) !== 0) return undefined;
		if (fieldType(one) === name('Sig')) return undefined;
		const look = from.lookup(one.get(name('AP')));
		const states = look instanceof PDFDict ? look.get(name('N')) : undefined;
		const shown = appearance(states, one.get(name('AS')));
		const copied = shown && copies.copy(shown, 'xobject');
		if (!copied) return undefined;
		const mark = copiedKeys(one, ['Rect', 'F', 'CA', 'BM']);
		mark.set(name('Subtype'), name('Stamp'));
		const looks = PDFDict.withContext(to);
		looks.set(name('N'), copied);
		mark.set(name('AP'), looks);
		return to.register(mark);
	}

	/** A field's type may stand at the field of which it is a part. */
	function fieldType(one: PDFDict): PDFObject | undefined {
		let node: PDFObject | undefined = one;
		for (let depth = 0; depth < 32 && node instanceof PDFDict; depth += 1) {
			const type: PDFObject | undefined = node.get(name('FT'));
			if (type) return type;
			node = from.lookup(node.get(name('Parent')));
		}
		return undefined;
	}

	/** The look of a mark, or that of the state it is in (a box that is ticked or not). */
	function appearance(states: PDFObject | undefined, state: PDFObject | undefined): PDFObject | undefined {
		const found = from.lookup(states);
		if (found instanceof PDFRawStream) return states;
		if (!(found instanceof PDFDict) || !(state instanceof PDFName)) return undefined;
		return found.get(state);
	}

	function copiedKeys(one: PDFDict, keys: readonly string[]): PDFDict {
		const dict = PDFDict.withContext(to);
		dict.set(name('Type'), name('Annot'));
		for (const key of keys) {
			const value = copies.copy(one.get(name(key)), 'data');
			if (value) dict.set(name(key), value);
		}
		return dict;
	}
}
