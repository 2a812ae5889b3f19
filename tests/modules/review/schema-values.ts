import type { z } from 'zod';

/* What values a policy of the schema can have, for tests that each has a row. Nothing here ships. */

interface Definition {
	type: string;
	innerType?: z.ZodType;
	element?: z.ZodType;
	shape?: Record<string, z.ZodType>;
	entries?: Record<string, string>;
}

/**
 * The values of one part of a schema by name: `key=value` of enumerations, `key=true`, `key=absent` and `key=given` of
 * what may be left out, with the enumerations and switches within. What has no such values (figures, texts) is one row.
 */
export function valuesOf(key: string, schema: z.ZodType): string[] {
	const { type, innerType, element, shape, entries } = schema.def as unknown as Definition;
	switch (type) {
		case 'default':
			return valuesOf(key, innerType as z.ZodType);
		case 'optional':
			return [`${key}=absent`, `${key}=given`, ...innerSwitches(key, innerType as z.ZodType)];
		case 'enum':
			return Object.values(entries ?? {}).map((value) => `${key}=${value}`);
		case 'boolean':
			return [`${key}=true`, `${key}=false`];
		case 'array':
			return element && isEnum(element) ? [`${key}=none`, ...valuesOf(key, element)] : [key];
		case 'object':
			return Object.entries(shape ?? {}).flatMap(([inner, of]) => valuesOf(`${key}.${inner}`, of));
		default:
			return [key];
	}
}

/** Only what switches something: an opening and a closing of a phase are no policy of their own. */
function innerSwitches(key: string, schema: z.ZodType): string[] {
	const { type, innerType, shape } = schema.def as unknown as Definition;
	if (type === 'default' || type === 'optional') return innerSwitches(key, innerType as z.ZodType);
	return Object.entries(shape ?? {}).flatMap(([inner, of]) => {
		const values = valuesOf(`${key}.${inner}`, of);
		return values.some((value) => /=(true|false)$/.test(value)) || isEnum(of) ? values : [];
	});
}

function isEnum(schema: z.ZodType): boolean {
	const { type, innerType } = schema.def as unknown as Definition;
	return type === 'enum' || (type === 'default' && isEnum(innerType as z.ZodType));
}
