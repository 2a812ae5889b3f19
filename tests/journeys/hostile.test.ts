import { afterAll, expect, test } from 'vitest';
import { signInCast, stranger } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/** What no browser of ours sends: no fault may come of it, nothing public may be spoilt by it, and every refusal must arrive. */
const server = await startServer();
afterAll(() => server.dispose());
const visitor = stranger(server);
const cast = await signInCast(server);
const apply = '/ipspace-2021/calls/abstracts/apply';

test('the data of a public page is never answered in place of the page', async () => {
	for (const path of ['/ipspace-2021/tracks', '/zh/ipspace-2021/tracks']) {
		const data = await visitor.ask(`${path}/__data.json`);
		expect(data.headers.get('cache-control') ?? '').not.toContain('public');
		const page = await visitor.ask(path);
		expect(page.headers.get('content-type')).toContain('text/html');
		expect(await page.text()).toMatch(/^<!doctype html>/i);
	}
});

test('NUL in an address is nothing of ours: 404 for everybody', async () => {
	const paths = ['/%00', '/zh/%00', '/files/%00', '/mailbox?q=%00', '/me/letters/%00', `${apply}?draft=%00`];
	paths.push('/desk/ipspace-2021/applications?q=%00', '/desk/applications/%00', '/mailbox/to/%00');
	for (const who of [visitor, ...cast.values()]) {
		for (const path of paths) expect((await who.ask(path)).status, `${who.name} ${path}`).toBe(404);
	}
});

test('whoever is signed in stays so where nothing is, with the way back to his desk', async () => {
	const path = '/desk/ipspace-2021/applications/nothing';
	const page = await ((await cast.get('secretary')?.ask(path)) ?? new Response()).text();
	expect(page).toContain('href="/desk/ipspace-2021"');
	expect(page).not.toContain('href="/sign-in');
	const outside = await (await cast.get('author')?.ask(path))?.text();
	expect(outside).not.toContain('href="/desk');
});

test('a body that is no form is refused with an answer', async () => {
	const author = cast.get('author') ?? visitor;
	for (const path of ['/sign-in?/send', '/me/profile', '/verify/x', `${apply}?/save`, `${apply}/autosave`]) {
		for (const type of ['text/plain', 'multipart/form-data', 'multipart/form-data; boundary=b']) {
			const response = await author.ask(path, {
				method: 'POST',
				headers: { 'content-type': type },
				body: '--b\r\nabc',
			});
			expect(response.status, `${path} ${type}`).toBeLessThan(500);
			expect(response.status, `${path} ${type}`).toBeGreaterThanOrEqual(400);
		}
	}
	const many = new URLSearchParams(Array.from({ length: 10_000 }, (_, i) => [`field${i}`, 'x']));
	expect((await author.ask(`${apply}/autosave`, { method: 'POST', body: many })).status).toBe(413);
	for (const wrong of [{ revision: 'NaN' }, { revision: '1e99' }, { draft: '\0' }]) {
		const body = new URLSearchParams({ draft: '', revision: '0', title: 'Typed', ...wrong });
		expect((await author.ask(`${apply}/autosave`, { method: 'POST', body })).status).toBeLessThan(500);
	}
});

test('what another site has a browser send is refused, JSON too', async () => {
	const json = { method: 'POST', body: '{}' };
	for (const [name, value] of [
		['origin', 'https://evil.example'],
		['sec-fetch-site', 'cross-site'],
	] as const) {
		const headers = new Headers({ 'content-type': 'application/json', [name]: value });
		expect((await fetch(`${server.origin}/sign-in/passkey`, { ...json, headers })).status, name).toBe(403);
	}
	const own = { 'content-type': 'application/json', origin: server.origin };
	expect((await fetch(`${server.origin}/sign-in/passkey`, { ...json, headers: own })).status).toBe(200);
});
