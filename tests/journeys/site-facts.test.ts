import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Locale, locales, localePath, splitLocale } from '../../src/core/i18n/index.ts';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { startServer } from '../setup/server.ts';
import { facts, outcomes } from '../setup/journey/site-facts.ts';

/** Who comes to the home page of an edition without JavaScript finds every fact of it by following links. */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const home = '/ipspace-2021';

interface Seen {
	path: string;
	title: string;
	text: string;
	headings: number[];
	description: string;
	alternates: Record<string, string>;
	links: string[];
}

/** Runs in the page. */
function readPage() {
	interface Element {
		getAttribute(name: string): string | null;
		tagName: string;
		innerText: string;
	}
	const { document } = globalThis as unknown as {
		document: {
			title: string;
			querySelector(selector: string): Element | null;
			querySelectorAll(selector: string): Iterable<Element>;
		};
	};
	const all = (selector: string) => [...document.querySelectorAll(selector)];
	return {
		title: document.title,
		text: document.querySelector('main')?.innerText ?? '',
		headings: all('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName.slice(1))),
		description: document.querySelector('meta[name=description]')?.getAttribute('content') ?? '',
		alternates: Object.fromEntries(
			all('link[rel=alternate][hreflang]').map((link) => [link.getAttribute('hreflang'), link.getAttribute('href')]),
		),
		links: all('a[href]').map((link) => link.getAttribute('href') ?? ''),
	};
}

/** Pages of the edition that say something: not a form, not a file. */
const isPage = (path: string) =>
	(path === home || path.startsWith(`${home}/`)) && !/\/(apply|write)$|\/assets\/|\.[a-z]{2,4}$/.test(path);

/** Reads every page of the edition in a language, from its home along its links. */
async function walk(
	reader: Reader,
	locale: Locale,
): Promise<{ pages: Seen[]; others: Set<string>; fragments: string[] }> {
	const queue = [home];
	const known = new Set(queue);
	const others = new Set<string>();
	const fragments: string[] = [];
	const pages: Seen[] = [];
	for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
		const address = server.origin + localePath(locale, path);
		const response = await reader.page.goto(address, { waitUntil: 'domcontentloaded' });
		expect(response?.status(), address).toBe(200);
		const found: Omit<Seen, 'path'> = await reader.page.evaluate(readPage);
		pages.push({ path, ...found });
		for (const href of found.links) {
			const url = new URL(href, address);
			if (url.origin !== server.origin) continue;
			const { locale: language, path: next } = splitLocale(url.pathname);
			if (url.hash) fragments.push(`${url.pathname}${url.hash}`);
			if (language !== locale || !isPage(next)) others.add(url.pathname);
			else if (!known.has(next)) {
				known.add(next);
				queue.push(next);
			}
		}
	}
	return { pages, others, fragments };
}

describe.each(locales)('the site in %s, without JavaScript', (locale) => {
	let site: Awaited<ReturnType<typeof walk>>;
	let complaints: string[] = [];
	beforeAll(async () => {
		const reader = await browser.reader({ javaScript: false, viewport: { width: 360, height: 800 } });
		site = await walk(reader, locale);
		complaints = [...reader.complaints];
		await reader.close();
	});

	test('has all its pages, and asks nothing of another host', () => {
		expect(site.pages.length).toBeGreaterThanOrEqual(30);
		expect(complaints).toEqual([]);
	});
	test('says every fact', () => {
		const said = site.pages.map((page) => page.text).join('\n');
		const words = said.replace(/\s+/g, ' ');
		// Chinese is set with and without spaces beside Latin letters and figures.
		const dense = said.replace(/\s+/g, '');
		const missing = facts.flatMap((fact) => {
			const parts = fact[locale];
			return parts.filter(
				(part) => !words.includes(part) && !(locale === 'zh' && dense.includes(part.replace(/\s+/g, ''))),
			);
		});
		expect(missing).toEqual([]);
	});
	test('says nothing yet of what came of it', () => {
		const said = site.pages.map((page) => page.text).join('\n');
		expect(outcomes.filter((word) => said.includes(word))).toEqual([]);
	});
	test('leads nowhere where nothing is', async () => {
		const paths = [...site.others];
		const answers = await Promise.all(paths.map((path) => fetch(server.origin + path, { redirect: 'manual' })));
		await Promise.all(answers.map((answer) => answer.arrayBuffer()));
		expect(answers.filter(({ status }) => status >= 400).map(({ status, url }) => `${status} ${url}`)).toEqual([]);
	});
	test('each page has one title of its own, its headings in order, a description, and its twin', () => {
		for (const page of site.pages) {
			expect(page.headings[0], page.path).toBe(1);
			expect(
				page.headings.filter((level) => level === 1),
				page.path,
			).toHaveLength(1);
			for (const [place, level] of page.headings.entries()) {
				expect(level - (page.headings[place - 1] ?? 0), `${page.path}: ${page.headings}`).toBeLessThanOrEqual(1);
			}
			expect(page.description, page.path).not.toBe('');
			expect(page.alternates, page.path).toEqual({
				en: server.origin + page.path,
				zh: `${server.origin}/zh${page.path}`,
				'x-default': server.origin + page.path,
			});
			// The switch of language keeps the page.
			expect(page.links, page.path).toContain(localePath(locale === 'en' ? 'zh' : 'en', page.path));
		}
		expect(new Set(site.pages.map((page) => page.title)).size).toBe(site.pages.length);
	});
});

test('the menu of all pages works by keyboard, without JavaScript and with it', async () => {
	for (const javaScript of [false, true]) {
		const reader = await browser.reader({ javaScript, viewport: { width: 360, height: 800 } });
		const { page } = reader;
		await page.goto(`${server.origin}${home}/press`);
		const link = page.getByRole('banner').getByRole('link', { name: 'Code of conduct' });
		expect(await link.isVisible()).toBe(false);
		await page.locator('details summary').first().focus();
		await page.keyboard.press('Enter');
		expect(await link.isVisible()).toBe(true);
		if (javaScript) {
			await page.keyboard.press('Escape');
			expect(await link.isVisible()).toBe(false);
			expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
			await page.keyboard.press('Enter');
		}
		await link.focus();
		await page.keyboard.press('Enter');
		await page.waitForURL(`${server.origin}${home}/conduct`);
		reader.expectNoComplaints();
		await reader.close();
	}
});
