import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inProject } from '../../src/core/paths/index.ts';
import { testBrowser } from '../setup/browser.ts';
import { type Caller, signInCast, stranger } from '../setup/cast.ts';
import { orrery } from '../setup/journey/command-line.ts';
import { startServer } from '../setup/server.ts';

/** A standing call over HTTP, as a browser without scripts asks: its pages, an application, its desk, and who sees nothing. */
const server = await startServer({ env: { ORRERY_CLOCK: '2022-03-01T10:00:00Z' }, patience: 120_000 });
const browser = await testBrowser(server.origin);
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

/** The author hands in a project by this name. @returns the id of the application */
async function handIn(title: string, transfer: string): Promise<string> {
	const page = await text(author, '/calls/star-enterprises/apply');
	const once = /name="once" value="(\w+)"/.exec(page)?.[1] ?? expect.fail('the form has no name of its own');
	const sent = await author.ask('/calls/star-enterprises/apply?/submit', {
		method: 'POST',
		body: form({
			draft: '',
			revision: '0',
			once,
			kind: 'project',
			name: title,
			country: 'CN',
			summary: Array.from({ length: 60 }, (_, i) => `word${i}`).join(' '),
			transfer,
			'contact.0.given': 'Ada',
			'contact.0.family': 'Example',
			'contact.0.email': 'ada@university.example',
		}),
	});
	const receipt = /^\/me\/applications\/(\w+)\?submitted=1$/.exec(sent.headers.get('location') ?? '');
	expect([sent.status, receipt?.[0]]).toEqual([303, expect.any(String)]);
	return receipt?.[1] as string;
}

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

test('they show at once how its organisation and the contacts at their foot are called now', async () => {
	const visitor = stranger(server);
	const pages = ['/calls', '/calls/star-enterprises', '/editions', '/news'];
	for (const path of pages)
		expect([path, await text(visitor, path)]).toEqual([path, expect.stringContaining('Secretariat of the symposium')]);
	const folder = await mkdtemp(join(tmpdir(), 'renamed-'));
	await cp(inProject('editions', 'ipspace-2021'), folder, { recursive: true });
	for (const [file, was, is] of [
		['organisations.yaml', 'en: International Peace Alliance (Space)', 'en: Renamed Alliance'],
		['edition.yaml', 'en: Secretariat of the symposium', 'en: Renamed secretariat'],
	] as const) {
		const yaml = await readFile(join(folder, file), 'utf8');
		expect(yaml).toContain(was);
		await writeFile(join(folder, file), yaml.replace(was, is));
	}
	await orrery(server, 'edition', 'import', folder);
	await rm(folder, { recursive: true });
	for (const path of pages) {
		await expect.poll(() => text(visitor, path), { timeout: 5000 }).toContain('Renamed secretariat');
	}
	for (const path of pages.slice(0, 2))
		expect([path, await text(visitor, path)]).toEqual([path, expect.stringContaining('Renamed Alliance')]);
});

test('what is handed in stands at its own desk, and nowhere at the desk of an edition', async () => {
	const id = await handIn(name, 'From a lander to a harvester.');
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

test('a member of its panel scores in Chinese, on a telephone, without scripts', async () => {
	const id = await handIn('Second Harvest Orbit', 'From an orbit to a field.');
	const act = async (path: string, entries: [string, string][]) => {
		const response = await organiser.ask(path, { method: 'POST', body: new URLSearchParams(entries) });
		expect([path, response.status]).toEqual([path, 303]);
	};
	const page = `${desk}/applications/${id}`;
	await act(`${page}?/screen`, [
		['checks', 'space'],
		['checks', 'peaceful'],
	]);
	await act(`${page}?/decide`, [
		['outcome', 'eligible'],
		['stage', 'eligibility'],
	]);
	await orrery(server, 'user', 'grant', 'juror@ipspace.example', 'reviewer', 'call:star-enterprises');
	const stage = `${desk}/calls/star-enterprises/stages/written`;
	const board = await text(organiser, stage);
	const person =
		/name="people"[^>]*value="(\w+)"/.exec(board)?.[1] ?? /value="(\w+)"[^>]*name="people"/.exec(board)?.[1];
	await act(`${stage}?/assign`, [
		['applications', id],
		['people', person as string],
	]);
	// Of those who were not asked, nobody finds it at this address: not even who runs the call.
	expect((await organiser.ask(`/review/${id}`)).status).toBe(404);
	expect((await author.ask(`/review/${id}`)).status).toBe(404);

	const reader = await browser.reader({ locale: 'zh-CN', javaScript: false, viewport: { width: 360, height: 740 } });
	const { page: at } = reader;
	await at.goto(server.links.juror as string);
	await at.click('main button');
	await at.goto(`${server.origin}/zh/review`);
	await at.locator('.task-list a').click();
	expect(await at.textContent('html')).not.toContain('ada@university.example');
	await at.getByRole('button', { name: '提交评审' }).click();
	expect(await at.textContent('[role=alert]')).toContain('创新性：请打分。');
	for (const [criterion, points] of [
		['novelty', '8'],
		['transfer', '6'],
		['impact', '7'],
	]) {
		await at.locator(`label:has(input[name="points.${criterion}"][value="${points}"])`).click();
	}
	await at.getByRole('button', { name: '提交评审' }).click();
	expect(await at.textContent('main')).toContain('评审已提交');
	expect(await at.textContent('#score')).toContain('70.0');
	expect(await at.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
	await reader.close();
	expect(await text(organiser, stage)).toContain('70.0');
	expect((await text(organiser, page)).replace(/\s+/g, ' ')).toContain('Akihiro Hoshikawa');
}, 60_000);
