/** A Markdown text with something put into it, and where the writer goes on. */
export interface Inserted {
	text: string;
	/** In UTF-16 units, behind what was put in. */
	caret: number;
}

/**
 * Puts a block (a picture, a quotation) into a Markdown text, as a paragraph of its own: behind the line in which the caret
 * stands, or at the end where nobody knows of one. Pure.
 * @param at the caret in UTF-16 units; anything that is no place in the text is its end
 */
export function insertBlock(text: string, block: string, at: number = text.length): Inserted {
	const place = Number.isInteger(at) && at >= 0 && at <= text.length ? at : text.length;
	const lineEnd = text.indexOf('\n', place);
	const cut = lineEnd === -1 ? text.length : lineEnd;
	// A caret at the beginning of a line means: before that line.
	const begins = place === 0 || text[place - 1] === '\n';
	const split = begins ? place : cut;
	const before = text.slice(0, split).replace(/\s+$/, '');
	const after = text.slice(split).replace(/^\s+/, '');
	const head = before === '' ? block : `${before}\n\n${block}`;
	return { text: after === '' ? `${head}\n` : `${head}\n\n${after}`, caret: head.length };
}

/** The Markdown of a picture of the article. Pure. */
export function pictureMarkdown(id: string): string {
	return `![](asset:${id})`;
}

/**
 * The Markdown of a quotation: a block quote whose last line names who said it. White space at the ends goes, empty lines
 * stay within the quotation. Pure.
 * @param speaker his name, and his key in the directory where he has one
 */
export function quotationMarkdown(words: string, speaker: { name: string; key?: string }): string {
	const name = speaker.name.replace(/([[\]\\])/g, '\\$1');
	const source = speaker.key ? `[${name}](person:${speaker.key})` : name;
	const said = words
		.trim()
		.split(/\r?\n/)
		.map((line) => `> ${line}`.trimEnd());
	return [...said, '>', `> — ${source}`].join('\n');
}
