import { z } from 'zod';

/** How a line of text is typed and read. */
export type TextFormat = 'line' | 'email' | 'url' | 'zone' | 'country' | 'day' | 'time' | 'code';
/** How a text in two languages is typed: one line, some lines, or Markdown. */
export type PairFormat = 'line' | 'lines' | 'markdown';

/** The control that a field of a schema calls for. */
export type Shape =
	| { as: 'text'; format: TextFormat; most?: number }
	/** A text in both languages; `both` when neither may be missing. */
	| { as: 'pair'; both: boolean; format: PairFormat }
	/** A local day and time of day; with `bare` the time may be left out, and the day as a whole is meant. */
	| { as: 'moment'; bare?: boolean }
	| { as: 'number'; least?: number; most?: number }
	| { as: 'flag' }
	| { as: 'choice'; options: readonly string[] }
	| { as: 'several'; options: readonly string[] }
	/** Short texts in one line, separated by commas. */
	| { as: 'words' }
	/** Numbers by a word each, a line for each: `CN = 5`. */
	| { as: 'points' }
	/** What has no control of its own, as YAML. */
	| { as: 'data' }
	/** The code of another thing; `within` names the field beside it that says the first part of that code. */
	| { as: 'reference'; to: string; within?: string }
	/** Codes of several other things. */
	| { as: 'references'; to: string }
	/** `like` names a group whose value is not simply that of its fields: whoever made the form turns it about. */
	| { as: 'group'; fields: readonly FormField[]; like?: string }
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

/** What a schema does not say of its controls. */
export interface ShapeRules {
	/** The control of a schema or a place where it is not the usual one. */
	known?(schema: z.ZodType, path: string): Shape | undefined;
	/** The paths of texts in Markdown. */
	markdown?: readonly string[];
	/** Whether a text is one of several lines; one that may lack a language is anyhow. */
	lines?(path: string): boolean;
	/** Makes YAML of what has no control, instead of an error. */
	lenient?: boolean;
}

/**
 * The controls for the values of a schema, so that a new field of the schema has its control at once. Literals are left
 * out: they say what kind of thing it is. Pure.
 * @throws Error for a field that has no control
 */
export function fieldsOf(
	schema: z.ZodObject,
	rules: ShapeRules,
	prefix = '',
	omit: ReadonlySet<string> = new Set(),
): FormField[] {
	return Object.entries(schema.shape)
		.filter(([name, inner]) => !omit.has(name) && !(inner instanceof z.ZodLiteral))
		.map(([name, inner]) => fieldOf(name, inner as z.ZodType, prefix, rules));
}

/** A schema without what says that it may be missing. */
export function bareSchema(given: z.ZodType): { schema: z.ZodType; required: boolean; preset?: unknown } {
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
	return { schema, required, ...(preset === undefined ? {} : { preset }) };
}

function fieldOf(name: string, given: z.ZodType, prefix: string, rules: ShapeRules): FormField {
	const path = prefix ? `${prefix}.${name}` : name;
	const { schema, ...rest } = bareSchema(given);
	return { name, path, ...rest, shape: shapeOf(schema, path, rules) };
}

function shapeOf(schema: z.ZodType, path: string, rules: ShapeRules): Shape {
	const known = rules.known?.(schema, path);
	if (known) return known;
	if (schema instanceof z.ZodEmail) return { as: 'text', format: 'email' };
	if (schema instanceof z.ZodURL) return { as: 'text', format: 'url' };
	if (schema instanceof z.ZodString) {
		return { as: 'text', format: 'line', ...(schema.maxLength === null ? {} : { most: schema.maxLength }) };
	}
	if (schema instanceof z.ZodNumber) {
		return { as: 'number', ...limit('least', schema.minValue), ...limit('most', schema.maxValue) };
	}
	if (schema instanceof z.ZodBoolean) return { as: 'flag' };
	if (schema instanceof z.ZodEnum) return { as: 'choice', options: schema.options.map(String) };
	if (schema instanceof z.ZodArray) {
		const item = shapeOf(schema.element as z.ZodType, path, rules);
		if (item.as === 'choice') return { as: 'several', options: item.options };
		return { as: 'list', item, least: leastOf(schema) };
	}
	if (schema instanceof z.ZodObject) {
		return pairOf(schema, path, rules) ?? { as: 'group', fields: fieldsOf(schema, rules, path) };
	}
	if (rules.lenient) return { as: 'data' };
	throw new Error(`no control for the field ${path}: ${schema.def.type}`);
}

/** Texts are the only objects whose keys are languages and whose values are text. */
function pairOf(schema: z.ZodObject, path: string, rules: ShapeRules): Shape | undefined {
	const languages = Object.entries(schema.shape) as [string, z.ZodType][];
	const isPair =
		languages.map(([name]) => name).join(' ') === 'en zh' &&
		languages.every(([, one]) => (one instanceof z.ZodOptional ? one.def.innerType : one) instanceof z.ZodString);
	if (!isPair) return undefined;
	const both = languages.every(([, one]) => one instanceof z.ZodString);
	const format = rules.markdown?.includes(path) ? 'markdown' : both && !rules.lines?.(path) ? 'line' : 'lines';
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
