import { parseXml, XmlCdata, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import { PictureFault } from './fault.ts';
import type { Size } from './formats.ts';
import { demandSmallExpansion } from './svg-expansion.ts';
import { svgSize } from './svg-size.ts';
import { drawingAttributes, drawingElements, refusedElements } from './svg-vocabulary.ts';

const namespace = 'http://www.w3.org/2000/svg';
const maxBytes = 1_000_000;
const maxElements = 20_000;
const maxDepth = 100;

/**
 * A drawing with nothing in it but shapes and text: it is read as strict XML and written anew from a list of what may
 * stay. Scripts, handlers, comments, descriptions and the parts of drawing programs are left out. What draws something
 * that we cannot keep (embedded pictures, web content, animation) or reaches outside of the file is refused, so that
 * nobody publishes half a logo unawares. Cleaning twice is cleaning once.
 * @throws PictureFault `svg-broken`, `svg-element`, `svg-reference`, `svg-too-large`, `svg-without-size`
 */
export function cleanSvg(bytes: Buffer): { bytes: Buffer; size: Size } {
	if (bytes.length > maxBytes) throw new PictureFault('svg-too-large', { max: maxBytes });
	try {
		return cleaned(bytes);
	} catch (error) {
		// Nested so deep that reading it runs out of stack: no program draws so.
		if (error instanceof RangeError) throw new PictureFault('svg-too-large', { max: maxElements });
		throw error;
	}
}

function cleaned(bytes: Buffer): { bytes: Buffer; size: Size } {
	const root = rootOf(bytes);
	const prefix = root.name.includes(':') ? `${root.name.split(':')[0]}:` : '';
	if (root.name !== `${prefix}svg`) throw new PictureFault('svg-broken');
	if (root.attributes[prefix ? `xmlns:${prefix.slice(0, -1)}` : 'xmlns'] !== namespace)
		throw new PictureFault('svg-broken');
	const writing: Writing = { prefix, elements: 0, links: linkPrefixes(root) };
	const size = svgSize(root.attributes);
	const text = write(root, writing, 0);
	demandSmallExpansion(root, maxElements * 3);
	return { bytes: Buffer.from(`${text}\n`), size };
}

interface Writing {
	prefix: string;
	elements: number;
	/** Names of attributes that are links: `href`, `xlink:href`. */
	links: Set<string>;
}

function rootOf(bytes: Buffer): XmlElement {
	try {
		const document = parseXml(new TextDecoder('utf-8', { fatal: true }).decode(bytes), {
			resolveUndefinedEntity: () => null,
		});
		if (document.root) return document.root;
	} catch (error) {
		// Not UTF-8, not XML, or entities of its own: drawing programs write none of these.
		if (!(error instanceof XmlError) && !(error instanceof TypeError)) throw error;
	}
	throw new PictureFault('svg-broken');
}

function linkPrefixes(root: XmlElement): Set<string> {
	const names = Object.entries(root.attributes).flatMap(([name, value]) =>
		name.startsWith('xmlns:') && value === 'http://www.w3.org/1999/xlink' ? [`${name.slice(6)}:href`] : [],
	);
	return new Set(['href', ...names, 'xlink:href']);
}

function write(element: XmlElement, writing: Writing, depth: number): string {
	const name = element.name.slice(writing.prefix.length);
	writing.elements += 1;
	if (depth > maxDepth || writing.elements > maxElements) throw new PictureFault('svg-too-large', { max: maxElements });
	const attributes = attributesOf(element, writing);
	const start = `<${name}${depth === 0 ? ` xmlns="${namespace}"` : ''}${attributes}`;
	const inner = name === 'style' ? styleText(element) : childrenOf(element, name, writing, depth);
	return inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`;
}

function childrenOf(element: XmlElement, name: string, writing: Writing, depth: number): string {
	const isText = name === 'text' || name === 'tspan';
	let inner = '';
	for (const child of element.children) {
		if (child instanceof XmlElement) {
			const own = child.name.startsWith(writing.prefix) ? child.name.slice(writing.prefix.length) : undefined;
			if (own !== undefined && refusedElements.has(own)) throw new PictureFault('svg-element', { name: own });
			if (own !== undefined && drawingElements.has(own)) inner += write(child, writing, depth + 1);
		} else if (isText && (child instanceof XmlText || child instanceof XmlCdata)) inner += escapeText(child.text);
	}
	return inner;
}

function attributesOf(element: XmlElement, { links }: Writing): string {
	let text = '';
	const written = new Set<string>();
	for (const [name, value] of Object.entries(element.attributes)) {
		const link = links.has(name);
		const as = link ? 'href' : name;
		if (!drawingAttributes.has(as) || written.has(as)) continue;
		if (link && !/^#[^\s"'()\\]+$/.test(value)) throw new PictureFault('svg-reference', { name: value.slice(0, 80) });
		if (!link) demandLocal(value);
		written.add(as);
		text += ` ${as}="${escapeAttribute(value)}"`;
	}
	return text;
}

/** A style sheet of classes, as drawing programs write them. */
function styleText(element: XmlElement): string {
	const text = element.text;
	demandLocal(text);
	if (/@|<|expression|behavior|-moz-binding/i.test(text)) throw new PictureFault('svg-reference', { name: 'style' });
	return escapeText(text);
}

/** Refuses what would reach outside: `url(…)` of anything but a part of the drawing, and ways to hide one. */
function demandLocal(value: string): void {
	if (/\\|javascript:|data:/i.test(value)) throw new PictureFault('svg-reference', { name: value.slice(0, 80) });
	for (const [, target = ''] of value.matchAll(/url\s*\(\s*['"]?\s*([^)'"]*)/gi)) {
		if (!target.startsWith('#')) throw new PictureFault('svg-reference', { name: target.slice(0, 80) });
	}
}

function escapeText(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
	return escapeText(text)
		.replaceAll('"', '&quot;')
		.replaceAll('\t', '&#9;')
		.replaceAll('\n', '&#10;')
		.replaceAll('\r', '&#13;');
}
