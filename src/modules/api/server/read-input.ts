import { z } from 'zod';
import type { Locale } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import type { Endpoint } from './endpoint.ts';
import { ApiProblem, type SaidProblem } from './problem.ts';

/** Largest JSON body, in bytes. */
export const mostBodyBytes = 1024 * 1024;
/** Deepest nesting of a JSON body. */
const mostDepth = 40;

const sentences = { en: z.locales.en().localeError, zh: z.locales.zhCN().localeError };

/** The parameters of the path. What can be nobody's name is not there. @throws Refusal `not-found` */
export function readParams(endpoint: Endpoint, values: Record<string, string>): Record<string, unknown> {
	const read = endpoint.params.safeParse(values);
	if (!read.success || !isStorable(values)) throw notFound();
	return read.data;
}

/** The parameters of the address. @throws ApiProblem 400 with each mistake at its name; 422 for what can't be stored */
export function readQuery(endpoint: Endpoint, search: URLSearchParams, locale: Locale): unknown {
	const shape = endpoint.query?.shape ?? {};
	const problems: SaidProblem[] = [];
	const values: Record<string, unknown> = {};
	for (const name of new Set(search.keys())) {
		const given = search.getAll(name);
		if (!Object.hasOwn(shape, name)) problems.push({ path: name, code: 'unknown-parameter' });
		else if (given.length > 1) problems.push({ path: name, code: 'repeated-parameter' });
		else values[name] = typed(shape[name] as z.ZodType, given[0] as string);
	}
	if (problems.length > 0) throw new ApiProblem(400, 'invalid-input', { problems });
	return endpoint.query === null ? null : parsed(endpoint.query, values, locale);
}

/** The JSON body. @throws ApiProblem 400, 413, 415, 422 */
export async function readBody(endpoint: Endpoint, bytes: Buffer | null, type: string, locale: Locale) {
	if (endpoint.body === null || endpoint.body === 'file') return null;
	if (!/^\s*application\/(json|merge-patch\+json)\s*(;|$)/i.test(type))
		throw new ApiProblem(415, 'unsupported-media-type', { params: { accepted: 'application/json' } });
	let json: unknown;
	try {
		json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes ?? Buffer.alloc(0)));
	} catch {
		throw new ApiProblem(400, 'malformed-json');
	}
	return parsed(endpoint.body, json, locale);
}

/** The whole body, as long as it is short enough. @throws ApiProblem 413 */
export async function bytesOf(request: Request): Promise<Buffer> {
	const tooLarge = () => new ApiProblem(413, 'body-too-large', { params: { max: mostBodyBytes } });
	if (Number(request.headers.get('content-length') ?? 0) > mostBodyBytes) {
		await request.body?.cancel();
		throw tooLarge();
	}
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const part of request.body ?? []) {
		length += part.byteLength;
		if (length > mostBodyBytes) throw tooLarge();
		parts.push(part);
	}
	return Buffer.concat(parts);
}

function parsed(schema: z.ZodType, value: unknown, locale: Locale): unknown {
	if (!isStorable(value)) {
		// JSON and addresses can say it, so the document can't forbid it.
		throw new ApiProblem(422, 'invalid-input', { problems: [{ path: '', code: 'unstorable-text' }] });
	}
	const read = schema.safeParse(value, { error: sentences[locale] });
	if (read.success) return read.data;
	const problems = read.error.issues.map(
		(issue): SaidProblem => ({ path: issue.path.map(String).join('.'), code: issue.code, message: issue.message }),
	);
	throw new ApiProblem(400, 'invalid-input', { problems });
}

/** PostgreSQL keeps neither NUL nor half a character, and nobody nests so deep. Looks into everything, keys included. */
function isStorable(value: unknown, depth = 0): boolean {
	if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
	if (typeof value !== 'object' || value === null) return true;
	if (depth > mostDepth) return false;
	return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner, depth + 1));
}

/** A parameter as its schema wants it: the address knows texts only. */
function typed(schema: z.ZodType, text: string): unknown {
	const kind = kindOf(schema);
	if (kind === 'number') return /^-?(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
	if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
	return text;
}

function kindOf(schema: z.ZodType): string {
	const inner = (schema.def as { innerType?: z.ZodType }).innerType;
	return inner ? kindOf(inner) : schema.def.type;
}
