import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, chromium } from 'playwright-core';

const flags = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export interface OpenOptions {
	locale?: 'en-GB' | 'zh-CN';
	/** IANA name of the reader's zone. */
	zone?: string;
	javaScript?: boolean;
	viewport?: { width: number; height: number };
	/** Anything else that Playwright knows. */
	more?: BrowserContextOptions;
}

export interface TestBrowser {
	/** A reader with cookies of his own, on an empty page. */
	reader(options?: OpenOptions): Promise<Reader>;
	close(): Promise<void>;
}

export interface Reader {
	context: BrowserContext;
	page: Page;
	/** Console errors, exceptions, violations of the content security policy, requests to other hosts. */
	complaints: string[];
	/** Fails with the list when there are complaints. `except` are those that the test provoked. */
	expectNoComplaints(except?: RegExp): void;
	/** Fails when axe finds a violation of WCAG 2.2 AA on the present page. */
	expectAccessible(): Promise<void>;
	close(): Promise<void>;
}

/**
 * Chromium with the flags of a machine without screen.
 * @param origin the only origin that pages may ask anything of
 * @param args further arguments of Chromium
 */
export async function openBrowser(origin: string, args: readonly string[] = []): Promise<TestBrowser> {
	const browser: Browser = await chromium.launch({ executablePath: chromiumPath(), args: [...flags, ...args] });
	return { reader: (options = {}) => openReader(browser, origin, options), close: () => browser.close() };
}

/** The system's Chromium, the one without any screen where it is there (a third faster); `CHROMIUM` names another one. */
export function chromiumPath(): string {
	const shell = '/usr/bin/chromium-headless-shell';
	return process.env.CHROMIUM ?? (existsSync(shell) ? shell : '/usr/bin/chromium');
}

async function openReader(browser: Browser, origin: string, options: OpenOptions): Promise<Reader> {
	const javaScript = options.javaScript ?? true;
	const context = await browser.newContext({
		locale: options.locale ?? 'en-GB',
		timezoneId: options.zone ?? 'Europe/Berlin',
		javaScriptEnabled: javaScript,
		// Smooth scrolling makes every click wait a second for its element to stand still.
		reducedMotion: 'reduce',
		viewport: options.viewport ?? { width: 1440, height: 900 },
		...options.more,
	});
	context.setDefaultTimeout(45_000);
	const complaints: string[] = [];
	context.on('page', (page) => watch(page, origin, complaints));
	const page = await context.newPage();
	return {
		context,
		page,
		complaints,
		expectNoComplaints(except) {
			const rest = complaints.filter((line) => !except?.test(line));
			if (rest.length > 0) throw new Error(`what pages must not do:\n${rest.join('\n')}`);
		},
		expectAccessible: () => expectAccessible(page, javaScript),
		close: () => context.close(),
	};
}

function watch(page: Page, origin: string, complaints: string[]): void {
	page.on('console', (message) => {
		// A violation of the content security policy is an error in the console too.
		if (message.type() === 'error') complaints.push(`console on ${page.url()}: ${message.text()}`);
	});
	page.on('pageerror', (error) => complaints.push(`exception on ${page.url()}: ${error.message}`));
	page.on('request', (request) => {
		const url = new URL(request.url());
		if (url.protocol === 'data:' || url.protocol === 'blob:' || url.protocol === 'about:') return;
		if (url.origin !== origin) complaints.push(`request to another host on ${page.url()}: ${request.url()}`);
	});
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
	id: string;
	help: string;
	/** The selectors of what breaks the rule. */
	targets: string[];
}

interface Axe {
	run(
		document: unknown,
		options: unknown,
	): Promise<{ violations: { id: string; help: string; nodes: { target: unknown[] }[] }[] }>;
}

async function expectAccessible(page: Page, javaScript: boolean): Promise<void> {
	if (!javaScript) throw new Error('axe runs as a script: check the page in a reader with JavaScript.');
	// Handed over the debugging protocol, which the page's content security policy does not concern.
	await page.evaluate(axe);
	const violations = await page.evaluate(violationsOf, rules);
	const found = violations.flatMap(({ id, help, targets }) => targets.map((target) => `${id} (${help}): ${target}`));
	if (found.length > 0) throw new Error(`${page.url()} is not accessible:\n${found.join('\n')}`);
}

/**
 * Runs in the page. Every rule looks at everything, but what keeps it is neither described nor sent: on a long page that
 * is most of the time.
 */
async function violationsOf(tags: readonly string[]): Promise<Violation[]> {
	const { axe, document } = globalThis as unknown as { axe: Axe; document: unknown };
	const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] };
	const { violations } = await axe.run(document, options);
	return violations.map(({ id, help, nodes }) => ({ id, help, targets: nodes.map(({ target }) => target.join(' ')) }));
}
