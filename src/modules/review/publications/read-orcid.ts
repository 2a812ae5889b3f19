import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml';
import { cleanText } from '#core/text/clean.ts';
import { cutText, doiOf, yearOf } from './parts.ts';
import type { PublicationProblem, ReadPublication } from './publication.ts';

interface Read {
	publications: ReadPublication[];
	problems: PublicationProblem[];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A member of an object of JSON, however deep; null when there is none. */
function member(value: Json | undefined, ...path: string[]): Json {
	let found: Json = value ?? null;
	for (const key of path) {
		if (typeof found !== 'object' || found === null || Array.isArray(found) || !Object.hasOwn(found, key)) return null;
		found = found[key] as Json;
	}
	return found;
}

const textOf = (value: Json): string =>
	typeof value === 'string' ? cleanText(value, { lines: false }) : typeof value === 'number' ? String(value) : '';

/** How far a text consists of signs of JSON: where it is broken, when the parser does not say. */
function lastGoodPlace(text: string): number {
	const sign = /\s*(?:"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:])/y;
	let end = 0;
	while (sign.test(text)) end = sign.lastIndex;
	return end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}

/**
 * Reads works from JSON of the ORCID interface: a record, its works, or single works (versions 2 and 3). Of works that ORCID
 * groups as one, the first. Pure.
 */
export function readOrcidJson(text: string): Read {
	let root: Json;
	try {
		root = JSON.parse(text) as Json;
	} catch (error) {
		const at = /position (\d+)/.exec(String((error as Error).message));
		const line = text.slice(0, at ? Number(at[1]) : lastGoodPlace(text)).split('\n').length;
		return { publications: [], problems: [{ line, code: 'bad-json' }] };
	}
	const publications: ReadPublication[] = [];
	const problems: PublicationProblem[] = [];
	// Works lie at different depths in a record, its works and lists of both; a stack instead of recursion: files may be anybody's.
	const open: Json[] = [root];
	for (let value = open.pop(); value !== undefined; value = open.pop()) {
		if (typeof value !== 'object' || value === null) continue;
		if (Array.isArray(value)) {
			for (let i = value.length - 1; i >= 0; i--) open.push(value[i] as Json);
			continue;
		}
		const summaries = value['work-summary'];
		if (Array.isArray(summaries)) {
			open.push(summaries[0] ?? null);
			continue;
		}
		const title = textOf(member(value, 'title', 'title', 'value')) || textOf(member(value, 'title', 'value'));
		if (title) {
			add(title, value);
			continue;
		}
		for (const inner of Object.values(value).reverse()) open.push(inner);
	}
	function add(heading: string, work: { [key: string]: Json }): void {
		const subtitle = textOf(member(work, 'title', 'subtitle', 'value'));
		const title = subtitle ? `${heading}: ${subtitle}` : heading;
		// JSON has no lines once it is read: the work is found again by its title.
		const quoted = JSON.stringify(heading);
		const place = text.indexOf(quoted);
		const line = place < 0 ? 1 : text.slice(0, place).split('\n').length;
		if (title.length > 600) {
			problems.push({ line, code: 'title-too-long', excerpt: title.slice(0, 80) });
			return;
		}
		const ids = member(work, 'external-ids', 'external-id');
		const doi = (Array.isArray(ids) ? ids : [])
			.filter((id) => member(id, 'external-id-type') === 'doi')
			.map((id) => doiOf(textOf(member(id, 'external-id-value'))))
			.find((one) => one);
		publications.push(
			publication(title, line, {
				year: textOf(member(work, 'publication-date', 'year', 'value')),
				venue: textOf(member(work, 'journal-title', 'value')) || textOf(member(work, 'journal-title')),
				doi,
				abstract: textOf(member(work, 'short-description')),
			}),
		);
	}
	if (publications.length === 0 && problems.length === 0) problems.push({ line: 1, code: 'nothing-found' });
	return { publications, problems };
}

function publication(
	title: string,
	line: number,
	parts: { year: string; venue: string; doi: string | undefined; abstract: string },
): ReadPublication {
	const year = yearOf(parts.year);
	return {
		title,
		line,
		...(year ? { year } : {}),
		...(parts.doi ? { doi: parts.doi } : {}),
		...(parts.venue ? { venue: cutText(parts.venue, 300) } : {}),
		...(parts.abstract ? { abstract: cutText(parts.abstract, 8000) } : {}),
	};
}

/** Reads works from XML of the ORCID interface or of its yearly archive (`work:work`, `work:work-summary`). Pure. */
export function readOrcidXml(text: string): Read {
	let root: XmlElement | null;
	try {
		root = parseXml(text, { includeOffsets: true }).root;
	} catch (error) {
		if (!(error instanceof XmlError)) throw error;
		return { publications: [], problems: [{ line: error.line, code: 'bad-xml' }] };
	}
	const publications: ReadPublication[] = [];
	const problems: PublicationProblem[] = [];
	const open: XmlElement[] = root ? [root] : [];
	for (let element = open.pop(); element; element = open.pop()) {
		const inner = element.children.filter((child) => child instanceof XmlElement);
		const name = localName(element);
		if (name === 'work' || name === 'work-summary') {
			const heading = textWithin(element, 'title', 'title');
			const subtitle = textWithin(element, 'title', 'subtitle');
			const title = subtitle && heading ? `${heading}: ${subtitle}` : heading;
			const line = text.slice(0, Math.max(0, element.start)).split('\n').length;
			if (!title) problems.push({ line, code: 'no-title' });
			else if (title.length > 600) problems.push({ line, code: 'title-too-long', excerpt: title.slice(0, 80) });
			else {
				const ids = within(element, 'external-ids').flatMap((list) => within(list, 'external-id'));
				const doi = ids
					.filter((id) => textWithin(id, 'external-id-type') === 'doi')
					.map((id) => doiOf(textWithin(id, 'external-id-value')))
					.find((one) => one);
				publications.push(
					publication(title, line, {
						year: textWithin(element, 'publication-date', 'year'),
						venue: textWithin(element, 'journal-title'),
						doi,
						abstract: textWithin(element, 'short-description'),
					}),
				);
			}
			continue;
		}
		const summaries = inner.filter((child) => localName(child) === 'work-summary');
		// One work that several sources tell of is one group.
		const next = name === 'group' && summaries.length > 0 ? summaries.slice(0, 1) : inner;
		for (const child of [...next].reverse()) open.push(child);
	}
	if (publications.length === 0 && problems.length === 0) problems.push({ line: 1, code: 'nothing-found' });
	return { publications, problems };
}

const localName = (element: XmlElement): string => element.name.slice(element.name.indexOf(':') + 1);

function within(element: XmlElement, name: string): XmlElement[] {
	return element.children.filter((child) => child instanceof XmlElement).filter((child) => localName(child) === name);
}

function textWithin(element: XmlElement, ...path: string[]): string {
	let found: XmlElement | undefined = element;
	for (const name of path) found = found && within(found, name)[0];
	return found ? cleanText(found.text, { lines: false }) : '';
}
