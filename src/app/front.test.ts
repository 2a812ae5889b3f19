import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { realClock } from '#core/clock/index.ts';
import { createMetrics, createPageCache } from '#core/http/index.ts';
import { createFront } from './front.ts';
import type { Running } from './running.ts';

const clock = realClock();
const revisions = { of: () => 0, snapshot: () => new Map(), refresh: async () => undefined };
const pages = createPageCache(clock, revisions);
pages.put('/news', {
	...{ scope: 'news', revision: 0, until: Number.MAX_SAFE_INTEGER, etag: 'W/"one"', headers: {} },
	...{ contentType: 'text/html; charset=utf-8', body: Buffer.from('The same words. '.repeat(100)) },
});
const app = { ctx: { config: { trustProxy: 0 }, clock }, pages } as unknown as Running;
const server = createServer(
	createFront(
		app,
		createMetrics(),
		async () => true,
		() => '127.0.0.1',
		(_, response) => void response.writeHead(404).end(),
	),
);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** In which encoding a finished page comes to whoever accepts these. */
const encodingOf = (accept: string | undefined) =>
	new Promise((resolve, reject) => {
		const { port } = server.address() as AddressInfo;
		const headers = accept === undefined ? {} : { 'accept-encoding': accept };
		request({ port, path: '/news', agent: false, headers }, (response) => {
			response.resume();
			response.on('end', () => resolve(response.headers['content-encoding']));
		})
			.on('error', reject)
			.end();
	});

test.each([
	['gzip, deflate, br, zstd', 'br'],
	['gzip', 'gzip'],
	['br;q=0, gzip;q=0.5', 'gzip'],
	['gzip;q=0', undefined],
	['identity', undefined],
	[undefined, undefined],
])('a finished page comes to whoever accepts %j as %s', async (accept, encoding) => {
	expect(await encodingOf(accept)).toBe(encoding);
});
