import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { type LetterPlaceholder, placeholdersIn } from '#modules/editions/letter-placeholders.ts';

/** The wording of one letter, as an edition or we give it. Paragraphs are separated by an empty line. */
export interface LetterText {
	id: string;
	subject: Bilingual;
	body: Bilingual;
}

/** What stands for each placeholder, in one language. */
export type Values = Partial<Record<LetterPlaceholder, string>>;

/** A piece of a letter's body. The salutation is the first one; a closing is what stands after the last sentence. */
export type Block = { kind: 'salutation' | 'paragraph' | 'closing'; text: string } | { kind: 'list'; items: string[] };

/** May be empty: a paragraph of nothing but this is then left out. */
const optional: readonly LetterPlaceholder[] = ['conditions', 'reason', 'amount'];

/** How letters end: these stand by themselves, not as sentences. */
const closings: Record<Locale, RegExp> = {
	en: /^(yours (sincerely|faithfully|truly)|sincerely( yours)?|with (best|kind) regards|best regards),?$/i,
	zh: /^(此致|敬礼[！!]?|顺颂.{2,6}|祝好[！!]?)$/,
};

/** A letter that can't be written because something it must say is not known. */
export class LetterIncomplete extends Error {
	readonly textId: string;
	readonly missing: readonly string[];

	constructor(textId: string, missing: readonly string[]) {
		super(`The letter ${textId} needs ${missing.join(', ')}`);
		this.name = 'LetterIncomplete';
		this.textId = textId;
		this.missing = missing;
	}
}

/** The placeholders of both languages of a text that have no value and may not be left out. */
export function missingValues(text: LetterText, values: Record<Locale, Values>): string[] {
	const missing = new Set<string>();
	for (const locale of ['en', 'zh'] as const) {
		for (const name of placeholdersIn(`${text.subject[locale]}\n${text.body[locale]}`)) {
			const value = values[locale][name as LetterPlaceholder];
			if (!value && !optional.includes(name as LetterPlaceholder)) missing.add(name);
		}
	}
	return [...missing];
}

/** Puts the values into a line of text. What a value holds is never read as a placeholder or as markup. */
export function fill(text: string, values: Values): string {
	return text.replace(/\{([^{}\s]+)\}/g, (_, name: string) => values[name as LetterPlaceholder] ?? '');
}

/** Lines of one paragraph as one line: with a space between them, but for Chinese, where only Latin words keep one. */
function joinLines(lines: readonly string[], locale: Locale): string {
	const latin = /[A-Za-z0-9{},.;:)(]/;
	return lines
		.map((line) => line.trim())
		.reduce((text, line) => {
			if (text === '') return line;
			const spaced = locale === 'en' || (latin.test(text.slice(-1)) && latin.test(line.charAt(0)));
			return `${text}${spaced ? ' ' : ''}${line}`;
		}, '');
}

/** A value of several lines as blocks: lines that begin with a hyphen are a list. */
function valueBlocks(value: string): Block[] {
	const lines = value
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const items = lines.filter((line) => /^[-*•] /.test(line));
	if (items.length === lines.length && items.length > 0)
		return [{ kind: 'list', items: items.map((item) => item.slice(2)) }];
	return lines.map((text) => ({ kind: 'paragraph', text }));
}

/** The body of a letter in one language, filled in and cut into its pieces. */
export function bodyBlocks(body: string, values: Values, locale: Locale): Block[] {
	const paragraphs = body
		.split(/\n\s*\n/)
		.map((paragraph) => paragraph.trim())
		.filter((paragraph) => paragraph !== '');
	return paragraphs.flatMap((paragraph, position): Block[] => {
		const alone = /^\{([^{}\s]+)\}$/.exec(paragraph)?.[1];
		if (alone) return valueBlocks(values[alone as LetterPlaceholder] ?? '');
		const text = fill(joinLines(paragraph.split('\n'), locale), values);
		if (position === 0) return [{ kind: 'salutation', text }];
		return [{ kind: closings[locale].test(text) ? 'closing' : 'paragraph', text }];
	});
}
