import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processNow } from '../../src/core/clock/index.ts';
import { startTestProvider } from '../../src/core/identity/testing-provider.ts';
import { messages } from '../../src/modules/statements/ui/messages.ts';
import { signMessages } from '../../src/modules/statements/ui/sign-messages.ts';
import { testBrowser } from '../setup/browser.ts';
import { type Caller, signInCast, stranger } from '../setup/cast.ts';
import { orrery } from '../setup/journey/command-line.ts';
import { openMail } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/** Signing a statement on a small screen without scripts, and withdrawing; over every way out of the running server. */
const orcid = await startTestProvider({ id: 'orrery', secret: 'not-so-secret' }, processNow);
const server = await startServer({
	env: { ORCID_ISSUER: orcid.issuer, ORCID_CLIENT_ID: 'orrery', ORCID_CLIENT_SECRET: 'not-so-secret' },
});
const browser = await testBrowser(server.origin);
const folder = mkdtempSync(join(tmpdir(), 'orrery-statement-'));
afterAll(async () => {
	await server.dispose();
	await orcid.close();
	rmSync(folder, { recursive: true, force: true });
});

const slug = 'quiet-orbits';
const base = `/statements/${slug}`;
const name = 'Withdrawnham';
const email = 'ada@lakeside.example';

beforeAll(async () => {
	const dir = join(folder, slug);
	mkdirSync(dir);
	const file = [
		'organisation: ipa-space',
		'edition: ipspace-2021',
		'kind: initiative',
		'zone: Asia/Shanghai',
		'release: 2021-10-01T09:00',
		'signing: { from: 2021-10-01T09:00, moderation: after, institutions: [lakeside.example] }',
	];
	writeFileSync(join(dir, 'statement.yaml'), `${file.join('\n')}\n`);
	writeFileSync(join(dir, 'en.md'), '# Quiet Orbits\n\nWe ask that orbits stay **quiet**.\n');
	writeFileSync(join(dir, 'zh.md'), '# 宁静的轨道\n\n我们呼吁轨道保持**宁静**。\n');
	await orrery(server, 'statement', 'import', dir);
});

/** Every public way out, as it stands now. */
async function waysOut(who: Caller): Promise<string> {
	const paths = [
		base,
		`/zh${base}`,
		`${base}/signatories`,
		`${base}/signatories?q=Lakeside`,
		`${base}/signatories.csv`,
		`${base}/signatories.json`,
		'/statements',
		'/sitemap-site.xml',
		'/search?q=Lakeside',
		'/ipspace-2021/feed.xml',
		'/news/feed.xml',
	];
	const said = await Promise.all(
		paths.map(async (path) => {
			const answer = await who.ask(path);
			expect([path, answer.status]).toEqual([path, 200]);
			expect(answer.headers.getSetCookie()).toEqual([]);
			return answer.text();
		}),
	);
	return said.join('\n');
}
const named = async (who: Caller) => (await waysOut(who)).toLowerCase().includes(name.toLowerCase());

test('somebody signs in English at 360 pixels without JavaScript, appears, withdraws, and is gone', async () => {
	const visitor = stranger(server);
	const signer = await browser.reader({ javaScript: false, viewport: { width: 360, height: 740 } });
	const { page } = signer;
	const t = signMessages.en;
	// What looks for barriers is a script itself.
	const checker = await browser.reader({ viewport: { width: 360, height: 740 } });
	const check = async (path: string) => {
		await checker.page.goto(server.origin + path);
		await checker.expectAccessible();
		expect(await checker.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
	};
	await page.goto(server.origin + base);
	await page.getByRole('link', { name: messages.en.sign }).click();
	await page.waitForURL(/\/sign$/);
	// Nothing filled in: every field says so, and what is typed stays.
	await page.locator('[name=affiliation]').fill('Lakeside Sample University');
	await page.getByRole('button', { name: t.form.send }).click();
	await page.locator('#f-consent-error').waitFor();
	expect(await page.locator('[name=affiliation]').inputValue()).toBe('Lakeside Sample University');
	await check(`${base}/sign`);
	await page.locator('[name=family]').fill(name);
	await page.locator('[name=given]').fill('Ada');
	await page.locator('[name=country]').selectOption('NZ');
	await page.locator('[name=email]').fill(email);
	await page.locator('[name=consent]').check();
	await page.getByRole('button', { name: t.form.send }).click();
	await page.getByText(t.form.sentNext).waitFor();
	expect(await named(visitor)).toBe(false);

	await openMail(page, server.origin, 'en', email, /confirm/i);
	const link = /\/statements\/signatures\/[0-9a-z]{40}/.exec(await page.content())?.[0] as string;
	// Programs that check mail look first, as often as they like.
	for (const method of ['GET', 'HEAD', 'GET']) expect((await visitor.ask(link, { method })).status).toBe(200);
	expect(await named(visitor)).toBe(false);
	await check(link);
	await page.goto(server.origin + link);
	await page.getByRole('button', { name: t.own.confirm }).click();
	await page.getByText(t.own.donePublic).waitFor();
	expect(await named(visitor)).toBe(true);
	await check(base);
	const shown = await visitor.ask(base);
	expect(shown.headers.get('cache-control')).toContain('max-age=0');
	const etag = shown.headers.get('etag') as string;

	await page.getByRole('button', { name: t.own.withdraw }).click();
	await page.getByText(t.own.withdrawnText).waitFor();
	expect(await named(visitor)).toBe(false);
	// Whoever has kept the page is not told that it is still good.
	expect((await visitor.ask(base, { headers: { 'if-none-match': etag } })).status).toBe(200);
	await page.goto(server.origin + link);
	await page.getByText(t.own.goneText).waitFor();
	signer.expectNoComplaints(/404|400/);
	checker.expectNoComplaints();
});

test('somebody signs with the ORCID iD with which he has signed in, and it stands beside his name', async () => {
	const iD = '0000-0002-1825-0097';
	const t = signMessages.en;
	const signer = await browser.reader({ javaScript: false });
	const { page } = signer;
	orcid.person = { sub: iD, name: 'Josiah Sample' };
	await page.goto(`${server.origin}${base}/sign`);
	// Nobody is believed who only says so: the form offers to sign in, and ticks nothing.
	expect(await page.locator('[name=orcid]').count()).toBe(0);
	const signIn = await page.getByRole('link', { name: t.form.orcidSignIn }).getAttribute('href');
	expect(signIn).toBe(`/sign-in?next=${encodeURIComponent(`${base}/sign`)}`);
	// His account, to which he links what the provider says of him: there and back by the browser alone.
	await page.goto(Object.entries(server.links).find(([words]) => words.startsWith('author'))?.[1] ?? '');
	await page.locator('main form button').first().click();
	await page.waitForURL((url) => !url.pathname.includes('/cast/'));
	await page.goto(`${server.origin}/sign-in/with/orcid?link`);
	expect(new URL(page.url()).pathname).toBe('/me/security');
	await page.goto(`${server.origin}${base}/sign`);
	await page.locator('[name=orcid]').check();
	await page.locator('[name=family]').fill('Orchidham');
	await page.locator('[name=given]').fill('Josiah');
	await page.locator('[name=affiliation]').fill('Lakeside Sample University');
	await page.locator('[name=email]').fill('josiah@lakeside.example');
	await page.locator('[name=consent]').check();
	await page.getByRole('button', { name: t.form.send }).click();
	await page.getByText(t.form.sentNext).waitFor();
	await openMail(page, server.origin, 'en', 'josiah@lakeside.example', /confirm/i);
	const link = /\/statements\/signatures\/[0-9a-z]{40}/.exec(await page.content())?.[0] as string;
	await page.goto(server.origin + link);
	await page.getByRole('button', { name: t.own.confirm }).click();
	await page.getByText(t.own.donePublic).waitFor();
	await page.goto(`${server.origin}${base}/signatories`);
	const row = page.locator('tr', { hasText: 'Orchidham' });
	expect(await row.getByRole('link', { name: iD }).getAttribute('href')).toBe(`https://orcid.org/${iD}`);
	const list = await (await stranger(server).ask(`${base}/signatories.json`)).text();
	expect(list).toContain(iD);
	// Nothing of another host but the provider's own page, to which he went.
	signer.expectNoComplaints(new RegExp(`${orcid.issuer}/authorize`));
	await signer.close();
});

test('its desk is there for the organiser, and for nobody else', async () => {
	const cast = await signInCast(server);
	const desk = await (cast.get('organiser') as Caller).ask('/desk/statements');
	expect(desk.status).toBe(200);
	const id = /\/desk\/statements\/([0-9a-z]{20})"[^>]*>Quiet Orbits/.exec(await desk.text())?.[1] as string;
	for (const part of ['', '/settings', '/signatures']) {
		const path = `/desk/statements/${id}${part}`;
		expect([path, (await (cast.get('organiser') as Caller).ask(path)).status]).toEqual([path, 200]);
		expect([path, (await (cast.get('author') as Caller).ask(path)).status]).toEqual([path, 404]);
	}
	expect((await (cast.get('secretary') as Caller).ask(`/desk/statements/${id}/settings`)).status).toBe(403);
	expect((await (cast.get('author') as Caller).ask('/desk/statements')).status).toBe(404);
	for (const path of [
		'/statements/no-such',
		'/statements/no-such/sign',
		`${base}/versions/2`,
		`${base}/signatories/2`,
	]) {
		expect([path, (await stranger(server).ask(path)).status]).toEqual([path, 404]);
	}
	const file = await stranger(server).ask(`${base}/versions/1/en-1.md`);
	expect(await file.text()).toBe('# Quiet Orbits\n\nWe ask that orbits stay **quiet**.\n');
});
