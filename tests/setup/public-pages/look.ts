import type { CDPSession } from 'playwright-core';
import type { OpenOptions, Reader, TestBrowser } from '../chromium.ts';
import { focused, sideways, stops, structure, words } from './in-page.ts';

/** The windows in which a page must not scroll sideways. 720 px are a window of 1440 px at a zoom of 200 %. */
export const windows = [
	{ name: '1440 px', width: 1440, height: 900, text: 16 },
	{ name: '200 % zoom', width: 720, height: 450, text: 16 },
	{ name: '360 px', width: 360, height: 740, text: 16 },
	{ name: '200 % text at 1440 px', width: 1440, height: 900, text: 32 },
	{ name: '200 % text at 360 px', width: 360, height: 740, text: 32 },
] as const;

/** A tab that looks at one page after the other. */
export interface Looker {
	/** Everything that is wrong with a page, each as a sentence; `path` with language. */
	look(path: string): Promise<string[]>;
	/** The same by keyboard alone: the skip link first, every stop seen, no trap. */
	walk(path: string): Promise<string[]>;
	/** What a page says in this tab. */
	read(path: string): Promise<string>;
	close(): Promise<void>;
}

/** Opens a tab in which axe, structure, sideways scrolling and complaints of pages are looked at. */
export async function openLooker(browser: TestBrowser, origin: string, options: OpenOptions = {}): Promise<Looker> {
	// Without smooth scrolling: what is asked is where the page comes to rest.
	const reader = await browser.reader({ ...options, more: { reducedMotion: 'reduce', ...options.more } });
	const { page } = reader;
	const protocol = await reader.context.newCDPSession(page);
	const go = async (path: string): Promise<string[]> => {
		const response = await page.goto(origin + path);
		return response?.status() === 200 ? [] : [`answered ${response?.status()}`];
	};
	return {
		async look(path) {
			await reshape(page, protocol, windows[0]);
			const wrong = await go(path);
			wrong.push(...(await page.evaluate(structure)));
			await reader.expectAccessible().catch((error: Error) => wrong.push(error.message));
			for (const window of windows) {
				await reshape(page, protocol, window);
				for (const line of await page.evaluate(sideways)) wrong.push(`${window.name}: ${line}`);
			}
			wrong.push(...reader.complaints.splice(0));
			return wrong;
		},
		async walk(path) {
			const wrong = await go(path);
			wrong.push(...(await walkByKeyboard(reader)));
			return wrong;
		},
		async read(path) {
			await page.goto(origin + path, { waitUntil: 'domcontentloaded' });
			return page.evaluate(words);
		},
		close: () => reader.close(),
	};
}

/** A window of another size, with the text size that a reader has set in the browser. */
async function reshape(page: Reader['page'], protocol: CDPSession, window: (typeof windows)[number]): Promise<void> {
	await page.setViewportSize({ width: window.width, height: window.height });
	const sizes = { fontSizes: { standard: window.text, fixed: (window.text * 13) / 16 } };
	// Older than Playwright's types: experimental in the protocol.
	await (protocol.send as (method: string, params: unknown) => Promise<unknown>)('Page.setFontSizes', sizes);
}

async function walkByKeyboard({ page }: Reader): Promise<string[]> {
	const wrong: string[] = [];
	const wanted = await page.evaluate(stops);
	await page.keyboard.press('Tab');
	const first = await page.evaluate('document.activeElement.getAttribute("href")');
	if (first !== '#content') wrong.push(`the first stop is ${first}, not the link to the content`);
	let met = 0;
	let last = '';
	for (; met <= wanted; met += 1) {
		const stop = await page.evaluate(focused);
		if (stop === null) break;
		last = stop.name;
		for (const fault of stop.wrong) wrong.push(`focus ${fault}: ${stop.name}`);
		await page.keyboard.press('Tab');
	}
	if (met !== wanted) wrong.push(`${met} stops by Tab of ${wanted}, the last ${last}`);
	return wrong;
}

/** Runs something for each item, so many at once: each worker takes the next. */
export async function sharedOut<Worker, Item>(
	workers: readonly Worker[],
	items: readonly Item[],
	work: (worker: Worker, item: Item) => Promise<void>,
): Promise<void> {
	const queue = [...items];
	await Promise.all(
		workers.map(async (worker) => {
			for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(worker, item);
		}),
	);
}
