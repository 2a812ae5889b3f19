import { expect, test } from 'vitest';
import { environmentFindings } from './environment.ts';
import { applicationSources, printed } from './sources.ts';

test('nobody but core/config reads the environment', () => {
	expect(printed(applicationSources().flatMap(environmentFindings))).toBe('');
});

test.each([
	['src/core/x.ts', 'const a = process.env.HOME;'],
	['src/core/x.ts', "const a = process['env'].HOME;"],
	['src/core/x.ts', 'const { env } = process;'],
	['src/core/x.ts', 'const a = import.meta.env.MODE;'],
	['src/core/x.ts', "import { env } from 'node:process';"],
	['src/routes/x.ts', "import { X } from '$env/static/private';"],
	['src/routes/X.svelte', '<p>{process.env.HOME}</p>'],
])('fails in %s for %s', (path, text) => {
	expect(environmentFindings({ path, text })).toHaveLength(1);
});

test('what is allowed passes', () => {
	expect(environmentFindings({ path: 'src/hooks.server.ts', text: 'if (import.meta.env.DEV) develop();' })).toEqual([]);
	expect(environmentFindings({ path: 'src/core/config/load.ts', text: 'process.env.PORT' })).toEqual([]);
	expect(
		environmentFindings({
			path: 'src/core/x.ts',
			text: "import { argv } from 'node:process'; const env = {}; env.a = 1;",
		}),
	).toEqual([]);
});
