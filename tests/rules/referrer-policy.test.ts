import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/* A page without referrer makes browsers send its forms with `Origin: null`, and the server refuses them. */
test('no page forbids its browser to name our own origin: its forms would be refused', () => {
	const pages = globSync('src/routes/**/+{page,layout}.server.ts');
	expect(pages.length).toBeGreaterThan(50);
	const without = pages.filter((page) => /'referrer-policy':\s*'no-referrer'/.test(readFileSync(page, 'utf8')));
	expect(without).toEqual([]);
});
