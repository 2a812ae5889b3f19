import { excerptAt, lineFinder } from './line-at.ts';
import type { PublicationProblem } from './publication.ts';

/** An entry as it stands in the file; values are still LaTeX. */
export interface BibtexEntry {
	/** `article`, in small letters. */
	type: string;
	key: string;
	line: number;
	/** By name in small letters; of a name that stands twice the first. */
	fields: Map<string, string>;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** A file whose names stand for each other over and over grows no further than this. */
const longest = 20_000;

/**
 * Reads the entries of a BibTeX or BibLaTeX file: braces and quotes, `@string`, `#`, parentheses, text between entries. What
 * is broken costs that entry only: reading goes on at the next line that begins with `@`. Pure.
 */
export function bibtexEntries(text: string): { entries: BibtexEntry[]; problems: PublicationProblem[] } {
	const lineOf = lineFinder(text);
	const strings = new Map<string, string>(months.map((month) => [month, month]));
	const entries: BibtexEntry[] = [];
	const problems: PublicationProblem[] = [];
	const beginning = /@[ \t]*([A-Za-z]+)\s*([{(])/g;
	for (let found = beginning.exec(text); found; found = beginning.exec(text)) {
		const start = found.index;
		const type = (found[1] as string).toLowerCase();
		const close = found[2] === '(' ? ')' : '}';
		const wrong = (code: PublicationProblem['code'], at = start) =>
			problems.push({ line: lineOf(at), code, excerpt: excerptAt(text, at) });
		if (type === 'comment' || type === 'preamble') {
			const end = endOfGroup(text, beginning.lastIndex, close);
			if (end >= 0) beginning.lastIndex = end + 1;
			continue;
		}
		const reader = new EntryReader(text, beginning.lastIndex, close, strings);
		const entry: BibtexEntry = { type, key: '', line: lineOf(start), fields: new Map() };
		if (type !== 'string') entry.key = reader.key();
		const state = reader.fields((name, value) => {
			if (type === 'string') strings.set(name, value);
			else if (!entry.fields.has(name)) entry.fields.set(name, value);
		});
		for (const { at, name } of reader.unknown) {
			problems.push({ line: lineOf(at), code: 'unknown-name', excerpt: name });
		}
		if (state === 'closed') beginning.lastIndex = reader.at;
		else {
			wrong(state === 'open' ? 'unclosed' : 'bad-field', state === 'open' ? start : reader.at);
			// The next entry begins a line, since an @ within a value may be anything.
			const next = text.indexOf('\n@', beginning.lastIndex);
			beginning.lastIndex = next < 0 ? text.length : next + 1;
		}
		if (type !== 'string' && (state === 'closed' || entry.fields.size > 0)) entries.push(entry);
	}
	return { entries, problems };
}

/** Where the group ends that began before `at`; -1 when it does not. */
function endOfGroup(text: string, at: number, close: string): number {
	let depth = 0;
	for (let i = at; i < text.length; i++) {
		const sign = text[i];
		if (sign === '\\') i++;
		else if (depth === 0 && sign === close) return i;
		else if (sign === '{') depth++;
		else if (sign === '}') depth--;
	}
	return -1;
}

class EntryReader {
	at: number;
	/** Names without a @string, where they stand. */
	readonly unknown: { at: number; name: string }[] = [];
	readonly #text: string;
	readonly #close: string;
	readonly #strings: ReadonlyMap<string, string>;

	constructor(text: string, at: number, close: string, strings: ReadonlyMap<string, string>) {
		this.#text = text;
		this.at = at;
		this.#close = close;
		this.#strings = strings;
	}

	#take(pattern: RegExp): string {
		pattern.lastIndex = this.at;
		const found = pattern.exec(this.#text)?.[0] ?? '';
		this.at += found.length;
		return found;
	}

	/** The key before the first comma; empty where there is none, as some programs write it. */
	key(): string {
		this.#take(/\s*/y);
		const before = this.at;
		const key = this.#take(/[^\s,={}()"#%@]*/y);
		this.#take(/\s*/y);
		// `@article{title = …`: what looks like a key is the first field.
		if (this.#text[this.at] === '=') {
			this.at = before;
			return '';
		}
		return key;
	}

	/** All `name = value`. @returns whether the entry was closed, stayed open, or broke off at `this.at` */
	fields(add: (name: string, value: string) => void): 'closed' | 'open' | 'broken' {
		for (;;) {
			this.#take(/[\s,]*/y);
			const sign = this.#text[this.at];
			if (sign === undefined) return 'open';
			if (sign === this.#close) {
				this.at++;
				return 'closed';
			}
			const name = this.#take(/[^\s,={}()"#@]+/y);
			if (!name) return 'broken';
			this.#take(/\s*/y);
			if (this.#text[this.at] !== '=') return this.at >= this.#text.length ? 'open' : 'broken';
			this.at++;
			const value = this.#value();
			if (value === undefined) return this.at >= this.#text.length ? 'open' : 'broken';
			add(name.toLowerCase(), value);
		}
	}

	/** A value with all its parts; undefined where it does not end. */
	#value(): string | undefined {
		let value = '';
		for (;;) {
			this.#take(/\s*/y);
			const part = this.#part();
			if (part === undefined) return undefined;
			value = (value + part).slice(0, longest);
			this.#take(/\s*/y);
			if (this.#text[this.at] !== '#') return value;
			this.at++;
		}
	}

	#part(): string | undefined {
		const sign = this.#text[this.at];
		if (sign === '{' || sign === '"') {
			const begin = this.at + 1;
			const end = endOfGroup(this.#text, begin, sign === '{' ? '}' : '"');
			if (end < 0) {
				this.at = this.#text.length;
				return undefined;
			}
			this.at = end + 1;
			return this.#text.slice(begin, end);
		}
		const begin = this.at;
		const bare = this.#take(/[^\s,={}()"#@]+/y);
		if (!bare) return undefined;
		if (/^\d+$/.test(bare)) return bare;
		const known = this.#strings.get(bare.toLowerCase());
		if (known === undefined) this.unknown.push({ at: begin, name: bare.slice(0, 80) });
		return known ?? bare;
	}
}
