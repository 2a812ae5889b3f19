import type { Locale } from '#core/i18n/index.ts';
import { beforeFigures, beforeNames, maybeLast, neverLast, sentenceOpeners } from './abbreviations.ts';

/** A sentence and where it stands: `text` is exactly `source.slice(start, end)`, offsets in UTF-16 units. */
export interface Sentence {
	start: number;
	end: number;
	text: string;
}

type Range = { start: number; end: number };

/** White space and invisible marks that no sentence begins or ends with. */
const blank = /[\s\u200b\u200e\u200f\u2060\ufeff]/;

/** More than a stop ends at a line that is empty; a single line end is a space when the text goes on. */
const paragraphEnd = /\n[^\S\n]*\n\s*/g;

const segmenters: Partial<Record<Locale, Intl.Segmenter>> = {};

function segmenter(locale: Locale): Intl.Segmenter {
	segmenters[locale] ??= new Intl.Segmenter(locale, { granularity: 'sentence' });
	return segmenters[locale] as Intl.Segmenter;
}

/**
 * The sentences of a plain text in order, without the white space around them. An empty line always ends a sentence, a
 * single line end never does. Boundaries are those of Unicode (UAX 29), repaired where they fail in news: abbreviations,
 * initials, numbering, and what is said of a quotation behind it. In time proportional to the text, whatever is in it.
 */
export function sentences(text: string, locale: Locale): Sentence[] {
	const found: Sentence[] = [];
	for (const paragraph of paragraphsOf(text)) {
		const words = text.slice(paragraph.start, paragraph.end);
		// Line ends within a paragraph are spaces; the length stays, so that offsets do.
		const flat = words.replace(/[\n\r\t\u2028\u2029\u0085]/g, ' ');
		for (const range of repaired(flat, [...boundaries(flat, locale)])) {
			const { start, end } = trimmed(flat, range);
			if (start === end) continue;
			found.push({ start: paragraph.start + start, end: paragraph.start + end, text: words.slice(start, end) });
		}
	}
	return found;
}

function* paragraphsOf(text: string): Iterable<Range> {
	let start = 0;
	for (const match of text.matchAll(paragraphEnd)) {
		yield { start, end: match.index };
		start = match.index + match[0].length;
	}
	yield { start, end: text.length };
}

function* boundaries(text: string, locale: Locale): Iterable<Range> {
	let start = 0;
	for (const { index, segment } of segmenter(locale).segment(text)) {
		// An opening mark that follows a stop without a space belongs to what it opens.
		const end = index + segment.length - (/[“‘「『（《〈【[(]+$/.exec(segment.slice(-4))?.[0].length ?? 0);
		if (end > start) yield { start, end };
		start = Math.max(start, end);
	}
	if (start < text.length) yield { start, end: text.length };
}

/** Joins what belongs together, from the front; a range is looked at once. */
function repaired(text: string, ranges: readonly Range[]): Range[] {
	const joined: Range[] = [];
	for (const range of ranges) {
		const before = joined.at(-1);
		if (before && belongsTogether(text, before, range)) before.end = range.end;
		else joined.push({ ...range });
	}
	return joined.flatMap((range) => splitBeforeCamelCase(text, range));
}

/** So much of a sentence is looked at, on either side of a boundary. */
const window = 48;

function belongsTogether(text: string, before: Range, after: Range): boolean {
	const left = text.slice(Math.max(before.start, before.end - window), before.end).trimEnd();
	const right = text.slice(after.start, Math.min(after.end, after.start + window)).trimStart();
	if (right === '') return true;
	// Closing marks alone, or a dash, belong to what went before.
	if (/^[\p{Pe}\p{Pf}"'”’」』】）\s]+$/u.test(right) && after.end - after.start < window) return true;
	if (/[?!？！…]["'”’»)]*$/u.test(left) && /^\p{Ll}/u.test(right)) return true;
	if (/[。！？]["”』」]+$/u.test(left) && attribution.test(right)) return true;
	// A number or a letter of a list, all there was so far: `1. The …`.
	if (/^\(?(\d{1,3}|[A-Za-z]|[ivx]{1,4})\.$/.test(left) && before.end - before.start < 8) return true;
	if (!left.endsWith('.')) return false;
	return isAbbreviation(left, right);
}

/** `他说。`, `李明表示，…` behind a quotation in Chinese. */
const attribution =
	/^[\p{Script=Han}·]{0,8}?(说|表示|指出|强调|称|介绍|认为|补充道?|坦言|写道|回应)[道]?[\p{Script=Han}]{0,4}[。，：]/u;

function isAbbreviation(left: string, right: string): boolean {
	const word = /(?:^|[\s("'“‘[/–—-])((?:\p{L}+\.)*\p{L}+)\.$/u.exec(left)?.[1];
	if (word === undefined) return false;
	const low = word.toLowerCase();
	if (beforeNames.has(low) && /^["“‘(]?\p{Lu}/u.test(right) && /^\p{Lu}/u.test(word)) return true;
	if (beforeFigures.has(low) && /^[\d§#]|^[IVXLC]+\b/.test(right)) return true;
	if (neverLast.has(low)) return true;
	const next = /^["“‘(]?([\p{L}\p{N}’'-]+)/u.exec(right)?.[1] ?? '';
	const opens = sentenceOpeners.has(next.toLowerCase());
	if (maybeLast.has(low)) return !opens;
	// An initial: one capital letter, or several with stops between them that are no known abbreviation.
	if (/^\p{Lu}(\.\p{Lu})*$/u.test(word)) return word !== 'I' && !opens && /^\p{Lu}/u.test(next);
	return false;
}

/** A stop before a name that begins small (`iSpace`, `eVTOL`) ends a sentence, though Unicode's rule waits for a capital. */
function splitBeforeCamelCase(text: string, range: Range): Range[] {
	const words = text.slice(range.start, range.end);
	const parts: Range[] = [];
	let start = 0;
	for (const match of words.matchAll(/[.?!]["”’)]? +(?=[a-z]{1,3}[A-Z][A-Za-z]*)/g)) {
		const end = match.index + match[0].length;
		const left = words.slice(Math.max(start, match.index - window), match.index + 1);
		if (left.endsWith('.') && isAbbreviation(left, 'X')) continue;
		parts.push({ start: range.start + start, end: range.start + end });
		start = end;
	}
	parts.push({ start: range.start + start, end: range.end });
	return parts;
}

function trimmed(text: string, { start, end }: Range): Range {
	while (start < end && blank.test(text[start] as string)) start++;
	while (end > start && blank.test(text[end - 1] as string)) end--;
	return { start, end };
}
