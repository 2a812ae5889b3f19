import { decodeHTML } from 'entities';
import { parseXml, XmlCdata, XmlElement, type XmlNode, XmlText } from '@rgrove/parse-xml';
import { FeedError, type FeedFormat, mostRead, type RawItem } from './feed.ts';

/** What a format makes of a document, not yet cleaned. */
export interface RawFeed {
	format: FeedFormat;
	title: string;
	items: RawItem[];
}

/**
 * Reads RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom. The parser resolves no entity of a document type: those that HTML has are read
 * as there, and a document that declares its own is refused, as no feed needs them.
 * @param address where it was found; relative links are relative to it
 * @throws FeedError `entities`, `broken-xml`, `not-a-feed`
 */
export function readXmlFeed(text: string, address: string): RawFeed {
	const head = text.slice(0, 100_000);
	if (/<!ENTITY\s/i.test(head)) throw new FeedError('entities');
	let root: XmlElement | null;
	try {
		root = parseXml(mended(text), { resolveUndefinedEntity: (name) => decodeHTML(name) }).root;
	} catch {
		throw new FeedError(/<(?:\w+:)?(?:rss|rdf|feed)\b/i.test(head) ? 'broken-xml' : 'not-a-feed');
	}
	const name = root?.name ?? '';
	if (root && name === 'rss') {
		const channel = child(root, 'channel') ?? root;
		return {
			format: 'rss',
			title: textOf(child(channel, 'title')),
			items: items(channel, 'item').map((one) => rssItem(one, address)),
		};
	}
	if (root && /^(\w+:)?RDF$/.test(name)) {
		const channel = child(root, 'channel');
		return {
			format: 'rdf',
			title: textOf(channel && child(channel, 'title')),
			items: items(root, 'item').map((one) => rssItem(one, address)),
		};
	}
	const atom = /^(\w+:)?feed$/.exec(name);
	if (root && atom) {
		const prefix = atom[1] ?? '';
		const base = baseOf(root, address);
		return {
			format: 'atom',
			title: textOf(child(root, `${prefix}title`)),
			items: items(root, `${prefix}entry`).map((one) => atomItem(one, prefix, baseOf(one, base))),
		};
	}
	throw new FeedError('not-a-feed');
}

/** The faults that feeds have most: space before the declaration, characters that XML has not, a bare `&`. Pure. */
function mended(text: string): string {
	const possible = text
		.replace(/^[\s\ufeff]+/, '')
		.replace(/[^\P{Cc}\t\n\r\u0080-\u009f]|[\ufffe\uffff]/gu, '')
		.toWellFormed();
	const parts = possible.split('<![CDATA[');
	return parts
		.map((part, i) => {
			const end = i === 0 ? 0 : part.indexOf(']]>');
			if (end < 0) return part;
			return (
				part.slice(0, end) + part.slice(end).replace(/&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z][a-z\d]{1,31};)/gi, '&amp;')
			);
		})
		.join('<![CDATA[');
}

function rssItem(item: XmlElement, base: string): RawItem {
	const guid = child(item, 'guid');
	const id = textOf(guid) || item.attributes['rdf:about'] || '';
	const permanent =
		guid !== undefined && guid.attributes.isPermaLink !== 'false' && /^https?:/i.test(id.trim()) ? id : '';
	const atomLink = item.children.find(
		(one): one is XmlElement =>
			one instanceof XmlElement && one.name === 'atom:link' && one.attributes.rel !== 'enclosure',
	);
	return {
		id: id.trim(),
		link: textOf(child(item, 'link')).trim() || atomLink?.attributes.href || permanent,
		base,
		title: textOf(child(item, 'title')) || textOf(child(item, 'dc:title')),
		teaser: textOf(child(item, 'description')) || textOf(child(item, 'content:encoded')),
		place:
			textOf(child(item, 'dc:coverage')) ||
			textOf(child(item, 'georss:featurename')) ||
			textOf(child(item, 'georss:featureName')),
		date: textOf(child(item, 'pubDate')) || textOf(child(item, 'dc:date')),
	};
}

function atomItem(entry: XmlElement, prefix: string, base: string): RawItem {
	const links = items(entry, `${prefix}link`).filter(
		({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate',
	);
	const link = links.find(({ attributes }) => (attributes.type ?? 'text/html').startsWith('text/html')) ?? links[0];
	const part = (name: string) => child(entry, prefix + name);
	const id = textOf(part('id')).trim();
	return {
		id,
		link: link?.attributes.href ?? '',
		base: link ? baseOf(link, base) : base,
		title: textOf(part('title')),
		teaser: textOf(part('summary')) || textOf(part('content')),
		place: textOf(child(entry, 'georss:featurename')) || textOf(child(entry, 'georss:featureName')),
		date: textOf(part('published')) || textOf(part('issued')) || textOf(part('updated')),
	};
}

function baseOf(element: XmlElement, base: string): string {
	const own = element.attributes['xml:base'];
	if (own === undefined) return base;
	try {
		return new URL(own, base).href;
	} catch {
		return base;
	}
}

function child(element: XmlElement, name: string): XmlElement | undefined {
	return element.children.find((one): one is XmlElement => one instanceof XmlElement && one.name === name);
}

function items(element: XmlElement, name: string): XmlElement[] {
	const all = element.children.filter((one): one is XmlElement => one instanceof XmlElement && one.name === name);
	return all.slice(0, mostRead);
}

/** The text of an element with that of all below it (XHTML in Atom); a stack instead of recursion, as files may be anybody's. */
function textOf(element: XmlElement | undefined): string {
	if (!element) return '';
	let out = '';
	const open: XmlNode[] = [...element.children].reverse();
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (node instanceof XmlText || node instanceof XmlCdata) out += node.text;
		else if (node instanceof XmlElement) {
			if (/^(script|style)$/i.test(node.name.replace(/^\w+:/, ''))) continue;
			open.push(...[...node.children].reverse());
		}
	}
	return out;
}
