import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { locales, localePath } from '../../src/core/i18n/index.ts';
import { testBrowser } from '../setup/browser.ts';
import { needs, onTheWire } from '../setup/public-pages/bytes.ts';
import { designSheet, kindOf, publicPages } from '../setup/public-pages/list.ts';
import { type Looker, openLooker, sharedOut } from '../setup/public-pages/look.ts';
import { startServer } from '../setup/server.ts';

/*
 * Every public page: what it weighs, what it says, and how it looks to axe, to a narrow window, to large type, to the
 * keyboard and without script. A browser takes a second for each, so here one page of each kind is looked at in one of
 * the languages in turn; `npm run bench -- public-pages` looks at every page in both.
 */
const server = await startServer();
afterAll(() => server.dispose());
const browser = await testBrowser(server.origin);
const { origin } = server;
/** HTML and CSS of a page, compressed. */
const maxBytes = 60_000;

let pages: string[] = [];
let kinds: string[] = [];
beforeAll(async () => {
	pages = await publicPages(origin);
	kinds = [...new Map(pages.map((path) => [kindOf(path), path] as const).reverse()).values()].reverse();
});

/** The pages of a kind in turn in English and in Chinese. */
const inTurn = () => [...kinds, designSheet].map((path, place) => localePath(place % 2 === 0 ? 'en' : 'zh', path));

async function lookAtAll(
	lookers: readonly Looker[],
	paths: readonly string[],
	how: (looker: Looker, path: string) => Promise<string[]>,
): Promise<string[]> {
	const wrong: string[] = [];
	await sharedOut(lookers, paths, async (looker, path) => {
		for (const fault of await how(looker, path)) wrong.push(`${path}: ${fault}`);
	});
	await Promise.all(lookers.map((looker) => looker.close()));
	return wrong;
}

test('the list is whole: pages of every kind, each in the sitemaps in both languages', () => {
	for (const path of ['/', '/editions', '/verify', '/docs', '/ipspace-2021', '/ipspace-2021/calls/abstracts']) {
		expect(pages).toContain(path);
	}
	expect(kinds.length).toBeGreaterThanOrEqual(25);
	expect(pages.length).toBeGreaterThan(kinds.length);
});

describe.each(locales)('every page in %s', (locale) => {
	test(`weighs less than ${maxBytes / 1000} kB with its styles, and asks for nothing elsewhere`, async () => {
		const wrong: string[] = [];
		const weights = new Map<string, number>();
		await sharedOut([1, 2], pages, async (_, path) => {
			const url = new URL(origin + localePath(locale, path));
			// What is kept comes compressed; the first who asks after a change has it made.
			await onTheWire(url.href, 'br');
			const answer = await onTheWire(url.href, 'br');
			if (answer.status !== 200 || !answer.type.startsWith('text/html'))
				wrong.push(`${url.pathname}: ${answer.status}`);
			const packed = answer.encoding === 'br';
			const html = (packed ? brotliDecompressSync(answer.body) : answer.body).toString();
			const { styles, scripts, fonts } = needs(html);
			let bytes = answer.body.length;
			for (const address of [...styles, ...scripts, ...fonts]) {
				const part = new URL(address, url);
				if (part.origin !== origin) wrong.push(`${url.pathname} asks ${part.href}`);
				else if (styles.includes(address)) {
					const weight = weights.get(part.pathname) ?? (await onTheWire(part.href, 'br')).body.length;
					weights.set(part.pathname, weight);
					bytes += weight;
				}
			}
			if (styles.length === 0) wrong.push(`${url.pathname} has no styles`);
			if (answer.kept && !packed) wrong.push(`${url.pathname} comes uncompressed`);
			if (bytes >= maxBytes) wrong.push(`${url.pathname}: ${bytes} bytes`);
		});
		expect(wrong).toEqual([]);
	});
});

test('one page of each kind: axe, headings, landmarks, no sideways scrolling at 360 px and at 200 %', async () => {
	const lookers = [await openLooker(browser, origin), await openLooker(browser, origin)];
	expect(await lookAtAll(lookers, inTurn(), (looker, path) => looker.look(path))).toEqual([]);
});

test('the night has contrast too', async () => {
	const dark = { more: { colorScheme: 'dark' } } as const;
	const paths = ['/zh/ipspace-2021', '/ipspace-2021/programme', '/ipspace-2021/calls', '/zh/docs'];
	const lookers = [await openLooker(browser, origin, dark), await openLooker(browser, origin, dark)];
	expect(await lookAtAll(lookers, paths, (looker, path) => looker.look(path))).toEqual([]);
});

test('the keyboard reaches everything, in sight, from the skip link to the last line', async () => {
	const narrow = { viewport: { width: 360, height: 740 } };
	const lookers = [await openLooker(browser, origin), await openLooker(browser, origin, narrow)];
	const paths = ['/ipspace-2021', '/zh/ipspace-2021/dates', '/docs/organiser/edition-files', '/zh/verify'];
	expect(await lookAtAll(lookers, paths, (looker, path) => looker.walk(path))).toEqual([]);
});

test('nothing is missing without script', async () => {
	const plain = await openLooker(browser, origin, { javaScript: false });
	const lively = await openLooker(browser, origin);
	// The design sheet shows a button that only a script can press.
	const paths = inTurn().filter((path) => !path.endsWith(designSheet));
	for (const path of paths) {
		const [without, withScript] = await Promise.all([plain.read(path), lively.read(path)]);
		expect(without.length, path).toBeGreaterThan(200);
		expect(withScript, path).toBe(without);
	}
	await Promise.all([plain.close(), lively.close()]);
});
