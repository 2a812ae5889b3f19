import { afterAll, describe, expect, test } from 'vitest';
import { type Locale, languageTag, localePath, splitLocale } from '../../src/core/i18n/index.ts';
import { type Reader, testBrowser } from '../setup/browser.ts';
import { type Part, signInByPrintedLink } from '../setup/journey/people.ts';
import { startServer } from '../setup/server.ts';

/** Every page that can be reached by links exists in both languages, says so, and speaks its language. */
const server = await startServer();
afterAll(() => server.dispose());
// What is read is the text: pictures and fonts have journeys of their own.
const browser = await testBrowser(server.origin, ['--blink-settings=imagesEnabled=false', '--disable-remote-fonts']);

/** At most so many pages of one kind (one address with its ids left out) are looked at: a second one says the same. */
const mostOfKind = 2;
/** A word of English in a page's own text: not an address, not a name in capitals, not a formula. */
const englishSentence = /\b[A-Za-z][a-z’']+(?:[ ,;:]+[a-z’']+){3,}/;

interface Seen {
	path: string;
	lang: string | null;
	other: string | null;
	links: string[];
	/** Runs of English outside what is marked as another language. */
	english: string[];
}

/** Kinds of pages: ids (twenty characters, or numbers after a letter) are all alike. */
function kindOf(path: string): string {
	return path
		.replace(/\/[a-z0-9]{16,}(?=\/|$)/g, '/{id}')
		.replace(/\/to\/[^/]+/, '/to/{address}')
		.replace(/\/tracks\/[^/]+/, '/tracks/{track}')
		.replace(/\/calls\/(?!new$)[^/]+/, '/calls/{call}')
		.replace(/^\/desk\/(?!clock$|editions|installation)[^/]+/, '/desk/{desk}')
		.replace(/\/docs\/[^/]+\/[^/]+/, '/docs/{topic}')
		.replace(/^\/news\/(topics|editions|archive)\/.+/, '/news/$1/{list}')
		.replace(/^\/news\/(?!topics|editions|archive)[^/]+$/, '/news/{article}')
		.replace(/\/site\/(record|new|order|remove|assets)\/.+/, '/site/$1/{key}')
		.replace(/\/preview(\/.*)?$/, '/preview');
}

async function look(reader: Reader, locale: Locale, path: string): Promise<Seen | undefined> {
	const { page } = reader;
	const response = await page.goto(server.origin + localePath(locale, path));
	if (!response?.headers()['content-type']?.startsWith('text/html')) return undefined;
	// Every dead link is named, not the first alone.
	expect.soft(response.status(), `${locale} ${path}`).toBe(200);
	const found = await page.evaluate(readPage);
	const { texts, ...rest } = found;
	// A page may send on: what counts is where the reader ends.
	const { path: end } = splitLocale(new URL(page.url()).pathname);
	return { path: end, ...rest, english: texts.filter((text) => englishSentence.test(text)) };
}

/** Runs in the page. */
function readPage() {
	interface Node {
		textContent: string;
		parentElement: { closest(selector: string): unknown; checkVisibility(): boolean } | null;
	}
	interface Link {
		getAttribute(name: string): string | null;
	}
	const page = globalThis as unknown as {
		document: {
			documentElement: Link;
			body: unknown;
			querySelector(selector: string): Link | null;
			querySelectorAll(selector: string): Iterable<Link>;
			createTreeWalker(root: unknown, what: number): { nextNode(): Node | null };
		};
	};
	const { document } = page;
	const texts: string[] = [];
	const walker = document.createTreeWalker(document.body, 4);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const parent = node.parentElement;
		if (!parent || parent.closest('[lang|="en"], script, style, noscript, [data-typed]') || !parent.checkVisibility())
			continue;
		texts.push(node.textContent.trim().replace(/\s+/g, ' '));
	}
	return {
		lang: document.documentElement.getAttribute('lang'),
		other: document.querySelector('header a[hreflang]')?.getAttribute('href') ?? null,
		links: [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? ''),
		texts,
	};
}

/** What people typed in English stands as typed on Chinese pages too: the titles of applications, as the desk exports them. */
async function typedTitles(reader: Reader): Promise<string[]> {
	const answer = await reader.context.request.get(`${server.origin}/desk/ipspace-2021/applications.json`);
	return [...(await answer.text()).matchAll(/"title":\s*("(?:[^"\\]|\\.)*")/g)].map(([, title]) =>
		JSON.parse(title ?? '""'),
	);
}

/** Walks from some pages along every link of our own, the Chinese page beside each English one. */
async function walk(reader: Reader, starts: string[]): Promise<{ pages: [en: Seen, zh: Seen][] }> {
	const queue = [...starts];
	const known = new Set(queue);
	const kinds = new Map<string, number>();
	const pages: [Seen, Seen][] = [];
	for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
		const en = await look(reader, 'en', path);
		if (!en) continue;
		const zh = await look(reader, 'zh', path);
		if (!zh) return expect.unreachable(`no Chinese page of ${path}`);
		pages.push([en, zh]);
		for (const href of en.links) {
			const url = new URL(href, server.origin + path);
			const { locale, path: next } = splitLocale(url.pathname);
			const file =
				/\.(csv|json|xlsx|pdf|ics|xml|txt|png|zip|docx|tex|typ)$|\/(pdf|file)$|^\/(files|sign-out|sign-in\/with)\b|\/(files|attachments|export)(\/|$)/;
			// Nothing without its query: the call that takes others in.
			if (next.endsWith('/applications/take-in')) continue;
			if (url.origin !== server.origin || locale === 'zh' || known.has(next) || file.test(next)) continue;
			known.add(next);
			const kind = kindOf(next);
			const count = (kinds.get(kind) ?? 0) + 1;
			kinds.set(kind, count);
			if (count <= mostOfKind) queue.push(next);
		}
	}
	return { pages };
}

const readers: [who: string, part: Part | undefined, starts: string[], least: number][] = [
	['a visitor', undefined, ['/', '/ipspace-2021', '/sign-in', '/verify'], 12],
	['an author', 'author', ['/me', '/me/applications', '/ipspace-2021/calls/abstracts/apply'], 6],
	['an organiser', 'organiser', ['/desk', '/desk/ipspace-2021', '/desk/clock'], 6],
];

/** An organiser has well over a hundred pages; a busy machine needs its time for them. */
const patience = { timeout: 180_000 };

describe.each(readers)('%s', (_, part, starts, least) => {
	test('finds every page in both languages', patience, async () => {
		const reader = await browser.reader({ javaScript: false });
		if (part) await signInByPrintedLink(server, reader, part, 'en');
		const { pages } = await walk(reader, starts);
		expect(pages.length).toBeGreaterThanOrEqual(least);
		const titles = part === 'organiser' ? await typedTitles(reader) : [];
		if (part === 'organiser') expect(titles.length).toBeGreaterThan(10);
		const wrong: string[] = [];
		for (const [en, zh] of pages) {
			if (en.lang !== languageTag.en || zh.lang !== languageTag.zh)
				wrong.push(`${en.path}: lang is ${en.lang} and ${zh.lang}`);
			if (en.other !== localePath('zh', en.path)) wrong.push(`${en.path}: the switch leads to ${en.other}`);
			if (zh.other !== en.path) wrong.push(`/zh${en.path}: the switch leads to ${zh.other}`);
			const own = zh.english.filter((text) => !titles.some((title) => text.includes(title)));
			for (const text of own) wrong.push(`/zh${en.path}: ${text.slice(0, 100)}`);
		}
		expect(wrong).toEqual([]);
		await reader.close();
	});
});
