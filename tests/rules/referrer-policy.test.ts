import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What says so and is no page of ours with a form: files that are looked at or saved, and mails shown in a sandbox. */
const without = ['src/core/files/download.ts', 'src/routes/(private)/mailbox/[id]/html/+server.ts'];

/* A page without referrer makes browsers send its forms with `Origin: null`, and the server refuses them. */
test('no page forbids its browser to name our own origin: its forms would be refused', () => {
	const files = globSync('src/**/*.{ts,svelte,html}').filter((file) => !file.endsWith('.test.ts'));
	expect(files.length).toBeGreaterThan(1000);
	const saying = files.filter((file) => {
		const code = readFileSync(file, 'utf8')
			.replaceAll(/\/\*[\s\S]*?\*\//g, '')
			.replaceAll(/^\s*\/\/.*$/gm, '');
		return /['"]no-referrer['"]/.test(code);
	});
	expect(saying.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(without);
});
