/** A piece of text; `hit` is one of the words looked for. */
export interface Piece {
	text: string;
	hit: boolean;
}

/** What the marks are made by: stems of English words as the dictionary has them, and runs of Han characters. */
export interface Marks {
	stems: readonly string[];
	han: readonly string[];
}

/** Characters before the first hit, and of the whole. */
const before = 60;
const length = 220;
/** An ending that English adds to a stem: `satellit-es`, `regulat-ions`. */
const longestEnding = 5;

interface Span {
	from: number;
	to: number;
}

/** Where the words looked for stand in a text, in order, never overlapping. Pure. */
export function hitsIn(text: string, { stems, han }: Marks): Span[] {
	const spans: Span[] = [];
	if (stems.length > 0) {
		for (const match of text.matchAll(/[\p{Script=Latin}\p{N}]+/gu)) {
			const word = match[0].toLowerCase();
			if (stems.some((stem) => isWordOf(word, stem))) spans.push({ from: match.index, to: match.index + word.length });
		}
	}
	for (const run of han) {
		if (run === '') continue;
		for (let at = text.indexOf(run); at !== -1; at = text.indexOf(run, at + run.length))
			spans.push({ from: at, to: at + run.length });
	}
	spans.sort((a, b) => a.from - b.from || b.to - a.to);
	let end = 0;
	return spans.filter((span) => {
		if (span.from < end) return false;
		end = span.to;
		return true;
	});
}

/** Whether a word is one of those that the English dictionary brings to a stem; near enough for a mark. */
function isWordOf(word: string, stem: string): boolean {
	if (word === stem) return true;
	if (stem.length < 3) return false;
	const root = stem.endsWith('i') ? stem.slice(0, -1) : stem;
	const ending = word.slice(root.length);
	if (!word.startsWith(root) || ending.length > longestEnding) return false;
	return stem.endsWith('i') ? /^(y|i)/.test(ending) : /^(e|s|i|a|o|l|m|n|y|d|r|t|'|$)/.test(ending);
}

/** A whole line with its hits marked. Pure. */
export function marked(text: string, marks: Marks): Piece[] {
	return pieces(text, hitsIn(text, marks), 0, text.length);
}

/** The part of a text about the first of its hits, with marks; its beginning where there is none. Pure. */
export function snippet(text: string, marks: Marks): Piece[] {
	const flat = text.replace(/\s+/g, ' ').trim();
	const hits = hitsIn(flat, marks);
	const first = densest(hits);
	let from = Math.max(0, first - before);
	// Begin at a word, where there are spaces.
	const space = flat.indexOf(' ', from);
	if (from > 0 && space !== -1 && space < first) from = space + 1;
	let to = Math.min(flat.length, from + length);
	const last = flat.lastIndexOf(' ', to);
	if (to < flat.length && last > first + 40) to = last;
	const shown = pieces(flat, hits, from, to);
	if (from > 0) shown.unshift({ text: '… ', hit: false });
	if (to < flat.length) shown.push({ text: ' …', hit: false });
	return shown;
}

/** Where the window that shows most hits begins to matter: its first hit. */
function densest(hits: readonly Span[]): number {
	let best = hits[0]?.from ?? 0;
	let most = 0;
	for (const [place, { from }] of hits.entries()) {
		let count = 0;
		for (let next = place; next < hits.length && (hits[next] as Span).to <= from + length - before; next += 1)
			count += 1;
		if (count > most) [best, most] = [from, count];
		if (place > 200) break;
	}
	return best;
}

function pieces(text: string, hits: readonly Span[], from: number, to: number): Piece[] {
	const found: Piece[] = [];
	let at = from;
	for (const hit of hits) {
		if (hit.from < at || hit.to > to) continue;
		if (hit.from > at) found.push({ text: text.slice(at, hit.from), hit: false });
		found.push({ text: text.slice(hit.from, hit.to), hit: true });
		at = hit.to;
	}
	if (at < to) found.push({ text: text.slice(at, to), hit: false });
	return found;
}
