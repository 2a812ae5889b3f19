// npm test: everything. Ends with one line `N passed, N failed`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { installPackages } from './debian.mjs';
import { root } from './node24.mjs';
import { build, install } from './prepare.mjs';
import { debianPostgres, startThrowawayPostgres } from './throwaway-postgres.mjs';
import { vitest } from './vitest.mjs';

/** Test files that use the database: what a second server is asked too. */
function databaseTests(folder = join(root, 'src')) {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.filter((file) => readFileSync(file, 'utf8').includes('testContext('));
}

/** The parts in their order: a name and what answers `{passed, failed}`. */
function parts() {
	const modules = ['--project', 'modules', '--project', 'alone'];
	const list = [
		['Types, lint, rules', () => check()],
		['Units and modules, embedded PostgreSQL', () => vitest('modules', modules, { DATABASE_URL: undefined })],
	];
	const url = process.env.DATABASE_URL;
	if (url)
		list.push([
			'Modules on DATABASE_URL',
			() => vitest('modules-server', [...modules, ...databaseTests()], { DATABASE_URL: url }),
		]);
	const major = debianPostgres();
	if (major) {
		list.push([
			`Modules on PostgreSQL ${major}`,
			async () => {
				const server = await startThrowawayPostgres(major);
				try {
					return await vitest(`modules-${major}`, [...modules, ...databaseTests()], { DATABASE_URL: server.url });
				} finally {
					await server.stop();
				}
			},
		]);
	}
	list.push([
		'Build and journeys in Chromium',
		async () => {
			build();
			return vitest('journeys', ['--config', 'vitest.journeys.config.ts'], { DATABASE_URL: undefined });
		},
	]);
	return list;
}

const sum = { passed: 0, failed: 0 };
const lines = [];
const failures = [];
try {
	install();
	installPackages();
	for (const [name, part] of parts()) {
		const began = performance.now();
		console.log(`\n━━ ${name}`);
		let result;
		try {
			result = await part();
		} catch (error) {
			console.error(error.message);
			result = { passed: 0, failed: 1, named: [error.message] };
		}
		sum.passed += result.passed;
		sum.failed += result.failed;
		for (const one of result.named ?? []) failures.push(`${name}: ${one}`);
		lines.push(
			`${name}: ${result.passed} passed, ${result.failed} failed, ${Math.round((performance.now() - began) / 1000)} s`,
		);
	}
} catch (error) {
	process.stderr.write(`\n${error.message}\n\n`);
	process.exit(1);
}
console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
// Said again at the end: a log of twenty minutes is read from there, and often only its end is kept.
if (failures.length > 0) console.log(`${failures.map((one) => `  ✗ ${one}`).join('\n')}\n`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
