import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inProject } from '../../src/core/paths/index.ts';
import { applicationSources, printed } from './sources.ts';
import { allowedState, stateFindings } from './state.ts';

test('no module keeps state', () => {
	expect(printed(applicationSources().flatMap(stateFindings))).toBe('');
});

test('the list of exceptions is short and true', () => {
	expect(Object.keys(allowedState).length).toBeLessThanOrEqual(4);
	for (const path of Object.keys(allowedState)) expect(existsSync(inProject(path)), path).toBe(true);
});

test.each([
	['src/x.ts', 'let count = 0;'],
	['src/x.ts', 'export let count = 0;'],
	['src/x.ts', 'var count = 0;'],
	['src/X.svelte', '<script module lang="ts">\nlet count = 0;\n</script>\n<p>1</p>'],
])('fails in %s for %s', (path, text) => {
	expect(stateFindings({ path, text })).toHaveLength(1);
});

test.each([
	['src/x.ts', 'const a = 1; function f() { let b = 2; return b; }'],
	['src/X.svelte', '<script lang="ts">\nlet open = $state(false);\n</script>'],
])('passes in %s: %s', (path, text) => {
	expect(stateFindings({ path, text })).toEqual([]);
});
