import { defineConfig } from 'vitest/config';
import { JourneyOrder } from './tests/setup/journey-order.ts';

/** Journeys through the built server, most of them in Chromium. `npm test` builds first. */
export default defineConfig({
	test: {
		globalSetup: ['tests/setup/journeys.ts'],
		include: ['tests/journeys/**/*.test.ts'],
		testTimeout: 180_000,
		hookTimeout: 120_000,
		// A busy machine answers late; what never comes true fails all the same.
		expect: { poll: { timeout: 30_000 } },
		pool: 'forks',
		maxWorkers: 2,
		// Files share what is loaded; each has a server, a browser and a folder of its own.
		isolate: false,
		sequence: { sequencer: JourneyOrder },
	},
});
