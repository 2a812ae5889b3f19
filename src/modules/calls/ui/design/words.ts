import type { Locale } from '#core/i18n/index.ts';
import type { FieldLabel, RecordWords } from '#ui/record/form-about.ts';
import { choiceWords } from './choices.ts';
import { labelsEn, sharedEn } from './labels-en.ts';
import { labelsZh, sharedZh } from './labels-zh.ts';

const labels = { en: labelsEn, zh: labelsZh };
const shared = { en: sharedEn, zh: sharedZh };

/** Looks a path up whole, then by its last two words, then by its last one. */
function byEnd<Found>(table: Record<string, Found>, path: string): Found | undefined {
	const words = path.split('.');
	for (const name of [path, words.slice(-2).join('.'), words.at(-1) ?? '']) {
		if (Object.hasOwn(table, name)) return table[name];
	}
	return undefined;
}

/** The label of a property of a part, or undefined where nobody has named it yet. */
export function findLabel(part: string, path: string, locale: Locale): FieldLabel | undefined {
	const own = labels[locale][part] ?? {};
	return Object.hasOwn(own, path) ? own[path] : byEnd(shared[locale], path);
}

/** The word for a choice, or undefined where nobody has named it yet. */
export function findChoice(part: string, path: string, value: string, locale: Locale): string | undefined {
	const all = choiceWords[locale] as Record<string, Record<string, string>>;
	const own = all[`${part}.${path}`] ?? byEnd(all, path);
	return own && Object.hasOwn(own, value) ? own[value] : undefined;
}

/** The words of the form of a part; what nobody has named yet is called by its path (a test keeps that from happening). */
export function wordsOfPart(part: string, locale: Locale): RecordWords {
	return {
		label: (path) => findLabel(part, path, locale) ?? { label: path },
		choice: (path, value) => findChoice(part, path, value, locale) ?? value,
	};
}

/** Every path of a part that has a label of its own, for the test that finds labels of what is gone. */
export function labelledPaths(locale: Locale): string[] {
	return Object.entries(labels[locale]).flatMap(([part, own]) => Object.keys(own).map((path) => `${part}.${path}`));
}
