import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Locale, localePath } from '../../../src/core/i18n/index.ts';
import type { Reader } from '../browser.ts';
import type { TestServer } from '../server.ts';

export type Part = 'organiser' | 'secretary' | 'chair' | 'reviewer' | 'author';

/** Signs a reader in by the link that the announcement prints, in his language: a page with one button. */
export async function signInByPrintedLink(
	server: TestServer,
	reader: Reader,
	part: Part,
	locale: Locale,
): Promise<void> {
	const link = Object.entries(server.links).find(([words]) => words.startsWith(part))?.[1];
	if (!link) throw new Error(`The announcement names no ${part}: ${Object.keys(server.links)}`);
	const { page } = reader;
	const path = new URL(link).pathname;
	await page.goto(server.origin + localePath(locale, path));
	// Opening the link has signed nobody in: mail scanners open links too.
	const { length } = await reader.context.cookies();
	expect(length).toBe(0);
	await page.locator('main form[method="post"] button').click();
	await page.waitForURL((url) => !url.pathname.endsWith(path));
}

const patience = 30_000;
const sixFigures = /\b\d{3} \d{3}\b/;

/** Opens the newest mail to an address whose subject fits, in the mailbox of the rehearsal; waits until it is there. */
export async function openMail(
	page: Page,
	origin: string,
	locale: Locale,
	address: string,
	subject: RegExp,
): Promise<void> {
	const list = origin + localePath(locale, `/mailbox/to/${encodeURIComponent(address)}`);
	const limit = performance.now() + patience;
	for (;;) {
		await page.goto(list);
		const link = page.locator('main table a').filter({ hasText: subject }).first();
		if ((await link.count()) > 0) {
			await link.click();
			await page.waitForURL(/\/mailbox\/(?!to\/)[^/]+$/);
			return;
		}
		if (performance.now() > limit) throw new Error(`No mail to ${address} that says ${subject}`);
		await page.waitForTimeout(300);
	}
}

/** The six figures of the newest sign-in mail to an address. */
export async function signInCode(page: Page, origin: string, locale: Locale, address: string): Promise<string> {
	await openMail(page, origin, locale, address, sixFigures);
	const code = sixFigures.exec(await page.locator('main h1').innerText())?.[0];
	if (!code) throw new Error('The mail has no code of six figures.');
	return code;
}
