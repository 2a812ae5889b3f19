import type { z } from 'zod';

/*
 * The settings that a schema has, found by walking it: every switch, every value of an enumeration, everything that may be
 * left out, and every figure, time and text that is no mere name. Nothing here ships.
 */

interface Definition {
	type: string;
	innerType?: z.ZodType;
	element?: z.ZodType;
	shape?: Record<string, z.ZodType>;
	entries?: Record<string, string>;
	values?: unknown[];
	options?: z.ZodType[];
	discriminator?: string;
}

/** What is walked once under a name of its own, and what says nothing but words or names. */
export interface Known {
	/** Schemas that are another table's: where they stand again the line is one for the whole (`→ field`). */
	elsewhere: ReadonlyMap<z.ZodType, string>;
	/** Words for readers and ids: they hide nothing and permit nothing. */
	words: ReadonlySet<z.ZodType>;
}

/** The values of each setting by its path: `true`, `false`; an enumeration's; `given`, `absent`; `any`. */
export type Settings = Map<string, Set<string>>;

const of = (schema: z.ZodType) => schema.def as unknown as Definition;

/** Walks a schema. @param path what stands before the names of its parts */
export function settingsOf(path: string, schema: z.ZodType, known: Known): Settings {
	const found: Settings = new Map();
	walk(path, schema, known, found);
	return found;
}

function add(found: Settings, path: string, ...values: string[]): void {
	const before = found.get(path) ?? new Set();
	for (const value of values) before.add(value);
	found.set(path, before);
}

function walk(path: string, schema: z.ZodType, known: Known, found: Settings): void {
	if (known.words.has(schema)) return;
	const name = known.elsewhere.get(schema);
	if (name !== undefined && name !== path) return add(found, path, `→ ${name}`);
	const { type, innerType, element, shape, entries, values, options, discriminator } = of(schema);
	switch (type) {
		case 'default':
			return walk(path, innerType as z.ZodType, known, found);
		case 'optional': {
			const inner = bare(innerType as z.ZodType);
			// Of an enumeration and of a switch the values say the rest: absent may be neither true nor false.
			if (!['boolean', 'enum'].includes(of(inner).type)) add(found, path, 'given');
			add(found, path, 'absent');
			return walk(path, inner, known, found);
		}
		case 'enum':
			return add(found, path, ...Object.values(entries ?? {}));
		case 'literal':
			return add(found, path, ...(values ?? []).map(String));
		case 'boolean':
			return add(found, path, 'true', 'false');
		case 'array':
			return walk(`${path}[]`, element as z.ZodType, known, found);
		case 'object':
			for (const [key, part] of Object.entries(shape ?? {})) walk(`${path}.${key}`, part, known, found);
			return;
		case 'union':
			if (discriminator !== undefined) return walkKinds(path, discriminator, options ?? [], known, found);
			for (const option of options ?? []) walk(path, option, known, found);
			return;
		default:
			// A figure, a time, a text, a condition: that it is there was noted where it may be left out.
			if (!found.has(path)) add(found, path, 'any');
	}
}

/** Of several kinds: a part that all of them have is one setting, another one stands with the kinds that have it. */
function walkKinds(path: string, by: string, options: z.ZodType[], known: Known, found: Settings): void {
	const parts = new Map<z.ZodType, { key: string; kinds: string[] }>();
	for (const option of options) {
		const shape = of(option).shape ?? {};
		const kind = String(of(shape[by] as z.ZodType).values?.[0]);
		add(found, `${path}.${by}`, kind);
		for (const [key, part] of Object.entries(shape)) {
			if (key === by) continue;
			const at = parts.get(part) ?? { key, kinds: [] };
			at.kinds.push(kind);
			parts.set(part, at);
		}
	}
	for (const [part, { key, kinds }] of parts) {
		const whose = kinds.length === options.length ? '' : `(${kinds.join('|')})`;
		walk(`${path}${whose}.${key}`, part, known, found);
	}
}

function bare(schema: z.ZodType): z.ZodType {
	const { type, innerType } = of(schema);
	return type === 'default' ? bare(innerType as z.ZodType) : schema;
}
