import { afterAll } from 'vitest';
import { type TestBrowser, openBrowser } from './chromium.ts';

export type { OpenOptions, Reader, TestBrowser } from './chromium.ts';

/**
 * Chromium for one test file, closed at its end. Call it at the top: `const browser = await testBrowser(server.origin)`.
 * @param origin the only origin that pages may ask anything of
 * @param args further arguments of Chromium
 */
export async function testBrowser(origin: string, args: readonly string[] = []): Promise<TestBrowser> {
	const browser = await openBrowser(origin, args);
	afterAll(() => browser.close());
	return browser;
}
