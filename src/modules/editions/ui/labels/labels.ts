import type { Locale } from '#core/i18n/index.ts';
import type { FieldLabel } from '#ui/record/form-about.ts';
import { bodyLabels } from './body-labels.ts';
import { choiceLabels } from './choice-labels.ts';
import { editionLabels } from './edition-labels.ts';
import { programmeLabels } from './programme-labels.ts';

type Table = Record<string, Record<string, FieldLabel>>;

const tables: Record<Locale, Table> = {
	en: { ...editionLabels.en, ...bodyLabels.en, ...programmeLabels.en },
	zh: { ...editionLabels.zh, ...bodyLabels.zh, ...programmeLabels.zh },
};

/** The label of a field of a kind of records, or undefined where nobody has named it yet. */
export function findLabel(kind: string, path: string, locale: Locale): FieldLabel | undefined {
	const labels = tables[locale][kind];
	return labels && Object.hasOwn(labels, path) ? labels[path] : undefined;
}

/** The label of a field; its path in the schema where it has none (a test keeps that from happening). */
export function labelOf(kind: string, path: string, locale: Locale): FieldLabel {
	return findLabel(kind, path, locale) ?? { label: path };
}

/** The word for a choice, or undefined where nobody has named it yet. */
export function findChoice(kind: string, path: string, value: string, locale: Locale): string | undefined {
	const all: Record<string, Record<string, string>> = choiceLabels[locale];
	const own = all[`${kind}.${path}`] ?? all[path.slice(path.lastIndexOf('.') + 1)];
	return own && Object.hasOwn(own, value) ? own[value] : undefined;
}

/** The word for a choice; the value itself where it has none (a test keeps that from happening). */
export function choiceOf(kind: string, path: string, value: string, locale: Locale): string {
	return findChoice(kind, path, value, locale) ?? value;
}

/** Every path that has a label, by kind, for the test that finds labels of fields that are gone. */
export function labelledPaths(locale: Locale): string[] {
	return Object.entries(tables[locale]).flatMap(([kind, labels]) =>
		Object.keys(labels).map((path) => `${kind}.${path}`),
	);
}
