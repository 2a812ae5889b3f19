// Runs vitest on our Node and counts. Plain JavaScript for the host's Node 20.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { environment, node24, root, run } from './node24.mjs';

const folder = join(root, 'tests', 'output');

/**
 * Runs one vitest run and answers `{passed, failed, named}`, `named` being the tests that failed, one a line. A run that ends badly without a failed test (a crash, an
 * unhandled error, a file that does not load) counts as one failure; a skipped test counts as nothing.
 * @param {string} name what it is called in the report
 * @param {string[]} args further arguments for vitest
 * @param {Record<string, string | undefined>} [env] variables; an undefined one is taken away
 */
export async function vitest(name, args, env = {}) {
	mkdirSync(folder, { recursive: true });
	const report = join(folder, `${name}.json`);
	rmSync(report, { force: true });
	const own = environment(env);
	for (const key of Object.keys(own)) if (own[key] === undefined) delete own[key];
	const tool = join(root, 'node_modules', '.bin', 'vitest');
	const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const code = await run(node24(), [tool, 'run', ...flags, ...args], {
		env: own,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	return counted(existsSync(report) ? readFileSync(report, 'utf8') : '', code);
}

/** Reads vitest's JSON report together with its exit code. */
export function counted(report, code) {
	if (report === '') return { passed: 0, failed: 1, named: ['a run that left no report'] };
	const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(report);
	// A file that can't be loaded fails without a failed test in it.
	const unloaded = testResults.filter(
		(file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
	);
	const failed = numFailedTests + unloaded.length;
	const named = [
		...unloaded.map((file) => `${relative(root, file.name)}: ${firstLine(file.message)}`),
		...testResults.flatMap((file) =>
			file.assertionResults
				.filter((test) => test.status === 'failed')
				.map((test) => `${relative(root, file.name)}: ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`),
		),
	];
	if (failed === 0 && code !== 0)
		return { passed, failed: 1, named: [`a run that ended with ${code}, without a failed test`] };
	return { passed, failed, named };
}

function firstLine(message) {
	return String(message ?? '')
		.split('\n', 1)[0]
		.slice(0, 300);
}
