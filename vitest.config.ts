import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Tests that put something else in the place of a module: alone, since others may have loaded it before. */
const alone = ['src/routes/[(]public[)]/printed.test.ts', 'tests/modules/upgrade.test.ts'];

/** So many milliseconds a test may take. It ends what hangs and nothing else: on a busy machine half a second becomes twenty. */
const testTimeout = 120_000;

/** Three projects: the rules of the house (pure, no database), units and modules on a real PostgreSQL (one cluster for the run, one database for each file), and those of them that want to be alone. */
export default defineConfig({
	test: {
		pool: 'forks',
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: 'rules',
					include: ['tests/rules/**/*.test.ts'],
					// Every source is parsed once for all rules.
					isolate: false,
					testTimeout,
				},
			},
			{
				// Components are rendered in tests as the server renders them.
				plugins: [svelte({ configFile: false })],
				test: {
					name: 'modules',
					include: ['src/**/*.test.ts', 'tests/setup/**/*.test.ts', 'tests/modules/**/*.test.ts'],
					exclude: alone,
					globalSetup: ['tests/setup/postgres.ts'],
					// Modules hold no state and each file makes a database of its own, so files share what is loaded: less than half the time.
					isolate: false,
					testTimeout,
					hookTimeout: testTimeout,
					env: { LOG_LEVEL: 'silent' },
				},
			},
			{
				plugins: [svelte({ configFile: false })],
				test: {
					name: 'alone',
					include: alone,
					globalSetup: ['tests/setup/postgres.ts'],
					testTimeout,
					hookTimeout: testTimeout,
					env: { LOG_LEVEL: 'silent' },
				},
			},
		],
	},
});
