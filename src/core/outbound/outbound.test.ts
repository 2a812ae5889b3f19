import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { fetchDocument, type FetchRules, isPublicAddress } from './index.ts';

/* A real server that behaves well and badly, and a second one at a port that nobody exempted. */

const started: Server[] = [];
async function serve(listener: Parameters<typeof createServer>[1]): Promise<string> {
	const server = createServer(listener as never);
	started.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterAll(() => {
	for (const server of started) {
		server.closeAllConnections();
		server.close();
	}
});

let insideAsked = 0;
const inside = await serve((_request, response) => {
	insideAsked += 1;
	response.end('secret of this machine');
});
const seen: Record<string, unknown>[] = [];
const outside = await serve((request, response) => {
	seen.push({ ...request.headers, path: request.url });
	const to = (location: string, status = 302) => response.writeHead(status, { location }).end();
	const packed = (encoding: string, body: Buffer) =>
		response.writeHead(200, { 'content-encoding': encoding }).end(body);
	switch (request.url) {
		case '/good':
			if (request.headers['if-none-match'] === '"a"') return void response.writeHead(304).end();
			response.writeHead(200, { etag: '"a"', 'content-type': 'text/xml', 'cache-control': 'public, max-age=900' });
			return void response.end('<rss/>');
		case '/moved':
			return void to('/good', 301);
		case '/elsewhere':
			return void to('/good');
		case '/to-inside':
			return void to(`http://${inside}/`);
		case '/to-metadata':
			return void to('http://169.254.169.254/latest/meta-data/');
		case '/to-decimal':
			return void to('http://2130706433/');
		case '/to-mapped':
			return void to('http://[::ffff:7f00:1]/');
		case '/to-name':
			return void to(`http://localhost:${inside.split(':')[1]}/`);
		case '/to-file':
			return void to('file:///etc/passwd');
		case '/round':
			return void to('/round');
		case '/bomb':
			return void packed('gzip', gzipSync(Buffer.alloc(20_000_000)));
		case '/brotli':
			return void packed('br', brotliCompressSync('small'));
		case '/layers':
			return void packed('gzip, gzip', gzipSync(gzipSync('x')));
		case '/torn':
			return void packed('gzip', gzipSync('x'.repeat(9000)).subarray(0, 30));
		case '/no-gzip':
			return void packed('gzip', Buffer.from('this was never packed'));
		case '/huge':
			response.writeHead(200);
			for (let i = 0; i < 40; i += 1) response.write('x'.repeat(100_000));
			return void response.end();
		case '/slow':
			response.writeHead(200);
			response.write('<rss>');
			return;
		case '/busy':
			return void response.writeHead(503, { 'retry-after': '120' }).end();
		case '/gone':
			return void response.writeHead(410).end();
		default:
			return void response.writeHead(404).end();
	}
});

const rules: FetchRules = {
	timeout: 2000,
	bytes: 1_000_000,
	accept: 'application/rss+xml',
	exempt: (url) => url.host === outside,
};
const get = (path: string, known = {}, more: Partial<FetchRules> = {}) =>
	fetchDocument(`http://${outside}${path}`, known, { ...rules, ...more });

describe('a document of somebody else', () => {
	test('is fetched, and not again while it is the same', async () => {
		const first = await get('/good');
		expect(first).toMatchObject({
			kind: 'document',
			contentType: 'text/xml',
			validators: { etag: '"a"' },
			freshFor: 900,
		});
		expect(first.kind === 'document' && first.body.toString()).toBe('<rss/>');
		expect(await get('/good', { etag: '"a"', lastModified: 'x' })).toEqual({ kind: 'unchanged' });
		expect(seen.at(-1)).toMatchObject({ 'if-modified-since': 'x', 'accept-encoding': 'gzip, deflate, br' });
		expect(seen.at(-1)?.cookie).toBeUndefined();
	});

	test('is found behind redirects, and where they are for ever, the new address is told', async () => {
		expect(await get('/moved')).toMatchObject({ kind: 'document', movedTo: `http://${outside}/good` });
		const passing = await get('/elsewhere');
		expect(passing.kind).toBe('document');
		expect(passing).not.toHaveProperty('movedTo');
		expect(await get('/round')).toEqual({ kind: 'fault', fault: 'too-many-redirects' });
	});

	test.each(['/to-inside', '/to-metadata', '/to-decimal', '/to-mapped', '/to-name'])(
		'is not fetched from inside: %s',
		async (path) => {
			const before = insideAsked;
			expect(await get(path)).toEqual({ kind: 'fault', fault: 'refused-address' });
			expect(insideAsked).toBe(before);
		},
	);

	test('is fetched over http and https only, without passwords', async () => {
		expect(await get('/to-file')).toEqual({ kind: 'fault', fault: 'bad-address' });
		for (const address of ['file:///etc/passwd', 'gopher://x.example/', `http://a:b@${outside}/good`, 'feed.xml', '']) {
			expect(await fetchDocument(address, {}, rules)).toEqual({ kind: 'fault', fault: 'bad-address' });
		}
		expect(await fetchDocument(`http://${inside}/`, {}, rules)).toEqual({ kind: 'fault', fault: 'refused-address' });
		expect(await fetchDocument('http://[::1]/', {}, rules)).toEqual({ kind: 'fault', fault: 'refused-address' });
	});

	test('has a length, packed and unpacked, and a time', async () => {
		const began = process.memoryUsage().rss;
		expect(await get('/bomb')).toEqual({ kind: 'fault', fault: 'too-large' });
		expect(process.memoryUsage().rss - began).toBeLessThan(100_000_000);
		expect(await get('/huge')).toEqual({ kind: 'fault', fault: 'too-large' });
		expect(await get('/slow', {}, { timeout: 200 })).toEqual({ kind: 'fault', fault: 'timeout' });
		const small = await get('/brotli');
		expect(small.kind === 'document' && small.body.toString()).toBe('small');
	});

	test('that is broken, refused or gone says so', async () => {
		expect(await get('/layers')).toEqual({ kind: 'fault', fault: 'bad-answer' });
		expect(await get('/torn')).toEqual({ kind: 'fault', fault: 'bad-answer' });
		expect(await get('/no-gzip')).toEqual({ kind: 'fault', fault: 'bad-answer' });
		expect(await get('/busy')).toEqual({ kind: 'fault', fault: 'server-fault', status: 503, retryAfter: 120 });
		expect(await get('/gone')).toMatchObject({ fault: 'gone', status: 410 });
		expect(await get('/nowhere')).toMatchObject({ fault: 'refused', status: 404 });
		expect(await fetchDocument('http://127.0.0.1:9/', {}, { ...rules, exempt: () => true })).toEqual({
			kind: 'fault',
			fault: 'no-connection',
		});
	});
});

test('addresses of the public internet', () => {
	for (const address of ['1.1.1.1', '93.184.216.34', '2606:4700::1111']) expect(isPublicAddress(address)).toBe(true);
	const others = ['127.0.0.1', '10.1.2.3', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', '::ffff:1.1.1.1'];
	for (const address of [...others, 'fe80::1', 'fd00::1', '64:ff9b::7f00:1', '2002:7f00:1::', 'localhost']) {
		expect(isPublicAddress(address)).toBe(false);
	}
});
