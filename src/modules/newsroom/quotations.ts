/*
 * Quotations in the text of an article: a block quote whose last line is `— Name` or `— [Name](person:key)`. The dash may
 * be the Chinese one (——). Backslashes before brackets are Markdown's own. Pure.
 */

/** What somebody is said to have said. */
export interface Quotation {
	/** The words as they stand, in Markdown, without the line that names the speaker. */
	text: string;
	/** Who said it, as it is written; empty for a block quote that names nobody. */
	name: string;
	/** His key in the directory, when the text gives one. */
	person?: string;
	/** Line of the text on which the quotation begins, from 1. */
	line: number;
}

const attribution = /^(?:—|――|–){1,2}\s*(?=\S)(.+)$/;
/** A name is short and holds no open bracket of its own, so that no text makes the search long. */
const personLink = /\[((?:\\.|[^[\]\\\n]){0,300})\]\(person:([^)\s]{0,200})\)/;

/** Every block quote of a text in order of appearance, with who said it. Code blocks hold none. */
export function quotations(text: string): Quotation[] {
	return quoteBlocks(text).flatMap(({ lines, first }) => {
		const inner = lines.map((line) => line.replace(/^ {0,3}> ?/, ''));
		const last = inner.findLastIndex((line) => line.trim() !== '');
		if (last < 0) return [];
		const named = attribution.exec((inner[last] as string).trim());
		const words = (named ? inner.slice(0, last) : inner).join('\n').trim();
		return [{ text: words, ...speaker(named?.[1] ?? ''), line: first + 1 }];
	});
}

function speaker(written: string): { name: string; person?: string } {
	const link = personLink.exec(written);
	const person = link?.[2];
	return { name: plain(link ? written.replace(personLink, '$1') : written), ...(link ? { person: person ?? '' } : {}) };
}

function plain(name: string): string {
	return name.replace(/\\([[\]\\*_`])/g, '$1').trim();
}

/** The keys of all persons that a text links to, in quotations or elsewhere, each once. */
export function personKeysIn(text: string): string[] {
	return [...new Set([...text.matchAll(new RegExp(personLink, 'g'))].map(([, , key]) => key ?? ''))];
}

/** The text with other words for its links to persons; without an answer the words as they are written. */
export function mapPersonLinks(text: string, say: (key: string, name: string) => string | undefined): string {
	return text.replace(new RegExp(personLink, 'g'), (_, name: string, key: string) => say(key, plain(name)) ?? name);
}

/** The text with plain names in the place of its links to persons: Markdown that says the same to every reader of it. */
export function withoutPersonLinks(text: string): string {
	return mapPersonLinks(text, (_, name) => name.replace(/[\\`*_[\]<>$|]/g, '\\$&'));
}

/**
 * The same text with the speaker of every quotation as a paragraph of its own, so that it can be set apart.
 */
export function withSpeakersApart(text: string): string {
	const lines = text.split('\n');
	// From the end, so that what is put in moves nothing that comes.
	for (const { lines: own, first } of quoteBlocks(text).reverse()) {
		const last = own.findLastIndex((line) => line.replace(/^ {0,3}> ?/, '').trim() !== '');
		const inner = (own[last] ?? '').replace(/^ {0,3}> ?/, '').trim();
		if (last > 0 && attribution.test(inner)) lines.splice(first + last, 0, '>');
	}
	return lines.join('\n');
}

/** The lines of each block quote; a fence of code around it makes it none. */
function quoteBlocks(text: string): { lines: string[]; first: number }[] {
	const blocks: { lines: string[]; first: number }[] = [];
	let fence: string | undefined;
	let open: { lines: string[]; first: number } | undefined;
	for (const [number, line] of text.split('\n').entries()) {
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
		if (fence !== undefined) {
			if (mark?.startsWith(fence) && /^\s*(`+|~+)\s*$/.test(line)) fence = undefined;
			continue;
		}
		if (mark) {
			fence = mark;
			open = undefined;
		} else if (/^ {0,3}>/.test(line)) {
			open ??= blocks[blocks.push({ lines: [], first: number }) - 1];
			open?.lines.push(line);
		} else {
			open = undefined;
		}
	}
	return blocks;
}
