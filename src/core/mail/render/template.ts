import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { cleanText } from '#core/text/index.ts';
import type { Block, MailContent, RenderedMail } from './blocks.ts';
import { renderMail } from './index.ts';

/** A block of a template: its texts in both languages, values as `{names}`; `if` leaves it out while that value is empty. */
export type TemplateBlock = { if?: string } & (
	| { heading: Bilingual }
	| { paragraph: Bilingual }
	| { note: Bilingual }
	| { button: Bilingual; href: string }
	| { facts: readonly { label: Bilingual; value: string | Bilingual; if?: string }[] }
	| { code: string }
	| { quote: string }
);

/** A mail in both languages, as data. */
export interface MailTemplate {
	subject: Bilingual;
	head?: string | Bilingual;
	blocks: readonly TemplateBlock[];
	foot?: readonly (string | Bilingual)[];
}

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
/** The names of the values that a template needs, found in its texts. */
export type Placeholders<T> = T extends string
	? NamesIn<T>
	: T extends readonly (infer Item)[]
		? Placeholders<Item>
		: T extends object
			? { [K in keyof T]: Placeholders<T[K]> }[keyof T]
			: never;

/** A template that can be filled: `fill` wants exactly the values that stand in its texts. */
export interface ReadyTemplate<Name extends string> {
	names: readonly string[];
	fill(locale: Locale, values: Record<Name, string>): RenderedMail;
}

const placeholder = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g;

function namesIn(text: string): string[] {
	return [...text.matchAll(placeholder)].map((match) => match[1] as string);
}

const isBilingual = (value: unknown): value is Bilingual =>
	typeof value === 'object' && value !== null && 'en' in value && 'zh' in value;

/** Every name in a template. @throws Error where the two languages of a text do not say the same values */
function checkNames(value: unknown, names: Set<string>, conditions: Set<string>): void {
	if (typeof value === 'string') {
		for (const name of namesIn(value)) names.add(name);
	} else if (isBilingual(value)) {
		const [en, zh] = [value.en, value.zh].map((text) => [...new Set(namesIn(text))].sort().join(' '));
		if (en !== zh) throw new Error(`the two languages name different values: ${JSON.stringify(value)}`);
		checkNames(value.en, names, conditions);
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, inner] of Object.entries(value)) {
			if (key === 'if') conditions.add(String(inner));
			else checkNames(inner, names, conditions);
		}
	}
}

/**
 * Makes a template ready. Templates are data in files of their module; the names in their texts are checked by the
 * compiler where they are filled, and here for both languages.
 * @throws Error for a template whose languages differ in their values, or whose `if` names none of them
 */
export function mailTemplate<const T extends MailTemplate>(template: T): ReadyTemplate<Placeholders<T>> {
	const names = new Set<string>();
	const conditions = new Set<string>();
	checkNames(template, names, conditions);
	for (const name of conditions)
		if (!names.has(name)) throw new Error(`'if' names a value that nothing shows: ${name}`);
	return {
		names: [...names].sort(),
		fill: (locale, values) => renderMail(fillTemplate(template, locale, values)),
	};
}

function fillTemplate(template: MailTemplate, locale: Locale, values: Record<string, string>): MailContent {
	// One pass: a value that looks like a placeholder stays what it is.
	const put = (text: string | Bilingual, lines = true) =>
		(typeof text === 'string' ? text : text[locale]).replace(placeholder, (_, name: string) => {
			const value = values[name];
			if (value === undefined) throw new Error(`the mail lacks a value: ${name}`);
			return cleanText(value, { lines });
		});
	const shown = (item: { if?: string }) => item.if === undefined || (values[item.if] ?? '') !== '';
	const block = (item: TemplateBlock): Block => {
		if ('heading' in item) return { type: 'heading', text: put(item.heading, false) };
		if ('paragraph' in item) return { type: 'paragraph', text: put(item.paragraph) };
		if ('note' in item) return { type: 'note', text: put(item.note) };
		if ('button' in item) return { type: 'button', label: put(item.button, false), href: put(item.href, false) };
		if ('code' in item) return { type: 'code', value: put(item.code, false) };
		if ('quote' in item) return { type: 'quote', text: put(item.quote) };
		const rows = item.facts.filter(shown).map((row) => ({ label: put(row.label, false), value: put(row.value) }));
		return { type: 'facts', rows };
	};
	return {
		locale,
		subject: put(template.subject, false),
		...(template.head ? { head: put(template.head, false) } : {}),
		blocks: template.blocks.filter(shown).map(block),
		...(template.foot ? { foot: template.foot.map((text) => put(text, false)) } : {}),
	};
}
