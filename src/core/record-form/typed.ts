import { parse, stringify } from 'yaml';
import type { FormField, Shape } from './shape.ts';

/** A record as plain data. */
export type RecordValue = { [field: string]: unknown };

/**
 * What stands in the controls of a form, as text, whether it makes sense or not: by the name of a field a text (also of
 * numbers, days, choices), whether it is ticked, the texts of several ticks, what is in a group, or the items of a list.
 */
export type Typed = string | boolean | string[] | TypedGroup | Typed[];
export interface TypedGroup {
	[name: string]: Typed;
}

/** Of what a form is: a record's form, or one group in it. */
type Fields = readonly FormField[];

/** What a form shows for a record's value; what the value does not say is empty, or as preset. */
export function typedOf(fields: Fields, value: RecordValue | undefined): TypedGroup {
	return Object.fromEntries(
		fields.map(({ name, shape, preset }) => {
			const inner = value?.[name] ?? preset;
			const before = shape.as === 'reference' && shape.within ? value?.[shape.within] : undefined;
			return [name, before && inner ? `${before}/${inner}` : shown(shape, inner)];
		}),
	);
}

function shown(shape: Shape, value: unknown): Typed {
	switch (shape.as) {
		case 'flag':
			return value === true;
		case 'several':
		case 'references':
			return Array.isArray(value) ? value.map(String) : [];
		case 'words':
			return Array.isArray(value) ? value.map(String).join(', ') : textOf(value);
		case 'points':
			return Object.entries(asRecord(value) ?? {})
				.map(([word, points]) => `${word} = ${textOf(points)}`)
				.join('\n');
		case 'data':
			return value === undefined ? '' : typeof value === 'string' ? value : stringify(value).trimEnd();
		case 'list':
			return Array.isArray(value) ? value.map((item) => shown(shape.item, item)) : [];
		case 'group':
			return typedOf(shape.fields, asRecord(value));
		case 'pair':
			return { en: textOf(asRecord(value)?.en), zh: textOf(asRecord(value)?.zh) };
		case 'moment': {
			const [day = '', time = ''] = textOf(value).split('T');
			return { day, time };
		}
		default:
			return textOf(value);
	}
}

/** What a posted form holds. How long a list is stands in `<name>.length`. */
export function typedFromForm(fields: Fields, form: FormData, prefix = ''): TypedGroup {
	return Object.fromEntries(fields.map((field) => [field.name, posted(field.shape, form, `${prefix}${field.name}`)]));
}

/** More items than any list of an edition has: a form that says so was not made by a page of ours. */
const mostItems = 200;

function posted(shape: Shape, form: FormData, name: string): Typed {
	switch (shape.as) {
		case 'flag':
			return form.has(name);
		case 'several':
		case 'references':
			return form.getAll(name).map(plainText);
		case 'list': {
			const length = Math.min(mostItems, Number(form.get(`${name}.length`)) || 0);
			return Array.from({ length }, (_, place) => posted(shape.item, form, `${name}.${place}`));
		}
		case 'group':
			return typedFromForm(shape.fields, form, `${name}.`);
		case 'pair':
			return { en: plainText(form.get(`${name}.en`)), zh: plainText(form.get(`${name}.zh`)) };
		case 'moment':
			return { day: plainText(form.get(`${name}.day`)), time: plainText(form.get(`${name}.time`)) };
		default:
			return plainText(form.get(name));
	}
}

/** Text as we keep it: browsers post lines with CR LF. */
function plainText(value: FormDataEntryValue | null): string {
	return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
}

/** The record that the controls say; what is empty is not in it. Whether it is sound is for its schema to say. */
export function valueOf(fields: Fields, typed: TypedGroup): RecordValue {
	const value: RecordValue = {};
	for (const field of fields) {
		const { name, required, shape } = field;
		const inner = meant(shape, typed[name]);
		if (inner !== undefined && !(isUnsaid(field) && isEmpty(shape, typed[name]))) value[name] = inner;
		// What must be there is asked for part by part: the languages of a text, the fields of a group.
		else if (required && shape.as === 'group') value[name] = valueOf(shape.fields, group(typed[name]));
		else if (required && shape.as === 'pair') value[name] = {};
		if (shape.as === 'reference' && shape.within) splitWithin(value, name, shape.within);
	}
	return value;
}

/** Whether nothing is said of it unless somebody does: a tick or a list that may be missing and has no preset. */
function isUnsaid({ required, preset, shape }: FormField): boolean {
	return !required && preset === undefined && ['flag', 'list', 'several', 'references', 'words'].includes(shape.as);
}

/** `online/main` as the room `main` of the site `online`; of another site than the one that is named it stays as it is. */
function splitWithin(value: RecordValue, name: string, first: string): void {
	const [before = '', ...rest] = textOf(value[name]).split('/');
	if (rest.length === 0) return;
	value[first] ??= before;
	if (value[first] === before) value[name] = rest.join('/');
}

function meant(shape: Shape, typed: Typed | undefined): unknown {
	switch (shape.as) {
		case 'flag':
			return typed === true;
		case 'several':
		case 'references':
			return Array.isArray(typed) ? typed : [];
		case 'words':
			return textOf(typed)
				.split(/[,，、;；\s]+/u)
				.filter((word) => word !== '');
		case 'points':
			return pointsIn(textOf(typed));
		case 'data':
			return dataIn(textOf(typed));
		case 'list':
			return Array.isArray(typed)
				? typed.flatMap((item) => (isEmpty(shape.item, item) ? [] : [meant(shape.item, item)]))
				: [];
		case 'group':
			return isEmpty(shape, typed) ? undefined : valueOf(shape.fields, group(typed));
		case 'pair': {
			const { en = '', zh = '' } = group(typed) as Record<string, string>;
			const texts = Object.entries({ en, zh }).map(([language, text]) => [language, tidy(shape.format, text)] as const);
			const said = texts.filter(([, text]) => text !== '');
			return said.length === 0 ? undefined : Object.fromEntries(said);
		}
		case 'moment': {
			const { day = '', time = '' } = group(typed) as Record<string, string>;
			if (day.trim() === '' && time.trim() === '') return undefined;
			if (shape.bare && time.trim() === '') return day.trim();
			return `${day.trim()}T${clockTime(time)}`;
		}
		case 'number': {
			const text = textOf(typed).trim();
			return text === '' ? undefined : /^[+-]?\d+([.]\d+)?$/.test(text) ? Number(text) : text;
		}
		case 'text': {
			const text = textOf(typed).trim();
			if (text === '') return undefined;
			return shape.format === 'time' ? clockTime(text) : text;
		}
		default:
			return textOf(typed).trim() || undefined;
	}
}

/** `CN = 5` in each line; what is no such line stays as text, for the schema to refuse. */
function pointsIn(text: string): unknown {
	const lines = text.split('\n').filter((line) => line.trim() !== '');
	if (lines.length === 0) return undefined;
	return Object.fromEntries(
		lines.map((line) => {
			const [word = '', points = ''] = line.normalize('NFKC').split(/[=:]/u);
			return [word.trim(), /^\s*[+-]?\d+\s*$/.test(points) ? Number(points) : points.trim()];
		}),
	);
}

/** YAML as data; what is no YAML stays as text, for the schema to refuse. */
function dataIn(text: string): unknown {
	if (text.trim() === '') return undefined;
	try {
		return parse(text, { maxAliasCount: 0 });
	} catch {
		return text;
	}
}

/** White space at the ends says nothing; in Markdown the first line may be indented on purpose. */
function tidy(format: 'line' | 'lines' | 'markdown', text: string): string {
	return format === 'markdown' ? text.replace(/^(\s*\n)+/, '').trimEnd() : text.trim();
}

/** `9:05` and `９：05` as `09:05`; what is no time stays as it was typed, for the schema to refuse. */
function clockTime(text: string): string {
	const plain = text.normalize('NFKC').trim();
	return /^\d:\d\d$/.test(plain) ? `0${plain}` : plain;
}

/** Whether nothing was said: ticks and choices that are as preset say nothing either. */
export function isEmpty(shape: Shape, typed: Typed | undefined): boolean {
	switch (shape.as) {
		case 'group':
			return shape.fields.every(
				(field) =>
					isEmpty(field.shape, group(typed)[field.name]) ||
					(field.shape.as === 'choice' && (field.preset !== undefined || field.required)) ||
					isPreset(field, group(typed)[field.name]),
			);
		case 'list':
			return !Array.isArray(typed) || typed.every((item) => isEmpty(shape.item, item));
		case 'flag':
			return typed !== true;
		case 'pair':
		case 'moment':
			return Object.values(group(typed)).every((text) => textOf(text).trim() === '');
		case 'several':
		case 'references':
			return !Array.isArray(typed) || typed.length === 0;
		default:
			return textOf(typed).trim() === '';
	}
}

/** Whether it is what it is when nobody says. */
function isPreset({ shape, preset }: FormField, typed: Typed | undefined): boolean {
	return preset !== undefined && JSON.stringify(shown(shape, preset)) === JSON.stringify(typed);
}

/** Without the items of lists that are empty, so that the places of what is left are those of the value. */
export function withoutEmptyItems(fields: Fields, typed: TypedGroup): TypedGroup {
	const clean = (shape: Shape, inner: Typed | undefined): Typed => {
		if (shape.as === 'list' && Array.isArray(inner)) {
			return inner.filter((item) => !isEmpty(shape.item, item)).map((item) => clean(shape.item, item));
		}
		if (shape.as === 'group') return withoutEmptyItems(shape.fields, group(inner));
		return inner ?? '';
	};
	return Object.fromEntries(fields.map((field) => [field.name, clean(field.shape, typed[field.name])]));
}

/** One item of a list that nothing has been typed into yet. */
export function emptyItem(shape: Shape): Typed {
	return shown(shape, undefined);
}

/** The values of the fields that make the code of a record that is there. */
export function typedCode(form: { code: readonly FormField[] }, code: string): TypedGroup {
	const parts = code.split('/');
	return Object.fromEntries(form.code.map(({ name }, place) => [name, parts[place] ?? '']));
}

function group(typed: Typed | undefined): TypedGroup {
	return typeof typed === 'object' && !Array.isArray(typed) ? typed : {};
}

function asRecord(value: unknown): RecordValue | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RecordValue) : undefined;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
