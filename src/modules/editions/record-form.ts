import { z } from 'zod';
import { committeeRoleSchema, committeeSchema, officeSchema } from './bundle/committee.ts';
import { editionSchema, pastEditionSchema } from './bundle/edition.ts';
import { keyDateSchema } from './bundle/key-date.ts';
import { organisationSchema } from './bundle/organisation.ts';
import { figureSchema, outcomeSchema, pictureSchema } from './bundle/outcome.ts';
import { pageSchema } from './bundle/page.ts';
import { partnerSchema } from './bundle/partner.ts';
import { personSchema } from './bundle/person.ts';
import { sessionSchema } from './bundle/session.ts';
import { roomSchema, siteSchema } from './bundle/site.ts';
import { localDate, localDateTime, localTime, slug, zone } from './bundle/text.ts';
import { outsideSubjectSchema, trackSchema } from './bundle/track.ts';
import type { RecordKind } from './records.ts';

/** How a line of text is typed and read. */
export type TextFormat = 'line' | 'email' | 'url' | 'zone' | 'country' | 'day' | 'time' | 'code';
/** How a text in two languages is typed: one line, some lines, or Markdown. */
export type PairFormat = 'line' | 'lines' | 'markdown';

/** The control that a field of a schema calls for. */
export type Shape =
	| { as: 'text'; format: TextFormat; most?: number }
	/** A text in both languages; `both` when neither may be missing. */
	| { as: 'pair'; both: boolean; format: PairFormat }
	/** A local day and time of day in the zone of the edition. */
	| { as: 'moment' }
	| { as: 'number'; least?: number; most?: number }
	| { as: 'flag' }
	| { as: 'choice'; options: readonly string[] }
	| { as: 'several'; options: readonly string[] }
	/** The code of another record; `within` names the field beside it that says the first part of that code. */
	| { as: 'reference'; to: RecordKind; within?: string }
	| { as: 'group'; fields: readonly FormField[] }
	| { as: 'list'; item: Shape; least: number };

/** One field of a form. */
export interface FormField {
	name: string;
	/** Where it stands in its record, without the places in lists: `contacts.role`. Labels go by it. */
	path: string;
	required: boolean;
	/** What it is when nobody says. */
	preset?: unknown;
	shape: Shape;
}

/** What of a record is edited how: everything of its schema but its code and what is fixed. */
export interface RecordForm {
	kind: EditableKind;
	fields: readonly FormField[];
	/** The fields that make its code, in order; empty for what there is once. */
	code: readonly FormField[];
}

interface Editable {
	schema: z.ZodObject;
	/** Fields whose values, joined by `/`, are the code of the record. */
	code: readonly string[];
	/** A part of the code that the schema does not have: the record that it lies in. */
	inside?: { name: string; kind: RecordKind };
	/** Fields that are no longer changed once the edition is there, and lists that are records of their own. */
	fixed?: readonly string[];
	/** Fields that hold the code of another record. */
	refers?: Readonly<Record<string, RecordKind>>;
	/** References whose code begins with what another field says: the room of a session lies in its site. */
	within?: Readonly<Record<string, string>>;
	/** Texts in Markdown. */
	markdown?: readonly string[];
	countries?: readonly string[];
}

const editable = {
	edition: { schema: editionSchema, code: [], fixed: ['format', 'slug', 'series'] },
	page: { schema: pageSchema, code: ['id'], markdown: ['body'] },
	date: { schema: keyDateSchema, code: ['id'], refers: { call: 'call' } },
	track: { schema: trackSchema, code: ['code'] },
	outside: { schema: outsideSubjectSchema, code: ['code'] },
	partner: { schema: partnerSchema, code: ['kind', 'organisation'], refers: { organisation: 'organisation' } },
	organisation: {
		schema: organisationSchema,
		code: ['id'],
		refers: { logo: 'asset' },
		countries: ['country'],
	},
	committee: { schema: committeeSchema, code: [], fixed: ['offices', 'roles'] },
	office: { schema: officeSchema, code: ['id'] },
	role: { schema: committeeRoleSchema, code: ['office', 'person'], refers: { office: 'office', person: 'person' } },
	person: {
		schema: personSchema,
		code: ['id'],
		refers: {
			portrait: 'asset',
			'positions.en.organisation': 'organisation',
			'positions.zh.organisation': 'organisation',
		},
	},
	session: {
		schema: sessionSchema,
		code: ['id'],
		refers: { track: 'track', site: 'site', room: 'room', after: 'session' },
		within: { room: 'site' },
	},
	site: { schema: siteSchema, code: ['id'], fixed: ['rooms'] },
	room: {
		schema: roomSchema,
		code: ['site', 'id'],
		inside: { name: 'site', kind: 'site' },
		refers: { track: 'track' },
	},
	past: { schema: pastEditionSchema, code: ['slug'] },
	outcome: { schema: outcomeSchema, code: ['id'], markdown: ['text'] },
	figure: { schema: figureSchema, code: ['id'] },
	picture: { schema: pictureSchema, code: ['asset'], refers: { asset: 'asset' } },
} as const satisfies Partial<Record<RecordKind, Editable>>;

/** The kinds of records that the desk edits, in the order of its list. */
export type EditableKind = keyof typeof editable;
export const editableKinds = Object.keys(editable) as EditableKind[];

/** Whether records of this kind are edited in the desk. */
export function isEditable(kind: string): kind is EditableKind {
	return Object.hasOwn(editable, kind);
}

/**
 * The form of a kind of records, made of the very schema that its values must satisfy, so that a new field of a bundle
 * has its control at once. Pure.
 * @throws Error for a schema that has no control
 */
export function formOf(kind: EditableKind): RecordForm {
	const about: Editable = editable[kind];
	const fields = fieldsOf(about.schema, '', about, new Set(about.fixed));
	const inside: FormField[] = about.inside
		? [
				{
					name: about.inside.name,
					path: about.inside.name,
					required: true,
					shape: { as: 'reference', to: about.inside.kind },
				},
			]
		: [];
	return {
		kind,
		fields: fields.filter(({ name }) => !about.code.includes(name)),
		code: about.code.flatMap((name) => [...inside, ...fields].find((field) => field.name === name) ?? []),
	};
}

/** The fields that a form leaves as they are: fixed ones, and the place in the list. */
export function keptFields(kind: EditableKind): readonly string[] {
	const about: Editable = editable[kind];
	return ['position', ...(about.fixed ?? [])];
}

/** Every shape in a form, at whatever depth. */
export function shapesOf({ fields, code }: RecordForm): Shape[] {
	const deep = (shape: Shape): Shape[] => [
		shape,
		...(shape.as === 'group' ? shape.fields.flatMap((field) => deep(field.shape)) : []),
		...(shape.as === 'list' ? deep(shape.item) : []),
	];
	return [...code, ...fields].flatMap(({ shape }) => deep(shape));
}

function fieldsOf(schema: z.ZodObject, prefix: string, about: Editable, omit = new Set<string>()): FormField[] {
	return Object.entries(schema.shape)
		.filter(([name]) => !omit.has(name))
		.map(([name, inner]) => fieldOf(name, inner as z.ZodType, prefix, about));
}

function fieldOf(name: string, given: z.ZodType, prefix: string, about: Editable): FormField {
	const path = prefix ? `${prefix}.${name}` : name;
	let schema = given;
	let required = true;
	let preset: unknown;
	for (;;) {
		if (schema instanceof z.ZodOptional) required = false;
		else if (schema instanceof z.ZodDefault) {
			required = false;
			preset = schema.def.defaultValue;
		} else break;
		schema = schema.def.innerType as z.ZodType;
	}
	return { name, path, required, ...(preset === undefined ? {} : { preset }), shape: shapeOf(schema, path, about) };
}

function shapeOf(schema: z.ZodType, path: string, about: Editable): Shape {
	const refers = about.refers?.[path];
	const within = about.within?.[path];
	if (refers) return { as: 'reference', to: refers, ...(within ? { within } : {}) };
	if (schema === localDateTime) return { as: 'moment' };
	if (schema === localDate) return { as: 'text', format: 'day' };
	if (schema === localTime) return { as: 'text', format: 'time' };
	if (schema === zone) return { as: 'text', format: 'zone' };
	if (schema === slug) return { as: 'text', format: 'code' };
	if (schema instanceof z.ZodEmail) return { as: 'text', format: 'email' };
	if (schema instanceof z.ZodURL) return { as: 'text', format: 'url' };
	if (schema instanceof z.ZodString) {
		const format = about.countries?.includes(path) ? 'country' : 'line';
		return { as: 'text', format, ...(schema.maxLength === null ? {} : { most: schema.maxLength }) };
	}
	if (schema instanceof z.ZodNumber) {
		return { as: 'number', ...limit('least', schema.minValue), ...limit('most', schema.maxValue) };
	}
	if (schema instanceof z.ZodBoolean) return { as: 'flag' };
	if (schema instanceof z.ZodEnum) return { as: 'choice', options: schema.options.map(String) };
	if (schema instanceof z.ZodArray) {
		const item = shapeOf(schema.element as z.ZodType, path, about);
		if (item.as === 'choice') return { as: 'several', options: item.options };
		return { as: 'list', item, least: leastOf(schema) };
	}
	if (schema instanceof z.ZodObject) {
		return pairOf(schema, path, about) ?? { as: 'group', fields: fieldsOf(schema, path, about) };
	}
	throw new Error(`no control for the field ${path}: ${schema.def.type}`);
}

/** Texts are the only objects whose keys are languages and whose values are text. */
function pairOf(schema: z.ZodObject, path: string, about: Editable): Shape | undefined {
	const languages = Object.entries(schema.shape) as [string, z.ZodType][];
	const isPair =
		languages.map(([name]) => name).join(' ') === 'en zh' &&
		languages.every(([, one]) => (one instanceof z.ZodOptional ? one.def.innerType : one) instanceof z.ZodString);
	if (!isPair) return undefined;
	const both = languages.every(([, one]) => one instanceof z.ZodString);
	const format = about.markdown?.includes(path) ? 'markdown' : both ? 'line' : 'lines';
	return { as: 'pair', both, format };
}

function limit<Name extends string>(name: Name, value: number | null): { [key in Name]?: number } {
	const says = value !== null && Number.isFinite(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER;
	return (says ? { [name]: value } : {}) as { [key in Name]?: number };
}

function leastOf(schema: z.ZodArray): number {
	const checks = schema.def.checks ?? [];
	return Math.max(0, ...checks.map((check) => (check._zod.def as { minimum?: number }).minimum ?? 0));
}
