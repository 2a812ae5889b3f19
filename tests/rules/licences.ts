import { importsOf } from './layers.ts';
import type { Source } from './sources.ts';

/** Licences under which we may hand a package on within ours, without conditions on our own code. */
export const permissive = new Set([
	'MIT',
	'MIT-0',
	'ISC',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'Apache-2.0',
	'0BSD',
	'CC0-1.0',
	'BlueOak-1.0.0',
	'Unlicense',
	'Python-2.0',
	'PSF-2.0',
	'Zlib',
	'PostgreSQL',
	// Fonts: may be bundled and handed on, only not sold by themselves.
	'OFL-1.1',
]);

/** Reads an SPDX expression: every part of an AND must be good, one part of an OR. */
export function isPermissive(licence: string): boolean {
	const text = licence.trim().replace(/^\((.*)\)$/, '$1');
	if (/ AND /.test(text)) return text.split(' AND ').every(isPermissive);
	if (/ OR /.test(text)) return text.split(' OR ').some(isPermissive);
	return permissive.has(text);
}

export interface LockEntry {
	version?: string;
	license?: string;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

export type Lock = Record<string, LockEntry>;

/** The package of a bare import: `@scope/name/part` → `@scope/name`. Undefined for Node's own, the framework's virtual ones and our paths. */
export function packageOf(target: string): string | undefined {
	if (/^(node:|src\/|tests\/|\$|\.|#|migrations\/)/.test(target)) return undefined;
	const parts = target.split('/');
	return target.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

/** Packages that the sources of the application name. */
export function bundledPackages(sources: readonly Source[]): string[] {
	const names = sources.flatMap((source) =>
		importsOf(source)
			.filter((one) => !one.typeOnly)
			.map((one) => packageOf(one.target)),
	);
	return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** Everything that ships: those packages, what they need, and so on. Keys of the lock file. */
export function shippedPackages(lock: Lock, roots: readonly string[]): string[] {
	const found = new Set<string>();
	const visit = (name: string, from: string) => {
		// As Node looks for it: in the folders of those that ask, inside out.
		for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
			const key = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
			if (lock[key]) {
				if (found.has(key)) return;
				found.add(key);
				const entry = lock[key];
				// A peer is named by whoever uses both; the framework's peers are build tools.
				for (const next of [...Object.keys(entry.dependencies ?? {}), ...Object.keys(entry.optionalDependencies ?? {})])
					visit(next, key);
				return;
			}
			if (at === '') return;
		}
	};
	for (const name of roots) visit(name, '');
	return [...found].sort();
}

/** Shipped packages whose licence is not permissive: `name@version (licence)`. */
export function licenceFindings(lock: Lock, roots: readonly string[]): string[] {
	return shippedPackages(lock, roots)
		.filter((key) => !isPermissive(lock[key]?.license ?? ''))
		.map(
			(key) => `${key.replace(/^.*node_modules\//, '')}@${lock[key]?.version} (${lock[key]?.license ?? 'none named'})`,
		);
}
