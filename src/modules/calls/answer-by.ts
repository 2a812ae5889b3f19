import { day } from '#core/clock/instant.ts';

/** Whoever is told after the date for answers still has so long. */
const leastTimeToAnswer = 7 * day;

/**
 * Until when an applicant may confirm or decline what is announced at `at`: the date of the stage, but never sooner than a
 * week from then. The one rule for the record and for the letter that prints it.
 * @param confirmBy first instant that is too late, as the stage says; null when it says none
 */
export function answerBy(confirmBy: number | null, at: number): number {
	return Math.max(confirmBy ?? 0, at + leastTimeToAnswer);
}
