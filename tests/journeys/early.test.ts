import { afterAll, expect, test } from 'vitest';
import { testBrowser } from '../setup/browser.ts';
import { startServer } from '../setup/server.ts';

/** What somebody on a slow line types and chooses before the scripts of the page have arrived stays typed and chosen. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);

test('choices made before the page is taken over stay', async () => {
	const reader = await browser.reader();
	const { page } = reader;
	let arrived = () => {};
	const scripts = new Promise<void>((resolve) => {
		arrived = resolve;
	});
	await page.route(/\/_app\/.*\.js$/, async (route) => {
		await scripts;
		await route.continue();
	});
	await page.goto(`${server.origin}/ipspace-2021/calls/abstracts/apply`, { waitUntil: 'commit' });
	const online = page.locator('[name="mode"][value="online"]');
	const box = page.locator('[name="originality"]');
	await page.locator('[name="track"]').selectOption('T4');
	await online.check();
	await box.check();
	await page.locator('[name="title"]').fill('Typed early');
	arrived();
	// The form says that it saves itself as soon as its script runs.
	await page.locator('form.apply output[data-save]').waitFor({ state: 'attached' });
	await page.waitForLoadState('networkidle');
	expect(await page.locator('[name="track"]').inputValue()).toBe('T4');
	expect(await online.isChecked()).toBe(true);
	expect(await box.isChecked()).toBe(true);
	expect(await page.locator('[name="title"]').inputValue()).toBe('Typed early');
	// It is saved without another word.
	await page.locator('form.apply output[data-save="saved"]').waitFor();
	reader.expectNoComplaints();
	await reader.close();
});
