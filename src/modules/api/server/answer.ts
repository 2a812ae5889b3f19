import { createHash } from 'node:crypto';
import { type Actor, personOf, visitor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { clientNetwork, isLoopback, type RateLimiter } from '#core/http/index.ts';
import { identify } from '#core/identity/index.ts';
import { newId } from '#core/ids/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { apiBase } from '../api-base.ts';
import { localeOf } from '../accept-language.ts';
import type { Endpoint, Reply } from './endpoint.ts';
import { endpoints } from './endpoints/index.ts';
import { type KeptAnswer, once } from './idempotency.ts';
import { ApiProblem, isAway, problemResponse, refusalResponse, type Say } from './problem.ts';
import { bytesOf, readBody, readParams, readQuery } from './read-input.ts';
import { createRouter, type Match } from './router.ts';

const route = createRouter(endpoints);

export interface ApiSetting {
	/** Address of the client, for limits. */
	client: string;
	/** Public address of the installation, without a slash at the end. */
	origin: string;
	/** The limits of the whole installation on what changes something, and those on reading. */
	writes: RateLimiter;
	reads: RateLimiter;
	/** Sentences of the modules. */
	say: Say;
}

/**
 * Answers a request below `/api/v1`. Who asks is told by `Authorization: Bearer` alone: a cookie counts for nothing here,
 * so no other site can make a browser act. Never throws; a fault of ours is logged under an id that the answer names.
 */
export async function answerApi(ctx: Context, request: Request, setting: ApiSetting): Promise<Response> {
	const locale = localeOf(request.headers.get('accept-language'));
	try {
		return await handled(ctx, request, setting, locale);
	} catch (thrown) {
		if (thrown instanceof ApiProblem) return problemResponse(thrown, locale, setting.say);
		if (thrown instanceof Refusal) return refusalResponse(thrown, locale, setting.say);
		if (isAway(thrown)) return problemResponse({ status: 503, code: 'unavailable' }, locale, setting.say);
		const instance = newId();
		const path = new URL(request.url).pathname;
		ctx.log.error('api-failed', { id: instance, method: request.method, path, error: thrown });
		return problemResponse({ status: 500, code: 'internal', instance }, locale, setting.say);
	}
}

async function handled(ctx: Context, request: Request, setting: ApiSetting, locale: Locale): Promise<Response> {
	const url = new URL(request.url);
	const match = url.pathname.startsWith(`${apiBase}/`) ? route(url.pathname.slice(apiBase.length)) : undefined;
	if (!match) throw new ApiProblem(404, 'no-such-address');
	if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: allowed(match) } });
	const endpoint = match.endpoints[request.method === 'HEAD' ? 'GET' : request.method];
	if (!endpoint) {
		const headers = { allow: allowed(match) };
		throw new ApiProblem(405, 'method-not-allowed', { params: { allowed: headers.allow }, headers });
	}
	const actor = await whoAsks(ctx, request);
	takeTurn(actor, request, setting);
	demandScope(endpoint, actor);
	const params = readParams(endpoint, match.params);
	const query = readQuery(endpoint, url.searchParams, locale);
	const bytes = endpoint.body === 'file' || endpoint.method === 'GET' ? null : await bytesOf(request);
	const body = await readBody(endpoint, bytes, request.headers.get('content-type') ?? '', locale);
	const { origin } = setting;
	const run = (within: Context) =>
		endpoint.run({ ctx: within, actor, locale, params, query, body, request, origin } as never);

	const key = request.headers.get('idempotency-key');
	const personId = personOf(actor);
	if (endpoint.method === 'POST' && key !== null && personId !== undefined) {
		const at = {
			personId,
			key,
			method: endpoint.method,
			path: url.pathname + url.search,
			body: bytes ?? Buffer.alloc(0),
		};
		const { again, ...kept } = await once(ctx, at, async (tx) => asAnswer(await run(tx), endpoint));
		return sent(kept, again ? { 'idempotent-replayed': 'true' } : {});
	}
	const reply = await run(ctx);
	if (reply instanceof Response) return reply;
	return finished(request, endpoint, asAnswer(reply, endpoint));
}

function allowed({ endpoints: known }: Match): string {
	const own = Object.keys(known);
	return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

/** @throws ApiProblem 401 for a token that is not good: it must not pass for nobody's where everybody may read */
async function whoAsks(ctx: Context, request: Request): Promise<Actor> {
	const authorization = request.headers.get('authorization');
	if (authorization === null) return visitor;
	const { actor } = await identify(ctx, { authorization });
	if (actor.kind === 'visitor') throw new ApiProblem(401, 'token-unknown');
	return actor;
}

/** @throws ApiProblem 429 with the seconds to wait */
function takeTurn(actor: Actor, request: Request, { client, writes, reads }: ApiSetting): void {
	if (isLoopback(client)) return;
	const reading = request.method === 'GET' || request.method === 'HEAD';
	const wait = (reading ? reads : writes).take(
		reading ? (personOf(actor) ?? clientNetwork(client)) : clientNetwork(client),
	);
	if (wait > 0) throw new ApiProblem(429, 'too-many-requests', { params: { seconds: wait } });
}

/** A token does what its scopes allow, wherever its owner might do more. @throws ApiProblem 401, 403 */
function demandScope({ needs }: Endpoint, actor: Actor): void {
	if (needs === 'public') return;
	if (actor.kind === 'visitor') throw new ApiProblem(401, 'token-needed');
	if (needs === 'token' || actor.kind !== 'person' || !actor.limitedTo) return;
	if (needs.some((action) => actor.limitedTo?.includes(action))) return;
	throw new ApiProblem(403, 'scope-missing', { params: { needs: needs.join(', ') } });
}

function asAnswer(reply: Reply | Response, endpoint: Endpoint): KeptAnswer {
	if (reply instanceof Response) throw new Error(`${endpoint.id} answers bytes and can't be kept`);
	const status = reply.status ?? 200;
	if (!endpoint.answers[status]) throw new Error(`${endpoint.id} answers ${status}, which its document lacks`);
	return { status, body: reply.body === undefined ? '' : JSON.stringify(reply.body), headers: reply.headers ?? {} };
}

function sent({ status, body, headers }: KeptAnswer, more: Record<string, string>): Response {
	const type: Record<string, string> = body === '' ? {} : { 'content-type': 'application/json' };
	const all = { ...type, 'cache-control': 'private, no-store', vary: 'authorization', ...headers, ...more };
	return new Response(body === '' ? null : body, { status, headers: all });
}

/** Public answers carry a validator and may be kept as long as every use asks for it; all others nobody keeps. */
function finished(request: Request, endpoint: Endpoint, kept: KeptAnswer): Response {
	if (endpoint.needs !== 'public' || endpoint.method !== 'GET') return sent(kept, {});
	const etag = `"${createHash('sha256').update(kept.body).digest('base64url').slice(0, 27)}"`;
	const headers = { etag, 'cache-control': 'public, no-cache', vary: 'accept-encoding' };
	const known = (request.headers.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
	if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers });
	return sent(kept, headers);
}
