import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { type OpenOptions, type Reader, testBrowser } from '../setup/browser.ts';
import { startServer } from '../setup/server.ts';

/** The desk through the browser: a chair decides, a secretary previews, sends and turns the dial. */
const server = await startServer({ patience: 120_000 });
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const desk = `${server.origin}/desk/ipspace-2021`;

/** A reader who has signed in by the link of the announcement. */
async function signedIn(who: RegExp, options: OpenOptions = {}): Promise<Reader> {
	const link = Object.entries(server.links).find(([words]) => who.test(words))?.[1];
	if (!link) throw new Error(`nobody of the cast is called ${who}`);
	const reader = await browser.reader(options);
	await reader.page.goto(link);
	await reader.page.locator('main form button').first().click();
	await reader.page.waitForURL((url) => !url.pathname.includes('/cast/'));
	return reader;
}

/** The invented authors hand in by the due-list: wait until some of T3 are there. */
async function untilApplicationsArrived(page: Page): Promise<void> {
	for (let attempt = 0; attempt < 90; attempt += 1) {
		await page.goto(`${desk}/applications?state=submitted`);
		if ((await page.locator('tbody tr').count()) >= 4) return;
		await page.waitForTimeout(1000);
	}
	throw new Error('no applications arrived');
}

/** Opens the first undecided application of the list. */
async function openFirstUndecided(page: Page): Promise<string> {
	await page.goto(`${desk}/applications?state=submitted`);
	await page.locator('tbody th a').first().click();
	await page.waitForURL(/\/applications\/[^/?]+$/);
	return page.url();
}

test('a chair decides in T3 and nowhere else, and errors stand at their fields', async () => {
	const reader = await signedIn(/chair/);
	const { page } = reader;
	await untilApplicationsArrived(page);
	const tracks = await page.locator('tbody .track-tag').allInnerTexts();
	expect(new Set(tracks)).toEqual(new Set(['T3']));
	// Another track does not exist for this chair: neither in the list nor in its export.
	const csv = await page.request.get(`${desk}/applications.csv?track=T1`);
	expect(csv.status()).toBeGreaterThanOrEqual(400);
	expect(csv.status()).toBeLessThan(500);
	expect(await csv.text()).not.toMatch(/A-\d{3}/);
	const own = await page.request.get(`${desk}/applications.csv?track=T3`);
	expect(own.headers()['content-type']).toContain('text/csv');
	expect((await own.text()).trim().split('\r\n').length).toBeGreaterThanOrEqual(5);
	const mine = (await (await page.request.get(`${desk}/applications.json`)).json()) as { items: { track: string }[] };
	expect(mine.items.length).toBeGreaterThanOrEqual(4);
	expect(mine.items.every((item) => item.track === 'T3')).toBe(true);

	const address = await openFirstUndecided(page);
	await reader.expectAccessible();
	await page.getByRole('radio', { name: /^Not accepted/ }).check();
	await page.getByLabel('Note for the desk').fill('A note that must not be lost');
	await page.getByRole('button', { name: 'Note the decision' }).click();
	await page.locator('.field-error').waitFor();
	expect(await page.getByRole('radio', { name: /^Not accepted/ }).isChecked()).toBe(true);
	expect(await page.getByLabel('Note for the desk').inputValue()).toBe('A note that must not be lost');
	await page.getByLabel('Reason', { exact: true }).selectOption('scope');
	await page.getByRole('button', { name: 'Note the decision' }).click();
	await page.waitForURL(/done=decided/);
	expect(await page.locator('.decision-present').innerText()).toContain('Not accepted');

	// Changed once more, then taken back, as long as nobody was told.
	await page.goto(address);
	await page.locator('.decision-form summary').click();
	await page.getByRole('radio', { name: 'Accepted as a talk' }).check();
	await page.getByRole('button', { name: 'Replace the decision' }).click();
	await page.waitForURL(/done=decided/);
	expect(await page.locator('.decision-present').innerText()).toContain('Accepted as a talk');
	await page.getByRole('button', { name: 'Take the decision back' }).click();
	await page.waitForURL(/done=undecided/);
	expect(await page.locator('.decision-present').count()).toBe(0);
	expect(await page.locator('.log').innerText()).toContain('Decision taken back');

	// Letters and the outbox are the desk's: a chair of one track is told that they are not hers.
	expect((await page.goto(`${desk}/letters`))?.status()).toBe(403);
	reader.expectNoComplaints(/403|400/);
	await reader.close();
});

test('somebody else decided in the meantime: said, and nothing overridden', async () => {
	const chair = await signedIn(/chair/);
	const organiser = await signedIn(/organiser/);
	const address = await openFirstUndecided(chair.page);
	await organiser.page.goto(address);
	await chair.page.getByRole('radio', { name: 'Accepted as a poster' }).check();
	await chair.page.getByRole('button', { name: 'Note the decision' }).click();
	await chair.page.waitForURL(/done=decided/);
	await organiser.page.getByRole('radio', { name: 'Waiting list' }).check();
	await organiser.page.getByRole('button', { name: 'Note the decision' }).click();
	await organiser.page.getByRole('alert').waitFor();
	expect(await organiser.page.getByRole('alert').innerText()).toContain('Somebody else decided');
	await organiser.page.locator('.decision-present').waitFor();
	expect(await organiser.page.locator('.decision-present').innerText()).toContain('Accepted as a poster');
	expect(await organiser.page.getByRole('radio', { name: 'Waiting list' }).isChecked()).toBe(true);
	// Having read it, he may still decide otherwise.
	await organiser.page.getByRole('button', { name: 'Replace the decision' }).click();
	await organiser.page.waitForURL(/done=decided/);
	expect(await organiser.page.locator('.decision-present').innerText()).toContain('Waiting list');
	await chair.close();
	await organiser.close();
});

test('without scripts: what belongs to another outcome is left aside', async () => {
	const reader = await signedIn(/chair/, { javaScript: false, viewport: { width: 360, height: 740 } });
	const { page } = reader;
	await openFirstUndecided(page);
	await page.getByLabel('New track').selectOption('T5');
	await page.getByRole('radio', { name: /^Accepted on conditions/ }).check();
	await page.getByLabel('Conditions', { exact: false }).last().fill('Please name the source of the data.');
	await page.getByRole('button', { name: 'Note the decision' }).click();
	expect(page.url()).toContain('done=decided');
	const decided = await page.locator('.decision-present').innerText();
	expect(decided).toContain('Please name the source of the data.');
	expect(decided).not.toContain('T5');
	reader.expectNoComplaints();
	await reader.close();
});

test('a secretary reads the letters, confirms, and sends them once; nobody is told before', async () => {
	const reader = await signedIn(/secretary/);
	const { page } = reader;
	await page.goto(`${desk}/letters/calls/abstracts`);
	const rows = await page.locator('tbody tr').count();
	expect(rows).toBeGreaterThanOrEqual(2);
	await reader.expectAccessible();
	const [download] = await Promise.all([
		page.request.get(
			`${server.origin}${await page.locator('tbody a', { hasText: 'PDF' }).first().getAttribute('href')}`,
		),
	]);
	expect(download.headers()['content-type']).toBe('application/pdf');
	expect((await download.body()).subarray(0, 5).toString()).toBe('%PDF-');
	await page.getByRole('link', { name: /^Read/ }).first().click();
	await page.waitForURL(/\/preview\//);
	expect(await page.locator('.letter-sheet').count()).toBe(2);
	await reader.expectAccessible();

	await page.goto(`${desk}/letters/calls/abstracts`);
	await page.getByRole('button', { name: 'Look over what will be sent' }).click();
	const send = page.getByRole('button', { name: `Announce and send ${rows} letters` });
	await send.waitFor();
	await reader.expectAccessible();
	expect(await page.locator('.confirm-people li').count()).toBe(rows);
	await send.click();
	await page.waitForURL(/\/letters\/batch\//);
	// The page looks again by itself until the last letter is typeset and kept.
	await page.getByText('done', { exact: true }).waitFor({ timeout: 60_000 });
	await reader.expectAccessible();
	expect(await page.locator('tbody tr').count()).toBe(rows);
	await page.goto(`${desk}/letters`);
	expect(await page.locator('.empty').innerText()).toContain('Nothing waits to be announced');

	// A secretary may not revoke; an organiser must say why.
	await page.locator('tbody th a').first().click();
	await page.waitForURL(/\/batch\//);
	await page.locator('tbody th a').first().click();
	await page.waitForURL(/\/letter\//);
	expect(await page.getByText('Revoke this letter').count()).toBe(0);
	const letter = page.url();
	reader.expectNoComplaints();
	await reader.close();

	const organiser = await signedIn(/organiser/);
	await organiser.page.goto(letter);
	await organiser.page.getByText('Revoke this letter').click();
	await organiser.page.getByRole('button', { name: 'Revoke the letter' }).click();
	await organiser.page.locator('.field-error').waitFor();
	await organiser.page.getByLabel('Reason in English').fill('Sent for the wrong paper.');
	await organiser.page.getByRole('button', { name: 'Revoke the letter' }).click();
	await organiser.page.waitForURL(/revoked/);
	await organiser.page.getByRole('link', { name: 'See what the verification page says' }).click();
	await organiser.page.waitForURL(/\/verify\//);
	expect(await organiser.page.locator('main').innerText()).toContain('Sent for the wrong paper.');
	await organiser.close();
});

test('the dial goes forward, and what fell due on the way is done', async () => {
	const reader = await signedIn(/secretary/);
	const { page } = reader;
	await page.goto(`${server.origin}/desk/clock`);
	await reader.expectAccessible();
	await page.getByLabel('To a moment').fill('2021-10-01T00:00');
	await page.getByRole('button', { name: 'Turn the dial' }).click();
	await page.getByRole('alert').waitFor();
	expect(await page.getByRole('alert').innerText()).toContain('forward only');
	await page.getByRole('button', { name: '+1 day' }).click();
	await page.waitForURL(/turned/);
	expect(await page.locator('.dial-day').innerText()).toContain('11 October 2021');
	await page.getByText('Everything that fell due is done.').waitFor({ timeout: 60_000 });
	reader.expectNoComplaints(/400/);
	await reader.close();
});

const pages = ['', '/applications', '/applications?q=nothing-has-this-word', '/letters', '/letters/calls/abstracts'];

test.each(['en', 'zh'] as const)('every page is accessible and fits a narrow screen (%s)', async (locale) => {
	const prefix = locale === 'zh' ? '/zh' : '';
	const reader = await signedIn(/organiser/, {
		locale: locale === 'zh' ? 'zh-CN' : 'en-GB',
		viewport: { width: 360, height: 740 },
	});
	const { page } = reader;
	const paths = ['/desk', '/desk/clock', ...pages.map((path) => `/desk/ipspace-2021${path}`)];
	await page.goto(`${server.origin}${prefix}/desk/ipspace-2021/applications`);
	paths.push(new URL((await page.locator('tbody th a').first().getAttribute('href')) ?? '', server.origin).pathname);
	for (const path of paths) {
		const response = await page.goto(
			`${server.origin}${path.startsWith(`${prefix}/`) && prefix ? path : prefix + path}`,
		);
		expect(response?.status(), path).toBe(200);
		await reader.expectAccessible();
		const { wide, language } = await page.evaluate(() => ({
			wide: document.documentElement.scrollWidth - window.innerWidth,
			language: document.documentElement.lang,
		}));
		expect(wide, path).toBeLessThanOrEqual(0);
		expect(language, path).toBe(locale === 'zh' ? 'zh-Hans' : 'en');
	}
	reader.expectNoComplaints();
	await reader.close();
});

test('outsiders find nothing, visitors are asked to sign in', async () => {
	const author = await signedIn(/author/);
	for (const path of [
		'/desk',
		'/desk/clock',
		'/desk/ipspace-2021',
		'/desk/ipspace-2021/applications',
		'/desk/ipspace-2021/letters',
	]) {
		expect((await author.page.request.get(server.origin + path)).status(), path).toBe(404);
		expect((await fetch(server.origin + path)).status, path).toBe(401);
	}
	await author.close();
});
