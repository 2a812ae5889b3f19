/*
 * Mentions of people in a text. What is stored holds a mark in the place of each name, so that every reader reads the name
 * that he may know, and a text never keeps one that some of its readers may not. Pure.
 */

/** A mark is a number between two characters that no keyboard writes and that are taken out of what was typed. */
const opens = '\uE000';
const closes = '\uE001';
const mark = /\uE000(\d{1,4})\uE001/gu;

/** Somebody who may be mentioned, with the ways in which this writer may write him after the sign. */
export interface Mentionable {
	/** Any key: who is two things here has two. */
	person: string;
	handles: readonly string[];
}

/** A piece of a text: words, or somebody at his place among those who are mentioned. */
export type TextPart = { text: string } | { place: number };

/**
 * Puts marks where `@` and a handle stand; the longest handle counts, in any case, and one that two people share counts
 * for nobody. `a@b` is no mention.
 * @param before who stood at which place in earlier versions of the text: places never change hands
 * @returns the text with marks, and everybody by his place
 */
export function markMentions(
	typed: string,
	among: readonly Mentionable[],
	before: readonly string[] = [],
): { text: string; people: string[] } {
	const people = [...before];
	const handles = handlesOf(among);
	const clean = typed.replaceAll(opens, '').replaceAll(closes, '');
	let text = '';
	let at = 0;
	while (at < clean.length) {
		const sign = clean[at] === '@' || clean[at] === '＠';
		const free = text.endsWith(closes) || !isWord(clean[at - 1]);
		const found = sign && free ? handleAt(clean, at + 1, handles) : undefined;
		if (!found) {
			text += clean[at];
			at += 1;
			continue;
		}
		let place = people.indexOf(found.person);
		if (place < 0) place = people.push(found.person) - 1;
		text += `${opens}${place}${closes}`;
		at += 1 + found.length;
	}
	return { text, people };
}

/** A text in pieces, in order. */
export function textParts(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let from = 0;
	for (const found of text.matchAll(mark)) {
		if (found.index > from) parts.push({ text: text.slice(from, found.index) });
		parts.push({ place: Number(found[1]) });
		from = found.index + found[0].length;
	}
	if (from < text.length) parts.push({ text: text.slice(from) });
	return parts;
}

/** A text as its author types it: `@` and a handle for each mark. */
export function typedText(text: string, handle: (place: number) => string): string {
	let typed = '';
	let named = false;
	for (const part of textParts(text)) {
		const piece = 'text' in part ? part.text : `@${handle(part.place)}`;
		// Where Chinese wrote on after a name, a Latin handle needs a space.
		typed += named && 'text' in part && isWord(typed.at(-1)) && isWord(piece[0]) ? ` ${piece}` : piece;
		named = 'place' in part;
	}
	return typed;
}

/** The people who stand in this version of a text. */
export function mentionedIn(text: string, people: readonly string[]): string[] {
	const places = textParts(text).flatMap((part) => ('place' in part ? [part.place] : []));
	return [...new Set(places.flatMap((place) => people[place] ?? []))];
}

/** Handles in lower case with whom each names, longest first. */
function handlesOf(among: readonly Mentionable[]): { handle: string; person: string }[] {
	const byHandle = new Map<string, Set<string>>();
	for (const { person, handles } of among) {
		for (const handle of handles) {
			const key = handle.trim().toLowerCase();
			if (key !== '') byHandle.set(key, (byHandle.get(key) ?? new Set()).add(person));
		}
	}
	return [...byHandle]
		.flatMap(([handle, people]) => (people.size === 1 ? [{ handle, person: [...people][0] as string }] : []))
		.sort((a, b) => b.handle.length - a.handle.length);
}

function handleAt(text: string, at: number, handles: readonly { handle: string; person: string }[]) {
	for (const { handle, person } of handles) {
		const written = text.slice(at, at + handle.length);
		if (written.toLowerCase() !== handle) continue;
		// `@B` is not the beginning of `@Bob`; Chinese writes on without a space.
		if (isWord(handle.at(-1)) && isWord(text[at + handle.length])) continue;
		return { person, length: handle.length };
	}
	return undefined;
}

function isWord(character: string | undefined): boolean {
	return character !== undefined && /[\p{Script=Latin}\p{N}_]/u.test(character);
}
