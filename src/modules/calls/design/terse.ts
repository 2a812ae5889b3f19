import { z } from 'zod';
import { bareSchema } from '#core/record-form/index.ts';
import type { Call } from '../call.ts';
import { callSchema } from '../call.ts';
import { canonicalJson } from '../readable.ts';
import { asObject, type Definition } from './path.ts';
import { plainSchema } from './schema.ts';

/**
 * A call as somebody would write it: what says no more than the preset is left out. `callSchema` makes the same call of it.
 * The version of its form is left out too: it rises by itself. Pure.
 */
export function terseCall(call: Call): Definition {
	const { version: _, ...form } = call.form;
	return asObject(terse(callSchema, { ...call, form }));
}

function terse(schema: z.ZodType, value: unknown): unknown {
	const plain = plainSchema(schema);
	if (Array.isArray(value)) {
		return plain instanceof z.ZodArray ? value.map((item) => terse(plain.element as z.ZodType, item)) : value;
	}
	const object = variantOf(plain, value);
	if (!object || typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, inner]) => {
			const own = object.shape[name] as z.ZodType | undefined;
			if (inner === undefined) return [];
			if (!own) return [[name, inner]];
			const { preset } = bareSchema(own);
			if (preset !== undefined && canonicalJson(preset) === canonicalJson(inner)) return [];
			return [[name, terse(own, inner)]];
		}),
	);
}

function variantOf(schema: z.ZodType, value: unknown): z.ZodObject | undefined {
	if (schema instanceof z.ZodObject) return schema;
	if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
	return schema.options.find((option): option is z.ZodObject => {
		const kind = option instanceof z.ZodObject ? option.shape.kind : undefined;
		return kind instanceof z.ZodLiteral && kind.value === asObject(value).kind;
	});
}
