import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { testBrowser } from '../setup/browser.ts';
import { parseAnnouncement, startServer } from '../setup/server.ts';

/** What the journeys stand on: the server starts, says where it is, ends in order; the browser notices what pages must not do. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);

/** A page with everything that a page must not do. */
const bad = createServer((_request, response) => {
	response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "script-src 'none'" });
	response.end('<html><body><img src="http://127.0.0.1:9/x.png"><script>1</script><button></button></body></html>');
});
await new Promise<void>((resolve) => bad.listen(0, '127.0.0.1', resolve));
afterAll(() => bad.close());
const badOrigin = `http://127.0.0.1:${(bad.address() as AddressInfo).port}`;

test('the server is alive, ready, and answers the front page', async () => {
	expect(await (await fetch(`${server.origin}/healthz`)).text()).toBe('ok\n');
	expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
	expect((await fetch(`${server.origin}/`)).status).toBe(200);
});

test('the announcement is read: address and links', () => {
	const text =
		'\nOrrery answers on http://localhost:1\n  author        http://localhost:1/a?x=1\n  track chair: http://localhost:1/b\n';
	expect(parseAnnouncement(text)).toEqual({
		origin: 'http://localhost:1',
		links: { author: 'http://localhost:1/a?x=1', 'track chair': 'http://localhost:1/b' },
	});
});

test('a second server on the same folder is refused with the name of the first', async () => {
	await expect(startServer({ dataDir: server.dataDir })).rejects.toThrow(new RegExp(`process ${server.pid}`));
});

test('the browser notices a request elsewhere, a policy violation and an inaccessible page', async () => {
	const reader = await browser.reader();
	await reader.page.goto(badOrigin);
	expect(reader.complaints.join('\n')).toContain('request to another host');
	expect(reader.complaints.join('\n')).toContain('Content Security Policy');
	expect(() => reader.expectNoComplaints()).toThrow(/what pages must not do/);
	await expect(reader.expectAccessible()).rejects.toThrow(/button-name/);
	await reader.close();
});

test('the front page does none of that, in both languages, with and without scripts', async () => {
	for (const path of ['/', '/zh']) {
		const reader = await browser.reader({ locale: path === '/' ? 'en-GB' : 'zh-CN' });
		await reader.page.goto(server.origin + path);
		await reader.expectAccessible();
		reader.expectNoComplaints();
		await reader.close();
	}
	const plain = await browser.reader({ javaScript: false, viewport: { width: 360, height: 740 } });
	expect((await plain.page.goto(server.origin))?.status()).toBe(200);
	plain.expectNoComplaints();
	await plain.close();
});

test('SIGTERM ends it in order, and the folder is free for the next', async () => {
	const second = await startServer();
	expect(await second.stop()).toBe(0);
	expect(existsSync(`${second.dataDir}/owner.json`)).toBe(false);
	const third = await second.again();
	expect((await fetch(`${third.origin}/readyz`)).status).toBe(200);
	await third.dispose();
	expect(existsSync(second.dataDir)).toBe(false);
});
