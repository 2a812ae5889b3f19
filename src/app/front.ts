import type { IncomingMessage, ServerResponse } from 'node:http';
import {
	type CachedPage,
	type Encoding,
	encodingFor,
	type Metrics,
	isLoopback,
	securityHeaders,
} from '#core/http/index.ts';
import { markHeader } from '#modules/installation/server/index.ts';
import type { Running } from './running.ts';

type Next = (request: IncomingMessage, response: ServerResponse) => void;

/** By what names a rehearsal without BASE_URL answers. */
const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** The addresses that stand in `List-Unsubscribe`. */
const oneClick = /^(?:\/zh)?\/newsletter\/u\/[^/?]+(?:\?|$)/;

/** Methods of HTTP that the framework has no word for. */
const unspeakable = new Set(['TRACE', 'TRACK', 'CONNECT']);

/** Names under which we tell the framework the scheme and host; whatever a client sends under them is overwritten. */
export const privateHeaders = { protocol: 'x-orrery-protocol', host: 'x-orrery-host', address: 'x-orrery-address' };

/**
 * What is answered before the framework: health, metrics, finished public pages. Everything else goes to `next`, with
 * the address it was reached at.
 */
export function createFront(
	app: Running,
	metrics: Metrics,
	ready: () => Promise<boolean>,
	clientOf: (r: IncomingMessage) => string,
	next: Next,
) {
	const { config, clock } = app.ctx;
	let place = placeOf(config.baseUrl);
	/** Before the public address is known (the set-up), a proxy that we trust says how readers speak to it. */
	const reachedBy = (request: IncomingMessage) =>
		config.trustProxy > 0 && request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
	return (request: IncomingMessage, response: ServerResponse): void => {
		const began = performance.now();
		// Whoever sets the installation up changes it while we run.
		if (place.baseUrl !== config.baseUrl) place = placeOf(config.baseUrl);
		const { publicOrigin, always } = place;
		const checksHost = !publicOrigin && clock.rehearsal;
		const url = request.url ?? '/';
		const host = request.headers.host ?? '';
		const isHere = !checksHost || ownHost.test(host);
		if (isHere && (request.method === 'GET' || request.method === 'HEAD')) {
			const page = app.pages.get(url);
			if (page) {
				const status = answer(request, response, page, app.pages.maxAge(page), always);
				metrics.request('cached', status, (performance.now() - began) / 1000);
				return;
			}
		}
		for (const [name, value] of always) response.setHeader(name, value);
		if (url === '/healthz') {
			response.setHeader(markHeader, app.mark);
			return text(response, 200, 'ok\n');
		}
		if (url === '/readyz') {
			ready().then(
				(good) => text(response, good ? 200 : 503, good ? 'ready\n' : 'not ready\n'),
				() => text(response, 503, 'not ready\n'),
			);
			return;
		}
		const client = clientOf(request);
		if (url === '/metrics') {
			// Operators read it from this machine (or through their own proxy rule); it is nobody else's business.
			if (!isLoopback(client)) return text(response, 404, 'not found\n');
			metrics.text().then((body) => {
				response.setHeader('content-type', metrics.contentType);
				response.end(body);
			});
			return;
		}
		if (!isHere) {
			// A page of another site could otherwise reach a rehearsal on this machine under its own name (DNS rebinding).
			return text(response, 421, `This rehearsal answers to localhost only; set BASE_URL to serve it as ${host}.\n`);
		}
		request.headers[privateHeaders.protocol] = publicOrigin ? publicOrigin.protocol.slice(0, -1) : reachedBy(request);
		request.headers[privateHeaders.host] = publicOrigin ? publicOrigin.host : host;
		request.headers[privateHeaders.address] = client;
		if (url.startsWith('/api/')) {
			// No cookie counts for programs, so there is no browser to protect from other sites; the framework would refuse
			// forms that don't say where they come from.
			delete request.headers.cookie;
			if (unspeakable.has(request.method ?? '')) return refuseMethod(response);
			request.headers.origin = `${request.headers[privateHeaders.protocol]}://${request.headers[privateHeaders.host]}`;
		}
		if (request.method === 'POST' && oneClick.test(url)) {
			// The provider of a mailbox unsubscribes its user (RFC 8058): from anywhere, in the name of nobody. The secret in
			// the address is all that counts, so there is no session that another site could abuse.
			delete request.headers.cookie;
			delete request.headers['sec-fetch-site'];
			request.headers.origin = `${request.headers[privateHeaders.protocol]}://${request.headers[privateHeaders.host]}`;
		}
		response.once('close', () => {
			const kind = url.startsWith('/_app/') ? 'file' : 'page';
			metrics.request(kind, response.statusCode, (performance.now() - began) / 1000);
		});
		next(request, response);
	};
}

/** What follows from the public address. */
function placeOf(baseUrl: string | undefined) {
	const publicOrigin = baseUrl ? new URL(baseUrl) : undefined;
	return { baseUrl, publicOrigin, always: Object.entries(securityHeaders(publicOrigin?.protocol === 'https:')) };
}

/** As the interface for programs refuses any other method (RFC 9457). */
function refuseMethod(response: ServerResponse): void {
	const allow = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
	const [status, code] = [405, 'method-not-allowed'];
	const body = { type: `urn:orrery:problem:${code}`, title: `This address takes ${allow} at most.`, status, code };
	response.writeHead(status, { 'content-type': 'application/problem+json', allow, 'cache-control': 'no-store' });
	response.end(JSON.stringify(body));
}

function text(response: ServerResponse, status: number, body: string): void {
	response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
	response.end(body);
}

/** Writes a finished page, or 304 when the client has it. @returns the status */
function answer(
	request: IncomingMessage,
	response: ServerResponse,
	page: CachedPage,
	maxAge: number,
	always: readonly (readonly [string, string])[],
): number {
	const encoding = page.gzip === page.body ? undefined : encodingOf(String(request.headers['accept-encoding'] ?? ''));
	// One flat list, written at once: setting headers one by one costs more than the page.
	const headers: string[] = ['etag', page.etag, 'vary', 'accept-encoding'];
	// Where every use must ask (a rehearsal), an old page may not be shown meanwhile either.
	const meanwhile = maxAge > 0 ? ', stale-while-revalidate=30' : '';
	headers.push('cache-control', `public, max-age=${maxAge}, s-maxage=${maxAge}${meanwhile}`);
	// A picture that others may show says so itself.
	for (const [name, value] of always) if (!(name in page.headers)) headers.push(name, value);
	for (const name in page.headers) headers.push(name, page.headers[name] ?? '');
	const known = request.headers['if-none-match'];
	if (known?.includes(page.etag.replace(/^W\//, ''))) {
		response.writeHead(304, headers).end();
		return 304;
	}
	const body = encoding === 'br' ? page.br : encoding === 'gzip' ? page.gzip : page.body;
	if (encoding) headers.push('content-encoding', encoding);
	headers.push('content-type', page.contentType, 'content-length', String(body.length));
	response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body);
	return 200;
}

/** As `encodingFor` chooses; no browser weighs, and then looking for the name is enough, a few thousand times a second. */
function encodingOf(accept: string): Encoding | undefined {
	if (accept.includes('=')) return encodingFor(accept);
	return accept.includes('br') ? 'br' : accept.includes('gzip') ? 'gzip' : undefined;
}
