import { z } from 'zod';
import { bareSchema } from '#core/record-form/index.ts';
import { callSchema } from '../call.ts';
import { asObject, type Definition, type Path, valueAt } from './path.ts';

/** A list of a part whose entries have pages of their own. */
export interface PartList {
	name: string;
	/** The kinds that an entry can be of; empty where all are alike. */
	kinds: readonly string[];
}

/** Entries with more properties than this have a page of their own; smaller ones are edited within their list. */
const inlineProperties = 3;
/** Lists that have a page of their own, however small their entries. */
const ownPages: ReadonlySet<string> = new Set(['sections', 'cohorts', 'letters']);

/** The object schema of what stands at a path, by the kinds of the things on the way; undefined for no such place. */
export function schemaAt(definition: Definition, path: Path): z.ZodObject | undefined {
	let schema: z.ZodType = callSchema;
	for (const [at, step] of path.entries()) {
		const object = objectOf(schema, valueAt(definition, path.slice(0, at)));
		if (typeof step === 'number') {
			const list = plainSchema(schema);
			if (!(list instanceof z.ZodArray)) return undefined;
			schema = list.element as z.ZodType;
		} else {
			const inner = object?.shape[step] as z.ZodType | undefined;
			if (!inner) return undefined;
			schema = inner;
		}
	}
	return objectOf(schema, valueAt(definition, path));
}

/** The lists of an object whose entries are edited apart. */
export function listsOf(object: z.ZodObject): PartList[] {
	return Object.entries(object.shape).flatMap(([name, inner]): PartList[] => {
		const list = plainSchema(inner as z.ZodType);
		if (!(list instanceof z.ZodArray)) return [];
		const entry = plainSchema(list.element as z.ZodType);
		if (entry instanceof z.ZodDiscriminatedUnion) return [{ name, kinds: kindsOf(entry) }];
		if (!(entry instanceof z.ZodObject)) return [];
		const apart = Object.keys(entry.shape).length > inlineProperties || ownPages.has(name);
		return apart ? [{ name, kinds: [] }] : [];
	});
}

/** The objects of the call itself that have a page of their own. */
export const ownObjects = ['window', 'form', 'follows'] as const;

/** Every kind of part there is, with its schema: for the labels, and the test that finds a missing one. */
export function everyPart(): { part: string; kind: string | undefined; object: z.ZodObject }[] {
	const found: ReturnType<typeof everyPart> = [];
	const walk = (part: string, schema: z.ZodType): void => {
		const plain = plainSchema(schema);
		const variants = plain instanceof z.ZodDiscriminatedUnion ? optionsOf(plain) : [plain];
		for (const object of variants) {
			if (!(object instanceof z.ZodObject) || found.some((one) => one.part === part && one.object === object)) continue;
			found.push({ part, kind: kindOf(object), object });
			for (const { name } of listsOf(object)) walk(partOfList(name), elementOf(object, name));
			if (part === 'call') for (const name of ownObjects) walk(name, object.shape[name] as z.ZodType);
		}
	};
	walk('call', callSchema);
	return found;
}

/** What an entry of a list is called: labels and messages go by it. */
export function partOfList(list: string): string {
	const named: Record<string, string> = { criteria: 'criterion' };
	return named[list] ?? list.replace(/s$/, '');
}

/** What stands at a path, as labels call it: `call`, `form`, `field`, `outcome`. */
export function partAt(path: Path): string {
	const last = path.at(-1);
	if (last === undefined) return 'call';
	return typeof last === 'number' ? partOfList(String(path.at(-2))) : last;
}

/** A schema without what says that it may be missing, and without its laziness. */
export function plainSchema(schema: z.ZodType): z.ZodType {
	const { schema: bare } = bareSchema(schema);
	return bare instanceof z.ZodLazy ? plainSchema(bare.def.getter() as z.ZodType) : bare;
}

function objectOf(schema: z.ZodType, value: unknown): z.ZodObject | undefined {
	const plain = plainSchema(schema);
	if (plain instanceof z.ZodObject) return plain;
	if (!(plain instanceof z.ZodDiscriminatedUnion)) return undefined;
	const { kind } = asObject(value);
	return optionsOf(plain).find((option) => kindOf(option) === kind);
}

function elementOf(object: z.ZodObject, name: string): z.ZodType {
	const list = plainSchema(object.shape[name] as z.ZodType);
	return (list as z.ZodArray).element as z.ZodType;
}

function optionsOf(union: z.ZodDiscriminatedUnion): z.ZodObject[] {
	return union.options.filter((option): option is z.ZodObject => option instanceof z.ZodObject);
}

function kindsOf(union: z.ZodDiscriminatedUnion): string[] {
	return optionsOf(union).flatMap((option) => kindOf(option) ?? []);
}

function kindOf(object: z.ZodObject): string | undefined {
	const kind = object.shape.kind;
	return kind instanceof z.ZodLiteral ? String(kind.value) : undefined;
}
