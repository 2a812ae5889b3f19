import type { Instant } from './instant.ts';

/**
 * How edition time follows process time. A real folder has no dial: both times are one. In a rehearsal the edition's
 * time is where the dial was set, and runs on from there.
 */
export interface Dial {
	/** Edition time at the moment the dial was last turned. */
	editionAt: Instant;
	/** Process time of that moment. */
	processAt: Instant;
}

/** Two times, one door. */
export interface Clock {
	/** Windows, deadlines, letters, releases, ledger. */
	edition: { now(): Instant };
	/** Sign-in, rate limits, retries, sessions. */
	process: { now(): Instant };
	/** The dial, in a rehearsal. */
	readonly dial: Dial | undefined;
	readonly rehearsal: boolean;
	/** Reads the dial anew: for whoever has just turned it and shows the time in his next answer. */
	reread(): Promise<void>;
}

/** The system's time. The only place that reads it. */
export function processNow(): Instant {
	return Date.now();
}

/** A clock whose edition time stands still at `at`: for tests and for work that belongs to a planned moment. */
export function fixedClock(at: Instant, process: () => Instant = processNow): Clock {
	return {
		edition: { now: () => at },
		process: { now: process },
		dial: { editionAt: at, processAt: at },
		rehearsal: true,
		reread: async () => undefined,
	};
}

/** The clock of a real installation: both times are the system's. For what has no folder to ask. */
export function realClock(): Clock {
	return {
		edition: { now: processNow },
		process: { now: processNow },
		dial: undefined,
		rehearsal: false,
		reread: async () => undefined,
	};
}

/** The same clock with edition time pinned to `at`; process time runs on. */
export function pinned(clock: Clock, at: Instant): Clock {
	const { process, dial, rehearsal, reread } = clock;
	return { edition: { now: () => at }, process, dial, rehearsal, reread };
}
