import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Locale, localePath } from '../../../src/core/i18n/index.ts';
import { messages as applicationMessages } from '../../../src/routes/(private)/desk/[edition]/applications/[id]/messages.ts';
import { messages as listMessages } from '../../../src/routes/(private)/desk/[edition]/applications/messages.ts';
import { messages as letterMessages } from '../../../src/routes/(private)/desk/[edition]/letters/messages.ts';
import type { Reader } from '../browser.ts';
import { pdfText } from './pdf.ts';

export const deskPath = '/desk/ipspace-2021';

/** How a journey goes on the desk: in which language, and what is done on every page passed through. */
export interface Way {
	origin: string;
	locale: Locale;
	javaScript: boolean;
	look: (reader: Reader) => Promise<void>;
	/** The desk of another edition than the rehearsed one. */
	desk?: string;
	/** How a file is fetched with a reader's cookies, where the browser alone knows the way to the site. */
	download?: (reader: Reader, url: string) => Promise<{ type: string; body: Buffer }>;
}

async function download({ context }: Reader, url: string) {
	const response = await context.request.get(url);
	return { type: response.headers()['content-type'] ?? '', body: await response.body() };
}

/** A page of the desk. */
const open = (way: Way, path: string) => way.origin + localePath(way.locale, (way.desk ?? deskPath) + path);

/** A chair finds an application by its title in the list of the desk, and decides that it is a talk. */
export async function decideAsTalk(way: Way, chair: Reader, title: string): Promise<void> {
	const { page } = chair;
	await page.goto(open(way, ''));
	await way.look(chair);
	await page.goto(open(way, '/applications'));
	await way.look(chair);
	const { show } = listMessages[way.locale].search;
	await page.locator('#q').fill(`"${title}"`);
	await page.getByRole('button', { name: show, exact: true }).click();
	await page.waitForURL(/[?&]q=/);
	await page.locator('main table a').filter({ hasText: title }).click();
	await page.waitForURL(/\/applications\/[^/]+$/);
	await way.look(chair);
	expect(await page.locator('main').innerText()).toContain(title);

	const words = applicationMessages[way.locale];
	await page.locator('.decision-form input[name="outcome"][value="talk"]').check();
	await page.getByRole('button', { name: words.decide.save, exact: true }).click();
	await page.waitForURL(/\?done=decided$/);
	expect(await page.locator('main').innerText()).toContain(words.done.decided);
	await way.look(chair);
}

/**
 * A secretary looks at the letter about an application (page and PDF), sees to whom it goes, and sends it alone, at once.
 * @returns the reference of the letter, as the desk shows it
 */
export async function sendLetter(way: Way, secretary: Reader, title: string): Promise<string> {
	const { page } = secretary;
	const words = letterMessages[way.locale];
	await page.goto(open(way, '/letters'));
	await way.look(secretary);
	await page.getByRole('link', { name: words.look, exact: true }).click();
	await page.waitForURL(/\/letters\/calls\/abstracts$/);
	await way.look(secretary);
	const row = page.locator('main table tbody tr').filter({ hasText: title });
	expect(await row.innerText()).toContain('author@gulfcoast.example');

	const address = new URL((await row.locator('a[href$="/pdf"]').getAttribute('href')) ?? '', page.url()).href;
	const pdf = await (way.download ?? download)(secretary, address);
	expect(pdf.type).toBe('application/pdf');
	expect(pdfText(pdf.body)).toMatch(/Larkfield/i);
	await row.locator('a[href*="/preview/"]:not([href$="/pdf"]):not([href$="/edit"])').click();
	await page.waitForURL(/\/preview\/[^/]+$/);
	await way.look(secretary);
	expect(await page.locator('.letter-view').innerText()).toContain(title);
	await page.getByRole('link', { name: words.preview.back, exact: true }).click();
	await page.waitForURL(/\/letters\/calls\/abstracts$/);

	const ticks = page.locator('main table input[name="determination"]');
	for (const tick of await ticks.all()) await tick.setChecked(false);
	await row.locator('input[name="determination"]').check();
	await page.locator('input[name="departure"][value="now"]').check();
	await page.getByRole('button', { name: words.send.review, exact: true }).click();
	const send = page.getByRole('button', { name: words.confirm.send(1), exact: true });
	await send.waitFor();
	await way.look(secretary);
	const asked = await page.locator('main').innerText();
	expect(asked).toContain(words.confirm.question(1));
	expect(asked).toContain('author@gulfcoast.example');
	await send.click();
	await page.waitForURL(/\/letters\/batch\/[^/]+$/);

	// With script the page follows by itself; without, one looks again.
	const heading = page.locator('main .page-head');
	const arrived = async () => {
		if ((await heading.innerText()).includes(words.batch.states.done)) return true;
		if (!way.javaScript) await page.reload();
		return false;
	};
	await expect.poll(arrived, { timeout: 60_000, interval: 500 }).toBe(true);
	await way.look(secretary);
	const sent = await page.locator('main table tbody tr').filter({ hasText: title }).innerText();
	const reference = /\b[A-Z][0-9A-Z-]*-[0-9A-Z]{8}-[0-9A-Z]\b/.exec(sent)?.[0];
	if (!reference) throw new Error(`The desk shows no reference: ${sent}`);
	return reference;
}

/** An organiser revokes a letter, for a reason in both languages. */
export async function revokeLetter(
	way: Way,
	page: Page,
	reader: Reader,
	reference: string,
	reason: Record<Locale, string>,
) {
	const words = letterMessages[way.locale];
	await page.goto(open(way, '/letters'));
	await page.locator('main table tbody th a').first().click();
	await page.waitForURL(/\/letters\/batch\/[^/]+$/);
	const row = page.locator('main table tbody tr').filter({ hasText: reference });
	await row.locator('th a').click();
	await page.waitForURL(/\/letters\/letter\/[^/]+$/);
	await way.look(reader);
	await page.locator('summary').filter({ hasText: words.revoke.title }).click();
	for (const [locale, text] of Object.entries(reason))
		await page.locator(`textarea[name="reason.${locale}"]`).fill(text);
	await page.getByRole('button', { name: words.revoke.button, exact: true }).click();
	await expect.poll(() => page.locator('main').innerText()).toContain(words.revoke.done);
	await way.look(reader);
}
