import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { CallSettings } from './call.ts';
import { cohortAt } from './cohort.ts';

/** The round that takes what is handed in now, as pages show it. */
export interface RoundView {
	label: string;
	place: number;
	of: number;
	/** The first instant that is too late for it. */
	until: number;
}

/** Which round one is in, for a call that has rounds and whose window has not ended. Pure. */
export function roundView(
	call: Pick<CallSettings, 'cohorts'> & { window: { zone: string; graceEndsAt: number } },
	now: number,
	locale: Locale,
): RoundView | null {
	if (now >= call.window.graceEndsAt) return null;
	const found = cohortAt(call.cohorts, call.window.zone, now);
	if (!found) return null;
	const { cohort, place, of, until } = found;
	return { label: inLocale(cohort.label, locale).text, place, of, until: Math.min(until, call.window.graceEndsAt) };
}
