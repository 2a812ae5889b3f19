import type { Locale } from '#core/i18n/index.ts';
import type { TranslationState } from './editing.ts';
import { same } from './merge.ts';
import { type Records, type RecordValue, splitKey } from './records.ts';

/** A text in two languages within a record: `title`, `values.2`. Lists of texts are one text (`positions`). */
export interface TextPlace {
	path: string;
	value: Partial<Record<Locale, unknown>>;
}

/** The texts of a record, by where they stand. Texts are the only objects whose keys are languages. Pure. */
export function textsOf(value: RecordValue): TextPlace[] {
	const found: TextPlace[] = [];
	const walk = (inner: unknown, path: string) => {
		if (Array.isArray(inner)) {
			for (const [i, item] of inner.entries()) walk(item, path ? `${path}.${i}` : String(i));
			return;
		}
		if (typeof inner !== 'object' || inner === null) return;
		const keys = Object.keys(inner);
		if (keys.length > 0 && keys.every((key) => key === 'en' || key === 'zh')) {
			found.push({ path, value: inner });
			return;
		}
		for (const [key, item] of Object.entries(inner)) walk(item, path ? `${path}.${key}` : key);
	};
	walk(value, '');
	return found;
}

/** Whether something is said in this language. */
export function says(text: TextPlace['value'] | undefined, language: Locale): boolean {
	const own = text?.[language];
	return (typeof own === 'string' || Array.isArray(own)) && own.length > 0;
}

/** Notes that only the desk reads wait for no translation. */
const forTheDesk = new Set(['reading']);

/** Texts that stand in one language only, in the order of the records. Pure. */
export function missingLanguages(records: Records): TranslationState['missing'] {
	return Object.entries(records).flatMap(([key, value]) =>
		splitKey(key).kind === 'call'
			? []
			: textsOf(value).flatMap(({ path, value: text }) => {
					if (forTheDesk.has(path) || says(text, 'en') === says(text, 'zh')) return [];
					return [{ key, path, has: says(text, 'en') ? ('en' as const) : ('zh' as const) }];
				}),
	);
}

/** A text that stood in both languages and does still, and in which of them it changed. */
export interface ChangedText {
	path: string;
	languages: Locale[];
	before: TextPlace['value'];
	after: TextPlace['value'];
}

/** The texts of a record that changed; one that came, went or was in one language only says it changed in both. Pure. */
export function languagesChanged(before: RecordValue, after: RecordValue): ChangedText[] {
	const was = new Map(textsOf(before).map(({ path, value }) => [path, value]));
	const is = new Map(textsOf(after).map(({ path, value }) => [path, value]));
	return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
		const [old = {}, fresh = {}] = [was.get(path), is.get(path)];
		if (forTheDesk.has(path) || same(old, fresh)) return [];
		const whole = [old, fresh].every((text) => says(text, 'en') && says(text, 'zh'));
		const languages = (['en', 'zh'] as const).filter((language) => !whole || !same(old[language], fresh[language]));
		return [{ path, languages, before: old, after: fresh }];
	});
}
