import { expect, test } from 'vitest';
import { clockFindings } from './clock.ts';
import { applicationSources, printed, sourcesBelow } from './sources.ts';

test('nobody but core/clock reads the time', () => {
	const sources = [...applicationSources(), ...sourcesBelow('src', ['.sql']), ...sourcesBelow('migrations', ['.sql'])];
	expect(sources.some(({ path }) => path.endsWith('.sql'))).toBe(true);
	expect(printed(sources.flatMap(clockFindings))).toBe('');
});

test.each([
	['src/x.ts', 'const a = Date.now();'],
	['src/x.ts', 'const now = Date.now;'],
	['src/x.ts', 'const a = new Date();'],
	['src/x.ts', 'const a = new Date;'],
	['src/x.ts', 'const a = Date();'],
	['src/x.ts', 'const a = Temporal.Now.instant();'],
	['src/x.ts', 'const a = sql`update t set at = now() where id = ${id}`;'],
	['src/x.ts', 'const a = sql`update t set id = ${id}, at = CURRENT_TIMESTAMP`;'],
	['src/x.ts', "const at = timestamp('at').defaultNow();"],
	['src/X.svelte', '<p>{new Date().getFullYear()}</p>'],
	['src/X.svelte', '<script lang="ts">\nconst a: number = Date.now();\n</script>\n<p>{a}</p>'],
	['src/x.sql', 'alter table t alter at set default now();'],
])('fails in %s for %s', (path, text) => {
	expect(clockFindings({ path, text })).toHaveLength(1);
});

test.each([
	['src/x.ts', 'const a = new Date(instant); const b = performance.now(); // not Date.now()'],
	['src/X.svelte', '<time datetime={new Date(at).toISOString()}></time>'],
	['src/core/clock/clock.ts', 'export const processNow = () => Date.now();'],
	['src/x.sql', '-- no now() here\nselect 1;'],
])('passes in %s: %s', (path, text) => {
	expect(clockFindings({ path, text })).toEqual([]);
});
