import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Two projects: the rules of the house (pure, no database), and units and modules on a real PostgreSQL (one cluster for the run, one database for each file). */
export default defineConfig({
	test: {
		pool: 'forks',
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: 'rules',
					include: ['tests/rules/**/*.test.ts'],
					testTimeout: 60_000,
				},
			},
			{
				// Components are rendered in tests as the server renders them.
				plugins: [svelte({ configFile: false })],
				test: {
					name: 'modules',
					include: ['src/**/*.test.ts', 'tests/setup/**/*.test.ts', 'tests/modules/**/*.test.ts'],
					globalSetup: ['tests/setup/postgres.ts'],
					// Modules hold no state and each file makes a database of its own, so files share what is loaded: less than half the time.
					isolate: false,
					testTimeout: 20_000,
					hookTimeout: 60_000,
					env: { LOG_LEVEL: 'silent' },
				},
			},
		],
	},
});
