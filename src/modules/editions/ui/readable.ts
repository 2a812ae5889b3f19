import { formatDate, zoneName } from '#core/clock/format.ts';
import { instantOf } from '#core/clock/index.ts';
import { catalogue, inLocale, type Locale } from '#core/i18n/index.ts';
import { countryName, differenceByWords, type Part } from '#core/text/index.ts';
import type { FieldChange } from '../merge.ts';
import type { FormField, Shape } from '#core/record-form/index.ts';
import type { RecordForm } from '../record-form.ts';
import { keyOf, nameOfRecord } from '../record-names.ts';
import type { RecordKind, Records, RecordValue } from '../records.ts';
import { choiceOf, labelOf } from './labels/labels.ts';

const messages = catalogue(
	{
		yes: 'yes',
		no: 'no',
		position: 'Place in the list',
		languages: { en: 'English', zh: 'Chinese' },
		field: (label: string, language: string) => `${label} · ${language}`,
		said: (label: string, text: string) => `${label}: ${text}`,
	},
	{
		yes: '是',
		no: '否',
		position: '列表中的位置',
		languages: { en: '英文', zh: '中文' },
		field: (label, language) => `${label} · ${language}`,
		said: (label, text) => `${label}：${text}`,
	},
);

/** What is needed to put a record's values into words. */
export interface Reading {
	form: RecordForm;
	/** The records whose names stand for their codes. */
	records: Records;
	zone: string;
	locale: Locale;
}

/** A value in words: what is the same in every language under `''`, texts under their language. */
type Texts = Partial<Record<'' | Locale, string>>;
const views = ['', 'en', 'zh'] as const;

/** One field that differs, with its difference by words. */
export interface Difference {
	/** Dotted path of the field; empty for all of a record that came or went. */
	path: string;
	/** What the field is called, with the language where it is in one. */
	label: string;
	/** The language of the text, where it is in one. */
	lang: Locale | null;
	parts: Part[];
}

/** Changed fields of a record in words, language by language, in the order of its form. Pure. */
export function differencesOf(changes: readonly FieldChange[], reading: Reading): Difference[] {
	const found = changes.flatMap(({ path, from, to }) =>
		path === '' ? wholeDifferences(from, to, reading) : fieldDifferences(path, from, to, reading),
	);
	const order = reading.form.fields.map(({ name }) => name);
	const place = ({ path }: Difference) => order.indexOf(path.split('.')[0] ?? '') + (path === 'position' ? 1000 : 0);
	return found.sort((a, b) => place(a) - place(b));
}

/** A record that came or went: each of its fields from or to nothing. */
function wholeDifferences(from: unknown, to: unknown, reading: Reading): Difference[] {
	const [was, is] = [asRecord(from), asRecord(to)];
	return reading.form.fields.flatMap(({ name }) => fieldDifferences(name, was[name], is[name], reading));
}

function fieldDifferences(path: string, from: unknown, to: unknown, reading: Reading): Difference[] {
	if (path === 'position') {
		// People count from one.
		const place = (value: unknown) => (typeof value === 'number' ? String(value + 1) : '');
		return [{ path, label: messages[reading.locale].position, lang: null, parts: whole(place(from), place(to)) }];
	}
	const found = fieldAt(reading.form.fields, path.split('.'));
	const { label } = titleOf(found, path, reading);
	const shape = found?.shape;
	const [was, is] = [wordsOf(shape, from, found, reading), wordsOf(shape, to, found, reading)];
	return views.flatMap((lang) => {
		const [before, after] = [was[lang] ?? '', is[lang] ?? ''];
		if (before === after) return [];
		const language = lang || found?.language || null;
		return [
			{
				path,
				label: language ? messages[reading.locale].field(label, messages[reading.locale].languages[language]) : label,
				lang: language,
				parts: isProse(shape) || found?.language ? differenceByWords(before, after) : whole(before, after),
			},
		];
	});
}

/** Whether a difference by words can be read: of a day or a choice it would be a riddle. */
function isProse(shape: Shape | undefined): boolean {
	if (shape?.as === 'list') return true;
	return shape?.as === 'pair' || (shape?.as === 'text' && shape.format === 'line');
}

function whole(before: string, after: string): Part[] {
	const parts: Part[] = [
		{ kind: 'removed', text: before },
		{ kind: 'same', text: before && after ? ' ' : '' },
		{ kind: 'added', text: after },
	];
	return parts.filter(({ text }) => text !== '');
}

/** What a field is called, in the words of its form. Pure. */
export function fieldTitle(path: string, reading: Pick<Reading, 'form' | 'locale'>): string {
	if (path === 'position') return messages[reading.locale].position;
	const found = fieldAt(reading.form.fields, path.split('.'));
	const { label } = titleOf(found, path, reading);
	return found?.language
		? messages[reading.locale].field(label, messages[reading.locale].languages[found.language])
		: label;
}

/** The value of a field in words, all languages together. Pure. */
export function fieldText(path: string, value: unknown, reading: Reading): string {
	const found = fieldAt(reading.form.fields, path.split('.'));
	const texts = wordsOf(found?.shape, value, found, reading);
	return views.flatMap((lang) => texts[lang] || []).join('\n');
}

interface Found {
	field: FormField;
	shape: Shape;
	/** The language, when the path leads to one of a text. */
	language?: Locale;
}

/** The field at a path without places in lists, such as `names.latin.given` or `title.en`. */
function fieldAt(fields: readonly FormField[], [name, ...rest]: readonly string[]): Found | undefined {
	const field = fields.find((one) => one.name === name);
	if (!field) return undefined;
	const { shape } = field;
	if (rest.length === 0) return { field, shape };
	if (shape.as === 'group') return fieldAt(shape.fields, rest);
	if (shape.as === 'list') return insideList(field, shape.item, rest);
	if (shape.as !== 'pair') return { field, shape };
	return { field, shape: { as: 'text', format: 'line' }, language: rest[0] === 'zh' ? 'zh' : 'en' };
}

/** `contacts.0.name.en`: the place is skipped. */
function insideList(field: FormField, item: Shape, [, ...rest]: readonly string[]): Found {
	if (item.as === 'group' && rest.length > 0) return fieldAt(item.fields, rest) ?? { field, shape: item };
	if (item.as === 'pair' && rest.length > 0) {
		return { field, shape: { as: 'text', format: 'line' }, language: rest[0] === 'zh' ? 'zh' : 'en' };
	}
	return { field, shape: item };
}

function titleOf(found: Found | undefined, path: string, { form, locale }: Pick<Reading, 'form' | 'locale'>) {
	return found ? labelOf(form.kind, found.field.path, locale) : { label: path };
}

function wordsOf(shape: Shape | undefined, value: unknown, found: Found | undefined, reading: Reading): Texts {
	if (value === undefined || value === null) return {};
	const { form, locale, records, zone } = reading;
	const path = found?.field.path ?? '';
	switch (shape?.as) {
		case 'pair':
			return asRecord(value) as Texts;
		case 'flag':
			return { '': value === true ? messages[locale].yes : messages[locale].no };
		case 'choice':
			return { '': choiceOf(form.kind, path, String(value), locale) };
		case 'several':
			return {
				'': (Array.isArray(value) ? value : [])
					.map((one) => choiceOf(form.kind, path, String(one), locale))
					.join(locale === 'zh' ? '、' : ', '),
			};
		case 'moment':
			return {
				'': `${dayText(String(value).slice(0, 10), locale)} ${String(value).slice(11)} ${zoneName(zone, locale)}`,
			};
		case 'reference':
			return { '': inLocale(nameOfRecord(records, keyOf(shape.to as RecordKind, String(value))), locale).text };
		case 'list':
			return joined((Array.isArray(value) ? value : []).map((item) => wordsOf(shape.item, item, found, reading)));
		case 'group':
			return joined(
				shape.fields.map((field) => {
					const texts = wordsOf(field.shape, asRecord(value)[field.name], { field, shape: field.shape }, reading);
					const { label } = labelOf(form.kind, field.path, locale);
					return Object.fromEntries(
						Object.entries(texts).map(([lang, text]) => [lang, messages[locale].said(label, text)]),
					) as Texts;
				}),
			);
		case 'text':
			if (shape.format === 'day') return { '': dayText(String(value), locale) };
			if (shape.format === 'country') return { '': countryName(String(value), locale) };
			return { '': String(value) };
		default:
			return { '': typeof value === 'object' ? JSON.stringify(value) : String(value) };
	}
}

function joined(all: readonly Texts[]): Texts {
	return Object.fromEntries(
		views.flatMap((lang) => {
			const lines = all.flatMap((texts) => texts[lang] || []);
			return lines.length > 0 ? [[lang, lines.join('\n')]] : [];
		}),
	);
}

function dayText(day: string, locale: Locale): string {
	return /^\d{4}-\d\d-\d\d$/.test(day) ? formatDate(instantOf(day, 'UTC'), 'UTC', locale) : day;
}

function asRecord(value: unknown): RecordValue {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RecordValue) : {};
}
