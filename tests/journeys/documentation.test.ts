import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Locale, locales, localePath } from '../../src/core/i18n/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { palettePng, readPng } from '../setup/documentation/palette-png.ts';
import { fileOf, formPicture, type Picture, pictures } from '../setup/documentation/pictures.ts';
import { prepare, type Readers } from '../setup/documentation/prepare.ts';
import { signInByPrintedLink } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/**
 * The documentation and the program say the same: the pages that the texts describe show what the texts say of them, and
 * pictures of them are taken here. They go to `tests/output/pictures`; `npm run docs -- --pictures` has them, in a
 * palette of 256 colours, in `docs/images`.
 */
const forDocs = process.env.DOCUMENTATION_PICTURES === 'yes';
const folder = forDocs ? inProject('docs', 'images') : inProject('tests', 'output', 'pictures');
mkdirSync(folder, { recursive: true });

const server = await startServer({ env: { ORRERY_CLOCK: '2021-10-12T09:30:00+08:00' } });
afterAll(() => server.dispose());
const { origin } = server;
const browser = await testBrowser(origin);

/** Readers whose pages look the same on every machine. */
const look = {
	viewport: { width: 1200, height: 800 },
	zone: 'Asia/Shanghai',
	more: { reducedMotion: 'reduce', colorScheme: 'light', deviceScaleFactor: 1 },
} as const;

async function signedIn(): Promise<Readers> {
	const visitor = await browser.reader(look);
	const of = async (part: 'author' | 'chair' | 'secretary' | 'organiser') => {
		const reader = await browser.reader(look);
		await signInByPrintedLink(server, reader, part, 'en');
		return reader;
	};
	const [author, chair] = [await of('author'), await of('chair')];
	return { visitor, author, chair, secretary: await of('secretary'), organiser: await of('organiser') };
}

/** The text that a picture belongs to. */
const topicText = (picture: Picture, locale: Locale) =>
	readFileSync(inProject('docs', `${picture.topic}${locale === 'en' ? '' : '.zh'}.md`), 'utf8');

/** Takes the picture of the page as it stands, after making sure that it and the text agree. */
async function take({ page }: Reader, picture: Picture, locale: Locale): Promise<void> {
	const file = fileOf(picture, locale);
	// A form is documented by its buttons and labels as well; capitals are a matter of style.
	const shown = (await page.locator('body').innerText()).toLowerCase();
	const text = topicText(picture, locale);
	for (const words of picture.says[locale]) {
		expect(shown, `the page of ${file}`).toContain(words.toLowerCase());
		expect(text.toLowerCase(), `the text about ${file}`).toContain(words.toLowerCase());
	}
	expect(text).toContain(`../images/${file}`);
	await page.evaluate(() => document.fonts.ready.then(() => window.scrollTo(0, 0)));
	const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
	const bytes = forDocs ? palettePng(readPng(png)) : png;
	writeFileSync(join(folder, file), bytes);
	if (forDocs) expect(bytes.length, file).toBeLessThan(120_000);
}

test('what the texts for authors and organisers say of a page stands on it, in both languages', async () => {
	const readers = await signedIn();
	const made = await prepare(origin, readers, (reader, locale) => take(reader, formPicture, locale));
	for (const picture of pictures) {
		for (const locale of locales) {
			const reader = readers[picture.who];
			const path = typeof picture.path === 'string' ? picture.path : picture.path(made, locale);
			const response = await reader.page.goto(origin + localePath(locale, path));
			expect(response?.status(), path).toBe(200);
			await take(reader, picture, locale);
		}
	}
	for (const picture of [...pictures, formPicture])
		for (const locale of locales)
			expect(existsSync(inProject('docs', 'images', fileOf(picture, locale))), 'npm run docs -- --pictures').toBe(true);

	// Help on a page of the desk leads to the text about it.
	const { page } = readers.secretary;
	await page.goto(`${origin}/zh/desk/ipspace-2021/site`);
	await page.getByRole('link', { name: '帮助', exact: true }).click();
	await page.waitForURL(/\/zh\/docs\/organiser\/editing$/);
	expect(await page.locator('h1').innerText()).toBe('编辑网站');
	for (const reader of Object.values(readers)) {
		reader.expectNoComplaints();
		await reader.close();
	}
}, 180_000);

/** The addresses that the contents page of a language lists. */
async function listed(locale: Locale): Promise<string[]> {
	const html = await (await fetch(origin + localePath(locale, '/docs'))).text();
	const found = [...html.matchAll(/href="((?:\/zh)?\/docs\/[a-z]+\/[a-z0-9-]+)"/g)].map((match) => match[1] as string);
	return [...new Set(found)];
}

test('every page of the documentation is there, and none of its links is dead', async () => {
	const asked = new Map<string, number>();
	const statusOf = async (address: string) => {
		const known = asked.get(address);
		if (known !== undefined) return known;
		const { status } = await fetch(address, { redirect: 'manual', headers: { accept: 'text/html' } });
		asked.set(address, status);
		return status;
	};
	const [english, chinese] = [await listed('en'), await listed('zh')];
	expect(english.length).toBeGreaterThan(30);
	expect(chinese).toEqual(english.map((path) => `/zh${path}`));
	const sitemap = await (await fetch(`${origin}/sitemap-site.xml`)).text();
	for (const path of [...english, ...chinese]) {
		const response = await fetch(origin + path);
		expect(response.status, path).toBe(200);
		expect(sitemap, path).toContain(`<loc>${origin}${path}</loc>`);
		const html = await response.text();
		expect(html, path).toContain(`<link rel="canonical" href="${origin}${path}"`);
		const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
		for (const [, link] of main.matchAll(/(?:href|src)="([^"]+)"/g)) {
			const address = new URL((link as string).replaceAll('&amp;', '&').split('#')[0] as string, origin + path);
			if (address.origin === origin) expect(await statusOf(address.href), `${path}: ${link}`).toBeLessThan(400);
		}
	}
	expect((await fetch(`${origin}/docs/organiser/nothing-of-that-name`)).status).toBe(404);
	expect((await fetch(`${origin}/docs/images/..%2Fcontracts.md`)).status).toBe(404);
});

test('the documentation is accessible, fits a narrow screen, and is found from the foot of the site', async () => {
	const reader = await browser.reader({ ...look, viewport: { width: 360, height: 740 } });
	const { page } = reader;
	await page.goto(`${origin}/ipspace-2021`);
	await page.locator('footer').getByRole('link', { name: 'Documentation', exact: true }).click();
	await page.waitForURL(/\/docs$/);
	await reader.expectAccessible();
	await page.goto(`${origin}/zh/docs`);
	await reader.expectAccessible();
	for (const path of ['/zh/docs/organiser/editing', '/docs/operator/install', '/zh/docs/developer/access']) {
		await page.goto(origin + path);
		await reader.expectAccessible();
	}
	// What is in English only says so to a Chinese reader, and is marked as English.
	expect(await page.locator('main').innerText()).toContain('这一部分只有英文');
	expect(await page.locator('.docs-text').getAttribute('lang')).toBe('en');
	// Decisions are all of one kind: a few paragraphs.
	const kinds = (await listed('en')).filter((path) => !path.includes('/decision-'));
	for (const path of [...kinds, '/zh/docs/organiser/editing']) {
		await page.goto(origin + path);
		const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
		expect(wide, path).toBeLessThanOrEqual(0);
	}
	reader.expectNoComplaints();
	await reader.close();
});
