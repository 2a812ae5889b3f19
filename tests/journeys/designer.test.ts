import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { testBrowser } from '../setup/browser.ts';
import { signInByPrintedLink } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/** An organiser makes a new kind of call in the desk alone: by keyboard, without scripts, until somebody applies. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const desk = `${server.origin}/desk/ipspace-2021/calls`;

/** Goes to a control or button by Tab, as somebody without a mouse does. */
async function tabTo(page: Page, fits: { name?: string; text?: string; value?: string }): Promise<void> {
	for (let steps = 0; steps < 150; steps += 1) {
		await page.keyboard.press('Tab');
		const found = await page.evaluate(({ name, text, value }) => {
			const at = document.activeElement as HTMLInputElement | null;
			if (!at) return false;
			return (
				(name === undefined || at.name === name) &&
				(value === undefined || at.value === value) &&
				(text === undefined || at.textContent?.trim() === text)
			);
		}, fits);
		if (found) return;
	}
	throw new Error(`Tab never came to ${JSON.stringify(fits)}`);
}

/** Opens a page and skips to what is its own. */
async function open(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
}

/** Writes into a control that has been reached by keyboard. */
async function write(page: Page, name: string, text: string): Promise<void> {
	await tabTo(page, { name });
	await page.keyboard.type(text);
}

async function press(page: Page, text: string): Promise<void> {
	await tabTo(page, { text });
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

test('a small call is made by keyboard without scripts, previewed in Chinese, published and applied for', async () => {
	const organiser = await browser.reader({ javaScript: false });
	const { page } = organiser;
	await signInByPrintedLink(server, organiser, 'organiser', 'en');

	await open(page, `${desk}/new`);
	await press(page, 'Begin');
	const design = page.url().replace(/\/design\/.*/, '/design');

	await open(page, `${design}/part/call`);
	await write(page, 'title.en', 'Quiet rooms');
	await write(page, 'title.zh', '静室');
	await write(page, 'summary.en', 'Ask for a room without noise.');
	await write(page, 'summary.zh', '申请安静的房间。');
	await press(page, 'Save and back');

	await open(page, `${design}/part/window`);
	await tabTo(page, { name: 'opens.day' });
	await page.keyboard.type('10012021');
	await tabTo(page, { name: 'closes.day' });
	await page.keyboard.type('11302021');
	await press(page, 'Save and back');

	await open(page, `${design}/form`);
	await tabTo(page, { name: 'kind' });
	await page.keyboard.type('Yes or no');
	await press(page, 'Add: Add a question');
	await write(page, 'label.en', 'Do you need a window?');
	await write(page, 'label.zh', '是否需要窗户？');
	await tabTo(page, { name: 'required' });
	await page.keyboard.press('Space');
	await press(page, 'Save and back');
	expect(await page.locator('.part-rows > li').allInnerTexts()).toMatchObject([
		expect.stringContaining('Title'),
		expect.stringMatching(/Do you need a window\?.*Yes or no · needed/s),
	]);
	await press(page, 'Up: Do you need a window?');
	expect(await page.locator('.part-rows > li').first().innerText()).toContain('Do you need a window?');

	await page.goto(`${design}/preview?as=applicant&in=zh`);
	const preview = page.locator('.preview');
	expect(await preview.getAttribute('lang')).toBe('zh-Hans');
	expect(await preview.innerText()).toContain('是否需要窗户？');

	await open(page, `${design}/check`);
	await press(page, 'Publish');
	expect(page.url()).toContain('/calls/quiet-rooms?done=published');

	const list = await browser.reader();
	await list.page.goto(`${server.origin}/zh/ipspace-2021/calls`);
	await list.page.getByRole('link', { name: '静室' }).first().click();
	await list.page.waitForURL(/calls\/quiet-rooms$/);
	await list.page.goto(`${server.origin}/ipspace-2021/calls/quiet-rooms/apply`);
	expect(await list.page.locator('main').innerText()).toContain('Do you need a window?');
	await list.page.goto(`${desk}/quiet-rooms`);
	// The desk of calls is nothing to a visitor.
	expect(list.page.url()).toContain('/sign-in');
	await list.close();

	// With scripts and another look: every page of the designer is accessible.
	const looking = await browser.reader();
	await signInByPrintedLink(server, looking, 'organiser', 'en');
	await looking.page.goto(`${desk}/quiet-rooms`);
	await looking.page.getByRole('button', { name: 'Change this call' }).click();
	await looking.page.waitForURL(/design\/form$/);
	for (const part of ['form', 'part/form.fields.0', 'part/stages.0', 'check']) {
		await looking.page.goto(`${desk}/quiet-rooms/design/${part}`);
		await looking.expectAccessible();
	}
	await looking.close();
	await organiser.close();
});
