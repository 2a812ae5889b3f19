import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { inProject } from '#core/paths/index.ts';

/** Packages and parts of Node that a source pulls into a page, whatever the way there. */
function reachedFrom(path: string, seen = new Set<string>()): string[] {
	if (seen.has(path)) return [];
	seen.add(path);
	const imports = readFileSync(path, 'utf8').matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+'([^']+)'/gm);
	return [...imports].flatMap(([whole, target = '']) => {
		// Names that all say `type` leave nothing behind.
		const names = /\{([^}]*)\}/
			.exec(whole)?.[1]
			?.split(',')
			.map((name) => name.trim())
			.filter(Boolean);
		if (names?.every((name) => name.startsWith('type '))) return [];
		if (target.startsWith('#')) return reachedFrom(inProject('src', target.slice(1)), seen);
		if (target.startsWith('.')) return reachedFrom(join(dirname(path), target), seen);
		return [target];
	});
}

it.each([
	'answers.ts',
	'application-state.ts',
	'check.ts',
	'fields.ts',
	'local-time.ts',
	'asked.ts',
	'condition.ts',
	'condition-words.ts',
	'facts.ts',
	'projection.ts',
	'readable.ts',
	'rows.ts',
	'visibility.ts',
	'window-state.ts',
	'ui/condition-messages.ts',
	'ui/file-rules.ts',
	'ui/messages.ts',
	'ui/posted-from.ts',
	'ui/problem-messages.ts',
	'ui/problem-places.ts',
])('%s runs in a page, and brings no library with it', (file) => {
	expect(reachedFrom(inProject('src/modules/calls', file))).toEqual([]);
});

it('would see a library', () => {
	expect(reachedFrom(inProject('src/modules/calls/form.ts'))).toContain('zod');
	expect(reachedFrom(inProject('src/modules/calls/server/load-draft.ts'))).toContain('node:crypto');
});
