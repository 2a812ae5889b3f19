import { z } from 'zod';
import {
	fieldsOf,
	type FormField,
	type RecordValue,
	type Shape,
	type ShapeRules,
	type TypedGroup,
	typedOf,
	valueOf,
} from '#core/record-form/index.ts';
import { conditionSchema } from '../condition-schema.ts';
import { fieldRoles, kindsOfRole, localTimeSchema, stableId } from '../form.ts';
import { canonicalJson } from '../readable.ts';
import { conditionShape, presenceShape, readConditions, shownConditions } from './conditions.ts';
import { asObject, type Definition, type Path, valueAt } from './path.ts';
import { listsOf, ownObjects, partAt, type PartList, schemaAt } from './schema.ts';

/** How one part of a call is edited: its own properties in a form, and lists whose entries have pages of their own. */
export interface PartForm {
	/** What it is: `call`, `field`, `stage`, `outcome` … */
	part: string;
	/** Its kind, where there are several. */
	kind: string | undefined;
	fields: readonly FormField[];
	lists: readonly PartList[];
}

/** What properties point at, by `part.path`. */
const references: Record<string, Shape> = {
	'field.section': { as: 'reference', to: 'section' },
	'field.sums.field': { as: 'reference', to: 'row' },
	'attestation.from': { as: 'reference', to: 'people' },
	'attestation.guardian.name': { as: 'reference', to: 'asked' },
	'attestation.guardian.portrait': { as: 'reference', to: 'asked' },
	'outcome.letter': { as: 'reference', to: 'letter' },
	'outcome.format': { as: 'reference', to: 'format' },
	'outcome.fulfils': { as: 'references', to: 'fulfilment' },
	'criterion.computed.field': { as: 'reference', to: 'field' },
	'stage.carries.stage': { as: 'reference', to: 'stage' },
	'stage.budgets.format': { as: 'reference', to: 'format' },
	'fulfilment.field': { as: 'reference', to: 'file' },
	'follows.call': { as: 'reference', to: 'call' },
	'follows.carries.to': { as: 'reference', to: 'field' },
	'window.zone': { as: 'text', format: 'zone' },
};

/** Texts of several lines, by the last word of their path. */
const longTexts = ['summary', 'help', 'text', 'request', 'details', 'publicText', 'purpose', 'consents'];

/** The form of the part at a path, or undefined where there is no such place. Pure. */
export function partForm(definition: Definition, path: Path): PartForm | undefined {
	const object = schemaAt(definition, path);
	if (!object) return undefined;
	const { kind } = asObject(valueAt(definition, path));
	const part = partAt(path);
	const { fields, lists } = formOfObject(part, object);
	return {
		part,
		kind: typeof kind === 'string' ? kind : undefined,
		fields: fields.map((field) =>
			part === 'field' && field.name === 'role' ? withRolesOf(field, String(kind)) : field,
		),
		lists,
	};
}

/** Only the roles that a question of this kind can have. */
function withRolesOf(field: FormField, kind: string): FormField {
	const options = fieldRoles.filter((role) => (kindsOfRole[role] as readonly string[]).includes(kind));
	return { ...field, shape: { as: 'choice', options } };
}

/** The same for an object schema of this part. */
export function formOfObject(part: string, object: z.ZodObject): Pick<PartForm, 'fields' | 'lists'> {
	const lists = listsOf(object);
	const apart = new Set<string>([...lists.map(({ name }) => name), ...(part === 'call' ? ownObjects : [])]);
	// The version of a form rises by itself.
	if (part === 'form') apart.add('version');
	return { fields: fieldsOf(object, rulesOf(part), '', apart), lists };
}

/** What the form of a part shows. */
export function typedPart({ fields }: Pick<PartForm, 'fields'>, value: unknown): TypedGroup {
	return typedOf(fields, shownConditions(fields, asObject(value)));
}

/** The part as its form says it, with what the form does not show as it was, its properties in the order of the schema. */
export function partValue(
	{ fields }: Pick<PartForm, 'fields'>,
	object: z.ZodObject,
	typed: TypedGroup,
	before: unknown,
): Definition {
	const names = new Set(fields.map(({ name }) => name));
	const kept = Object.fromEntries(Object.entries(asObject(before)).filter(([name]) => !names.has(name)));
	const said: RecordValue = readConditions(fields, valueOf(fields, typed));
	const whole = { ...kept, ...said };
	const order = Object.keys(object.shape);
	const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
	return Object.fromEntries(Object.entries(whole).sort(([a], [b]) => rank(a) - rank(b)));
}

function rulesOf(part: string): ShapeRules {
	return {
		lenient: true,
		markdown: part === 'letter' ? ['body'] : [],
		lines: (path) => longTexts.includes(path.slice(path.lastIndexOf('.') + 1)),
		known(schema, path) {
			const reference = references[`${part}.${path}`];
			if (reference) return reference;
			if (`${part}.${path}` === 'attestation.guardian' && schema instanceof z.ZodObject)
				return presenceShape(path, fieldsOf(schema, rulesOf(part), path));
			if (schema === conditionSchema) return conditionShape(path);
			if (schema === localTimeSchema) return { as: 'moment', bare: true };
			if (schema === stableId && path === 'id') return { as: 'text', format: 'code' };
			if (schema instanceof z.ZodISODate) return { as: 'text', format: 'day' };
			if (schema instanceof z.ZodRecord) return { as: 'points' };
			if (schema instanceof z.ZodArray && isText(schema.element as z.ZodType)) return { as: 'words' };
			return undefined;
		},
	};
}

function isText(schema: z.ZodType): boolean {
	return schema instanceof z.ZodString || schema instanceof z.ZodEmail || schema instanceof z.ZodStringFormat;
}

/** What tells one state of a part from another: what its form shows of it, not the entries of its lists. Pure. */
export function partMark(definition: Definition, path: Path): string {
	const form = partForm(definition, path);
	const value = valueAt(definition, path);
	if (!form) return canonicalJson(value ?? null);
	const own = asObject(value);
	return canonicalJson({
		kind: own.kind ?? null,
		...Object.fromEntries(form.fields.map(({ name }) => [name, own[name] ?? null])),
	});
}
