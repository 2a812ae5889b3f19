// npm run check: types, lint and format, rules. `--fix` (or `--write`) first repairs what can be repaired by itself.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { node24, root, run } from './node24.mjs';
import { install } from './prepare.mjs';
import { vitest } from './vitest.mjs';

const tool = (name) => join(root, 'node_modules', '.bin', name);
const quiet = { stdio: ['ignore', 'inherit', 'inherit'] };

/** Runs all checks, the later ones too when an earlier one fails. Answers `{passed, failed}`; each tool counts as one. */
export async function check({ fix = false } = {}) {
	const steps = [
		[
			'Types (svelte-check)',
			async () => {
				execFileSync(node24(), [tool('svelte-kit'), 'sync'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
				const code = await run(
					node24(),
					[tool('svelte-check'), '--tsgo', '--output', 'human', '--fail-on-warnings'],
					quiet,
				);
				return one(code);
			},
		],
		[
			'Lint and format (Biome)',
			async () =>
				one(
					await run(
						node24(),
						[tool('biome'), 'check', ...(fix ? ['--write'] : []), '--error-on-warnings', '--max-diagnostics=200'],
						quiet,
					),
				),
		],
		['Rules of the house (tests/rules)', () => vitest('rules', ['--project', 'rules'])],
	];
	const sum = { passed: 0, failed: 0, named: [] };
	for (const [name, step] of steps) {
		const began = performance.now();
		console.log(`\n── ${name}`);
		const { passed, failed, named } = await step();
		sum.passed += passed;
		sum.failed += failed;
		if (failed > 0) sum.named.push(...(named ?? [name]));
		console.log(
			`── ${name}: ${failed === 0 ? 'good' : 'FAILED'} after ${((performance.now() - began) / 1000).toFixed(1)} s`,
		);
	}
	return sum;
}

function one(code) {
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	try {
		const unknown = process.argv.slice(2).filter((flag) => !['--fix', '--write'].includes(flag));
		if (unknown.length > 0) throw new Error(`npm run check knows --fix (or --write) only, not ${unknown.join(' ')}.`);
		install();
		const { passed, failed } = await check({ fix: process.argv.length > 2 });
		console.log(`\n${passed} passed, ${failed} failed`);
		process.exitCode = failed === 0 ? 0 : 1;
	} catch (error) {
		process.stderr.write(`\n${error.message}\n\n`);
		process.exitCode = 1;
	}
}
