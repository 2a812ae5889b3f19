import type { Cohort } from './call.ts';
import { instantOf } from './local-time.ts';

/** Where a call with rounds stands: the round that takes what is handed in now. */
export interface CohortPlace {
	cohort: Cohort;
	/** The first instant that is too late for it (epoch milliseconds). */
	until: number;
	/** 1 for the first round. */
	place: number;
	/** How many rounds the call has. */
	of: number;
	/** When the round before ended; null for the first. */
	since: number | null;
}

/** The ends of the rounds in their order in time: the first instants that are too late. A bare date is the whole day. */
export function cohortEnds(cohorts: readonly Cohort[], zone: string): { cohort: Cohort; until: number }[] {
	return cohorts
		.map((cohort) => ({ cohort, until: instantOf(cohort.until, zone, 'end') }))
		.sort((a, b) => a.until - b.until);
}

/**
 * The round to which belongs what is handed in at an instant (edition time): the first one whose end has not passed; null
 * after the last, and for a call without rounds. Pure.
 */
export function cohortAt(cohorts: readonly Cohort[] | undefined, zone: string, now: number): CohortPlace | null {
	const ends = cohortEnds(cohorts ?? [], zone);
	const at = ends.findIndex(({ until }) => now < until);
	const found = ends[at];
	return found ? { ...found, place: at + 1, of: ends.length, since: ends[at - 1]?.until ?? null } : null;
}
