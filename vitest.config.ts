import { defineConfig } from 'vitest/config';

/** Rules and modules in plain Node, on a real PostgreSQL (one cluster for the run, one database for each file). */
export default defineConfig({
	test: {
		include: ['src/**/*.test.ts', 'tests/rules/**/*.test.ts', 'tests/modules/**/*.test.ts'],
		globalSetup: ['tests/setup/postgres.ts'],
		testTimeout: 20_000,
		hookTimeout: 60_000,
		pool: 'forks',
		maxWorkers: 2,
		env: { LOG_LEVEL: 'silent' },
	},
});
