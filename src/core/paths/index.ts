import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findProjectRoot(): string {
	// The same code runs from src/ (tests, benchmarks) and from build/ (server, command line): walk up to our package.json.
	let folder = dirname(fileURLToPath(import.meta.url));
	for (;;) {
		const manifest = join(folder, 'package.json');
		if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'orrery') return folder;
		const parent = dirname(folder);
		if (parent === folder) throw new Error('The folder of Orrery was not found above ' + import.meta.url);
		folder = parent;
	}
}

/** Absolute path of the checkout: where editions/, migrations and templates lie. */
export const projectRoot: string = findProjectRoot();

/** Absolute path of a file of the project, by its path from the root. */
export function inProject(...parts: string[]): string {
	return join(projectRoot, ...parts);
}
