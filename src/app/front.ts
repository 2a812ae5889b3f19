import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CachedPage, type Metrics, isLoopback, securityHeaders } from '#core/http/index.ts';
import type { Running } from './running.ts';

type Next = (request: IncomingMessage, response: ServerResponse) => void;

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
	const publicOrigin = app.ctx.config.baseUrl ? new URL(app.ctx.config.baseUrl) : undefined;
	const always = Object.entries(securityHeaders(publicOrigin?.protocol === 'https:'));
	return (request: IncomingMessage, response: ServerResponse): void => {
		const began = performance.now();
		for (const [name, value] of always) response.setHeader(name, value);
		const url = request.url ?? '/';
		if (url === '/healthz') return text(response, 200, 'ok\n');
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
		const host = request.headers.host ?? '';
		if (!publicOrigin && !/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host) && app.ctx.clock.rehearsal) {
			// A page of another site could otherwise reach a rehearsal on this machine under its own name (DNS rebinding).
			return text(response, 421, `This rehearsal answers to localhost only; set BASE_URL to serve it as ${host}.\n`);
		}
		if (request.method === 'GET' || request.method === 'HEAD') {
			const page = app.pages.get(url);
			if (page) {
				answer(request, response, page, app.pages.maxAge(page.until));
				metrics.request('cached', response.statusCode, (performance.now() - began) / 1000);
				return;
			}
		}
		request.headers[privateHeaders.protocol] = publicOrigin ? publicOrigin.protocol.slice(0, -1) : 'http';
		request.headers[privateHeaders.host] = publicOrigin ? publicOrigin.host : host;
		request.headers[privateHeaders.address] = client;
		response.once('close', () => {
			const kind = url.startsWith('/_app/') ? 'file' : 'page';
			metrics.request(kind, response.statusCode, (performance.now() - began) / 1000);
		});
		next(request, response);
	};
}

function text(response: ServerResponse, status: number, body: string): void {
	response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
	response.end(body);
}

/** Writes a finished page, or 304 when the client has it. */
export function answer(request: IncomingMessage, response: ServerResponse, page: CachedPage, maxAge: number): void {
	const encodings = String(request.headers['accept-encoding'] ?? '');
	const encoding =
		page.gzip === page.body
			? undefined
			: /\bbr\b/.test(encodings)
				? 'br'
				: /\bgzip\b/.test(encodings)
					? 'gzip'
					: undefined;
	response.setHeader('etag', page.etag);
	response.setHeader('vary', 'accept-encoding');
	response.setHeader('cache-control', `public, max-age=${maxAge}, s-maxage=${maxAge}, stale-while-revalidate=30`);
	for (const name in page.headers) response.setHeader(name, page.headers[name] ?? '');
	if (String(request.headers['if-none-match'] ?? '').includes(page.etag.replace(/^W\//, ''))) {
		response.writeHead(304).end();
		return;
	}
	const body = encoding === 'br' ? page.br : encoding === 'gzip' ? page.gzip : page.body;
	if (encoding) response.setHeader('content-encoding', encoding);
	response.setHeader('content-type', page.contentType);
	response.setHeader('content-length', body.length);
	response.writeHead(200);
	response.end(request.method === 'HEAD' ? undefined : body);
}
