import { z } from 'zod';

/** What some providers refuse in a schema that they enforce; zod checks it afterwards all the same. */
const left = new Set([
	'$schema',
	'default',
	'format',
	'pattern',
	'minLength',
	'maxLength',
	'minItems',
	'maxItems',
	'minimum',
	'maximum',
	'exclusiveMinimum',
	'exclusiveMaximum',
]);

/**
 * JSON Schema of an answer in the common part of what providers enforce: types, enumerations, required properties, nothing
 * besides. Every property must be required (nullable instead of optional). Pure.
 */
export function answerSchema(schema: z.ZodType): unknown {
	return bare(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }));
}

function bare(part: unknown, names = false): unknown {
	if (Array.isArray(part)) return part.map((one) => bare(one));
	if (typeof part !== 'object' || part === null) return part;
	// Below `properties` the keys are names of ours, not keywords.
	const kept = Object.entries(part).filter(([key]) => names || !left.has(key));
	return Object.fromEntries(kept.map(([key, value]) => [key, bare(value, !names && key === 'properties')]));
}

/** The first things wrong with an answer, short enough to be said to the model. Pure. */
export function complaints(error: z.ZodError): string {
	const lines = error.issues.slice(0, 12).map(({ path, message }) => `- ${path.join('.') || '(whole)'}: ${message}`);
	return lines.join('\n').slice(0, 1500);
}
