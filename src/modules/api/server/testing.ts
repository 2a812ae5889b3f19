import { type Actor, grantRelation, type RelationName, system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { createRateLimiter } from '#core/http/index.ts';
import { createToken } from '#core/identity/index.ts';
import type { Field, Form } from '#modules/calls/form.ts';
import { samplePerson, wordsOf } from '#modules/calls/testing.ts';
import { callJobs } from '#modules/calls/server/index.ts';
import { createPerson } from '#modules/people/server/index.ts';
import type { z } from 'zod';
import { answerApi } from './answer.ts';
import { endpoints } from './endpoints/index.ts';
import { problem } from './schemas/common.ts';

/* For tests: people with tokens, who ask the interface as programs do. Nothing here ships. */

export const origin = 'https://orrery.example';

/** Jobs of the modules below, done without doing anything. */
export const idleJobs = Object.fromEntries(callJobs.map((name) => [name, async () => undefined]));

export interface Answer {
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: whatever came; checked against the document already
	body: any;
	headers: Headers;
	text: string;
}

/** Asks as somebody. Every answer is held against the schema that the document promises for its status. */
export type Ask = (method: string, path: string, json?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export interface Client {
	personId: string;
	token: string;
	ask: Ask;
}

/** How one asks with these headers. @param most requests at once, and a minute */
export function asker(ctx: Context, base: Record<string, string> = {}, most = 1e9): Ask {
	const limiter = createRateLimiter(ctx.clock.process.now, most, most);
	const setting = { client: '198.51.100.1', origin, writes: limiter, reads: limiter, say: () => undefined };
	return async (method, path, json, headers = {}) => {
		const body = json === undefined ? null : json instanceof FormData ? json : JSON.stringify(json);
		const type: Record<string, string> =
			json === undefined || json instanceof FormData ? {} : { 'content-type': 'application/json' };
		const request = new Request(`${origin}/api/v1${path}`, { method, body, headers: { ...type, ...base, ...headers } });
		const response = await answerApi(ctx, request, setting);
		const text = await response.text();
		const isJson = /json/.test(response.headers.get('content-type') ?? '');
		const answer = { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
		checkAgainstDocument(method, path, answer);
		return answer;
	};
}

function checkAgainstDocument(method: string, path: string, { status, body, headers }: Answer): void {
	if (status >= 400) {
		problem.parse(body);
		if (headers.get('content-type') !== 'application/problem+json') throw new Error('a refusal of another type');
		return;
	}
	const plain = path.split('?')[0] as string;
	const fitting = endpoints.filter(
		(one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(plain),
	);
	const known = fitting.find((one) => !one.path.includes('{')) ?? fitting[0];
	if (!known || status === 304) return;
	const schema = known.answers[status]?.schema;
	if (schema === undefined) throw new Error(`${known.id} answered ${status}, which its document lacks`);
	if (schema !== 'file' && schema !== 'empty') strictly(schema).parse(body);
}

/** So that a field that the document lacks fails the test too. */
function strictly(schema: z.ZodType): z.ZodType {
	return schema.def.type === 'object' ? (schema as z.ZodObject).strict() : schema;
}

/** Somebody with a token. */
export async function client(
	ctx: Context,
	family: string,
	relation?: { relation: RelationName; edition: string },
	scopes: string[] = ['own:read', 'own:write', 'desk:read', 'desk:write'],
): Promise<Client> {
	const personId = await createPerson(ctx, system('test'), { names: { given: 'Test', family } });
	if (relation)
		await grantRelation(ctx, system('test'), personId, relation.relation, { type: 'edition', id: relation.edition });
	return { personId, ...(await tokenOf(ctx, personId, scopes)) };
}

/** Another token of a person. */
export async function tokenOf(ctx: Context, personId: string, scopes: string[]): Promise<{ token: string; ask: Ask }> {
	const { token } = await createToken(ctx, personId, { name: 'test', scopes, days: 7 });
	return { token, ask: asker(ctx, { authorization: `Bearer ${token}` }) };
}

/** Answers with which a form like that of the abstracts can be submitted, by kind of field; files aside. */
export function completeAnswers(form: Pick<Form, 'fields'>): Record<string, unknown> {
	const wanted: Record<string, unknown> = {};
	for (const field of form.fields) {
		const answer = completeAnswer(field);
		if (answer !== undefined) wanted[field.id] = answer;
	}
	return wanted;
}

function completeAnswer(field: Field): unknown {
	switch (field.kind) {
		case 'short-text':
			return 'Bone loss in orbit';
		case 'long-text':
			return wordsOf(Math.max(field.minWords ?? 0, Math.min(300, field.maxWords ?? 300)));
		case 'choice':
		case 'track':
			return field.options[0]?.id;
		case 'keywords':
			return ['bone', 'gravity', 'orbit', 'health'].slice(0, field.max);
		case 'person-list':
			return [samplePerson];
		case 'place':
			return { city: 'Lyon', zone: 'Europe/Paris' };
		case 'declaration':
			return true;
		case 'yes-no':
			return false;
		case 'language':
			return field.languages[0];
		default:
			return undefined;
	}
}

/** The person behind a client, as use cases know him. */
export function actorOf(of: Client): Actor {
	return { kind: 'person', personId: of.personId, relations: [], via: 'session' };
}
