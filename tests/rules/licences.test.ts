import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inProject } from '../../src/core/paths/index.ts';
import { type Lock, bundledPackages, isPermissive, licenceFindings, packageOf, shippedPackages } from './licences.ts';
import { applicationSources } from './sources.ts';

const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')) as { packages: Lock };
const manifest = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Record<string, Record<string, string>>;

test('what ships has permissive licences', () => {
	const bundled = bundledPackages(applicationSources());
	expect(bundled).toEqual(expect.arrayContaining(['pg', 'svelte', 'drizzle-orm']));
	const named = [...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.optionalDependencies ?? {})];
	// The framework's server and the fonts are bundled without being named in the sources.
	const fonts = Object.keys(manifest.devDependencies ?? {}).filter((name) => name.includes('font'));
	const roots = [...bundled, ...named, ...fonts, '@sveltejs/kit', '@sveltejs/adapter-node'];
	expect(shippedPackages(packages, roots).length).toBeGreaterThan(60);
	expect(licenceFindings(packages, roots)).toEqual([]);
});

test('a copyleft package is found, however deep', () => {
	const lock: Lock = {
		'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { b: '1' } },
		'node_modules/b': { version: '9.0.0', license: 'MIT' },
		'node_modules/a/node_modules/b': { version: '1.0.0', license: 'MIT', optionalDependencies: { c: '1' } },
		'node_modules/c': { version: '2.0.0', license: 'AGPL-3.0-only' },
		'node_modules/d': { version: '3.0.0', license: 'GPL-3.0-only' },
	};
	expect(licenceFindings(lock, ['a'])).toEqual(['c@2.0.0 (AGPL-3.0-only)']);
	expect(licenceFindings(lock, ['b'])).toEqual([]);
});

test('expressions and names are read', () => {
	expect(isPermissive('(MIT OR GPL-3.0)')).toBe(true);
	expect(isPermissive('MIT AND OFL-1.1')).toBe(true);
	expect(isPermissive('MIT AND GPL-3.0')).toBe(false);
	expect(isPermissive('')).toBe(false);
	expect(packageOf('@a/b/c.js')).toBe('@a/b');
	expect(packageOf('node:fs')).toBeUndefined();
	expect(
		bundledPackages([{ path: 'src/x.ts', text: "import x from 'left/pad'; import type { T } from 'only-types';" }]),
	).toEqual(['left']);
});
