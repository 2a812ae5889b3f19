/*
 * The place of a sentence in the HTML of an article, so that each line of an analysis leads to what it stands on. Pure.
 */

/** The anchor of a sentence by its number; of the title and the standfirst too, which a page gives itself. Pure. */
export function sentenceAnchor(number: number): string {
	return `sentence-${number}`;
}

interface Found {
	id: string;
	start: number;
	end: number;
}

/**
 * The same HTML with an anchor around each of these sentences, or before it where marks of the text begin or end within it.
 * Sentences are looked for in order; what can't be found gets none. In time proportional to the text and the sentences.
 * @param html as our own renderer writes it, from the text that the sentences are of
 */
export function withSentenceAnchors(html: string, sentences: readonly { number: number; text: string }[]): string {
	const { letters, places } = lettersOf(html);
	const found: Found[] = [];
	let from = 0;
	for (const { number, text } of [...sentences].sort((a, b) => a.number - b.number)) {
		const wanted = bare(text);
		const at = wanted === '' ? -1 : letters.indexOf(wanted, from);
		if (at < 0) continue;
		from = at + wanted.length;
		const [first, last] = [places[at], places[from - 1]];
		if (first && last) found.push({ id: sentenceAnchor(number), start: first.start, end: last.end });
	}
	let out = '';
	let done = 0;
	for (const { id, start, end } of found) {
		const words = html.slice(start, end);
		out += html.slice(done, start);
		out += isWhole(words)
			? `<span class="sentence" id="${id}">${words}</span>`
			: `<span class="sentence" id="${id}"></span>${words}`;
		done = end;
	}
	return out + html.slice(done);
}

const blank = /[\s\u00a0]/;

function bare(text: string): string {
	return text.replace(/[\s\u00a0]+/g, '');
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' };

/** The letters of the text without white space, and where each stands in the HTML. */
function lettersOf(html: string): { letters: string; places: { start: number; end: number }[] } {
	let letters = '';
	const places: { start: number; end: number }[] = [];
	for (const match of html.matchAll(/<[^>]*>|&(#?\w+);|[^<&]|[<&]/g)) {
		const [part, entity] = match;
		if (part.length > 1 && part.startsWith('<')) continue;
		const sign = entity === undefined ? part : (entities[entity] ?? part);
		if (blank.test(sign)) continue;
		letters += sign;
		for (let unit = 0; unit < sign.length; unit += 1) {
			places.push({ start: match.index, end: match.index + part.length });
		}
	}
	return { letters, places };
}

/** Whether an element may be put around a piece of HTML: each mark that begins in it ends in it, and no block does either. */
function isWhole(html: string): boolean {
	const open: string[] = [];
	for (const [, closing, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/gi)) {
		if (/^(p|li|ul|ol|h[1-6]|figure|figcaption|blockquote|div|table|tr|td|th|pre|section)$/i.test(name)) return false;
		if (name === 'br' || name === 'img') continue;
		if (!closing) open.push(name);
		else if (open.pop() !== name) return false;
	}
	return open.length === 0;
}
