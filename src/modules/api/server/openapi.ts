import { z } from 'zod';
import { apiBase } from '../api-base.ts';
import { type Endpoint, tags } from './endpoint.ts';
import { endpoints } from './endpoints/index.ts';
import { problemType } from './problem.ts';
import { problem } from './schemas/common.ts';

type Json = Record<string, unknown>;

/** What the statuses of refusals mean, for people who read the document. */
const refusals: Record<number, string> = {
	400: 'The address or body contradicts this document; each mistake stands at its path.',
	401: 'A token is needed, or this one is not good.',
	403: 'Its scopes do not allow this, or its owner may not do it.',
	404: 'There is nothing here, or it is not for the owner of this token: the two can’t be told apart.',
	409: 'The state of things does not allow it now: the window is closed, somebody else was first.',
	413: 'The body or file is too large.',
	415: 'The body has another media type.',
	422: 'It fits this document and can’t be taken all the same: an answer that the form of the call refuses, an outcome that needs a reason, a page of a list that is gone, an idempotency key of another request. Each mistake stands at its path.',
	429: 'Too many requests; `Retry-After` says when to try again.',
	503: 'Not available just now.',
};

/** The statuses with which an endpoint can refuse. */
export function refusalsOf(endpoint: Endpoint): number[] {
	const { body, refuses, method } = endpoint;
	const found = new Set<number>([400, 401, 404, 422, 429, 503, ...refuses]);
	if (endpoint.needs !== 'public') found.add(403);
	if (body !== null) found.add(415);
	if (method !== 'GET') found.add(413);
	return [...found].sort((a, b) => a - b);
}

/** The whole interface as OpenAPI 3.1. Pure; made from the same records as the router. */
export function openApiDocument(origin: string): Json {
	const schemas: Json = {};
	const paths: Record<string, Json> = {};
	for (const endpoint of endpoints) {
		const path = paths[endpoint.path] ?? {};
		path[endpoint.method.toLowerCase()] = operation(endpoint, schemas);
		paths[endpoint.path] = path;
	}
	const problemRef = refTo(problem, 'output', schemas);
	return {
		openapi: '3.1.1',
		info: {
			title: 'Orrery',
			version: '1.0.0',
			summary: 'Editions, calls, applications, determinations and files of a symposium.',
			description:
				'Public things need no token. Everything else needs a personal token, made under “Security”; cookies count for nothing here. Fields may be added to answers at any time: ignore those that you do not know.',
			license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
		},
		servers: [{ url: origin + apiBase }],
		tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
		paths,
		components: {
			schemas,
			securitySchemes: {
				token: {
					type: 'http',
					scheme: 'bearer',
					description: 'A personal token (`orrery_…`). It does what its scopes allow and its owner may.',
				},
			},
			responses: Object.fromEntries(
				Object.entries(refusals).map(([status, description]) => [
					`Refused${status}`,
					{
						description,
						...(status === '429' ? { headers: { 'Retry-After': secondsHeader } } : {}),
						content: { [problemType]: { schema: problemRef } },
					},
				]),
			),
		},
	};
}

const secondsHeader = { description: 'Seconds to wait.', schema: { type: 'string', pattern: '^[0-9]+$' } };

function operation(endpoint: Endpoint, schemas: Json): Json {
	const { id, tag, summary, description, needs, params, query, body, answers, method } = endpoint;
	const parameters = [
		...Object.entries(params.shape).map(([name, schema]) => parameter('path', name, schema as z.ZodType)),
		...Object.entries(query?.shape ?? {}).map(([name, schema]) => parameter('query', name, schema as z.ZodType)),
		...(method === 'POST' ? [idempotencyKey] : []),
	];
	return {
		operationId: id,
		tags: [tag],
		summary,
		description: [description, scopeLine(needs)].filter(Boolean).join('\n\n'),
		security: needs === 'public' ? [{}, { token: [] }] : [{ token: [] }],
		...(parameters.length > 0 ? { parameters } : {}),
		...(body === null ? {} : { requestBody: requestBody(body, schemas) }),
		responses: {
			...Object.fromEntries(
				Object.entries(answers).map(([status, { schema, means, headers }]) => [
					status,
					{ description: means, ...(headers ? { headers } : {}), ...contentOf(schema, schemas) },
				]),
			),
			...(needs === 'public' ? { 304: { description: 'What `If-None-Match` names is still true.' } } : {}),
			...Object.fromEntries(
				refusalsOf(endpoint).map((status) => [status, { $ref: `#/components/responses/Refused${status}` }]),
			),
		},
	};
}

function scopeLine(needs: Endpoint['needs']): string {
	if (needs === 'public') return 'Public.';
	return needs === 'token' ? 'Any token.' : `The token must allow ${needs.map((one) => `\`${one}\``).join(' or ')}.`;
}

const idempotencyKey = {
	name: 'Idempotency-Key',
	in: 'header',
	required: false,
	description:
		'Chosen by you, new for each thing to be done: sent again within a day, the request is answered again and not done again.',
	schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
};

function parameter(place: 'path' | 'query', name: string, schema: z.ZodType): Json {
	const { description, examples, ...rest } = plain(schema, 'input');
	return {
		name,
		in: place,
		required: place === 'path',
		...(description === undefined ? {} : { description }),
		schema: rest,
		...(Array.isArray(examples) && examples.length > 0 ? { example: examples[0] } : {}),
	};
}

function requestBody(body: z.ZodType | 'file', schemas: Json): Json {
	if (body !== 'file') {
		return { required: true, content: { 'application/json': { schema: refTo(body, 'input', schemas) } } };
	}
	const file = { type: 'string', contentMediaType: 'application/octet-stream' };
	const schema = { type: 'object', properties: { file }, required: ['file'] };
	return { required: true, content: { 'multipart/form-data': { schema } } };
}

function contentOf(schema: z.ZodType | 'file' | 'empty', schemas: Json): Json {
	if (schema === 'empty') return {};
	if (schema === 'file') return { content: { '*/*': { schema: { contentMediaType: 'application/octet-stream' } } } };
	return { content: { 'application/json': { schema: refTo(schema, 'output', schemas) } } };
}

/** Puts a schema, and those that it names, among the components. */
function refTo(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
	const id = z.globalRegistry.get(schema)?.id;
	if (id === undefined) throw new Error('a schema of the interface has no id');
	const { $defs = {}, $ref: _, ...inline } = plain(schema, io);
	const parts: Json = { ...(Object.keys(inline).length > 0 ? { [id]: inline } : {}), ...($defs as Json) };
	for (const [name, part] of Object.entries(parts)) schemas[componentName(name, id)] = withRefs(part, id);
	return { $ref: `#/components/schemas/${id}` };
}

/** Parts that a schema repeats within itself have no name of their own: they get the name of the whole. */
function componentName(name: string, within: string): string {
	return name.startsWith('__') ? `${within}${name.replace(/^__schema/, 'Part')}` : name;
}

function withRefs(value: unknown, within: string): unknown {
	if (Array.isArray(value)) return value.map((one) => withRefs(one, within));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => {
			const name = key === '$ref' ? /^#\/\$defs\/(.+)$/.exec(String(inner))?.[1] : undefined;
			if (name !== undefined) return [key, `#/components/schemas/${componentName(name, within)}`];
			return key === '$ref' && inner === '#' ? [key, `#/components/schemas/${within}`] : [key, withRefs(inner, within)];
		}),
	);
}

/** A schema as JSON Schema (draft 2020-12, the dialect of OpenAPI 3.1). */
function plain(schema: z.ZodType, io: 'input' | 'output'): Json {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, {
		io,
		unrepresentable: 'any',
		override({ jsonSchema }) {
			delete jsonSchema.id;
			// Fields may be added to answers, so the document must not say that there are no others.
			if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
			// The format says it; the pattern of all valid dates is half a page.
			if (jsonSchema.format === 'date-time' || jsonSchema.format === 'email') delete jsonSchema.pattern;
			// Every JSON parser of a program has this bound anyway.
			if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
			if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
		},
	}) as Json;
	return rest;
}
