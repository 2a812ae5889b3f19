import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, signInCast, stranger } from '../setup/cast.ts';
import { startServer } from '../setup/server.ts';

/** A standing call over HTTP, as a browser without scripts asks: its pages, an application, its desk, and who sees nothing. */
const server = await startServer({ env: { ORRERY_CLOCK: '2022-03-01T10:00:00Z' }, patience: 120_000 });
afterAll(() => server.dispose());

const name = 'Quiet Lander Works';
const desk = '/desk/star-enterprises';
let author: Caller;
let organiser: Caller;
let secretary: Caller;

beforeAll(async () => {
	const cast = await signInCast(server);
	author = cast.get('author') as Caller;
	organiser = cast.get('organiser') as Caller;
	secretary = cast.get('secretary') as Caller;
});

const text = async (who: Caller, path: string) => {
	const response = await who.ask(path);
	expect([path, response.status]).toEqual([path, 200]);
	return response.text();
};
const form = (entries: Record<string, string>) => {
	const body = new FormData();
	for (const [key, value] of Object.entries(entries)) body.append(key, value);
	return body;
};

test('its pages are public, alike for everybody, and say in which round one is', async () => {
	const visitor = stranger(server);
	expect(await text(visitor, '/calls')).toContain('Star enterprises and projects');
	expect(await text(visitor, '/zh/calls')).toContain('明星企业与项目遴选');
	const page = await visitor.ask('/calls/star-enterprises');
	const html = await page.text();
	expect(html).toContain('Round of 2022');
	expect(html).toContain('International Peace Alliance (Space)');
	expect(page.headers.getSetCookie()).toEqual([]);
	expect(page.headers.get('cache-control')).toContain('public');
	expect(html).not.toMatch(/<script(?! type="(module"|application\/ld\+json"))/);
	expect(await text(visitor, '/sitemap-site.xml')).toContain('/calls/star-enterprises<');
	for (const path of [
		'/calls/nothing',
		'/calls/nothing/apply',
		'/calls/abstracts',
		'/ipspace-2021/calls/star-enterprises',
	]) {
		expect([path, (await visitor.ask(path)).status]).toEqual([path, 404]);
	}
});

test('what is handed in stands at its own desk, and nowhere at the desk of an edition', async () => {
	const sent = await author.ask('/calls/star-enterprises/apply?/submit', {
		method: 'POST',
		body: form({
			draft: '',
			revision: '0',
			once: '',
			kind: 'project',
			name,
			country: 'CN',
			summary: Array.from({ length: 60 }, (_, i) => `word${i}`).join(' '),
			transfer: 'From a lander to a harvester.',
			'contact.0.given': 'Ada',
			'contact.0.family': 'Example',
			'contact.0.email': 'ada@university.example',
		}),
	});
	expect([sent.status, sent.headers.get('location')]).toEqual([
		303,
		expect.stringMatching(/^\/me\/applications\/\w+\?submitted=1$/),
	]);
	const id = /applications\/(\w+)/.exec(sent.headers.get('location') ?? '')?.[1];
	expect(await text(author, `/me/applications/${id}`)).toContain(name);

	expect(await text(organiser, '/desk')).toContain('Star enterprises and projects');
	expect(await text(organiser, desk)).toContain('Star enterprises and projects');
	expect(await text(organiser, `${desk}/applications`)).toContain(name);
	expect(await text(organiser, `${desk}/applications/${id}`)).toContain('Round of 2022');
	expect(await text(organiser, `${desk}/applications.csv`)).toContain(name);
	for (const part of ['letters', 'people', 'outbox', 'calls/star-enterprises/window'])
		await text(organiser, `${desk}/${part}`);
	// What only an edition has is not there.
	for (const part of ['site', 'publish', 'close', 'enquiries', 'site/assets', 'site/export']) {
		expect([part, (await organiser.ask(`${desk}/${part}`)).status]).toEqual([part, 404]);
	}

	for (const part of [
		'',
		'/applications',
		`/applications/${id}`,
		'/applications.csv',
		'/applications.json',
		'/letters',
		'/people',
		'/outbox',
		'/calls/star-enterprises/window',
	]) {
		expect([part, (await secretary.ask(`${desk}${part}`)).status]).toEqual([part, 404]);
	}
	expect((await secretary.ask(`/desk/applications/${id}`)).status).toBe(404);
	expect((await secretary.ask(`/desk/ipspace-2021/applications/${id}`)).status).toBe(404);
	for (const part of [
		'applications.csv',
		'applications.json',
		`applications?text=${encodeURIComponent('Quiet Lander')}`,
	]) {
		expect(await text(secretary, `/desk/ipspace-2021/${part}`)).not.toContain(name);
	}
	expect((await secretary.ask('/desk')).status).toBe(200);
	expect(await text(secretary, '/desk')).not.toContain('Star enterprises');
});

test('a personal link opens a closed call to who holds it, and its secret leaves the address at once', async () => {
	const apply = '/ipspace-2021/calls/abstracts/apply';
	const answer = await secretary.ask('/desk/ipspace-2021/calls/abstracts/window?/link', {
		method: 'POST',
		body: form({ label: 'Missed the night', email: '', language: 'en', uses: '1', expires: '2022-03-31', until: '' }),
	});
	const secret = /\?late=([0-9a-z]{40})</.exec(await answer.text())?.[1] ?? expect.fail('no link was shown');
	const holder = stranger(server);
	const opened = await holder.ask(`${apply}?late=${secret}`);
	expect([opened.status, opened.headers.get('location')]).toEqual([303, apply]);
	const html = await text(holder, apply);
	expect(html).toContain('By your personal link you may still submit');
	expect(html).not.toContain(secret);
	const save = (who: Caller) =>
		who.ask(`${apply}?/save`, { method: 'POST', body: form({ draft: '', revision: '0', title: 'After the close' }) });
	expect((await save(holder)).headers.get('location')).toMatch(/apply\?draft=/);
	const other = stranger(server);
	expect(await text(other, apply)).not.toContain('By your personal link');
	expect((await save(other)).status).toBeGreaterThanOrEqual(400);
	const wrong = await other.ask(`${apply}?late=${'0'.repeat(40)}`);
	expect(await text(other, wrong.headers.get('location') ?? '')).toContain('opens nothing any more');
	expect(server.output()).not.toContain(secret);
});
