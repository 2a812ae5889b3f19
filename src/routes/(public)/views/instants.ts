import { instantOf } from '#modules/calls/local-time.ts';
import { windowInstants } from '#modules/calls/window.ts';
import type { Call } from '#modules/calls/call.ts';
import { cohortEnds } from '#modules/calls/cohort.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { dateInstants, editionDays } from '#modules/editions/date-instants.ts';

const day = 86_400_000;

/**
 * The next instant at which a public page of the edition may read differently: an opening, a deadline, the last three
 * days or hours before one, or midnight, when the hand of the orrery moves on.
 */
export function nextBoundary(bundle: Bundle, now: number): number {
	const { zone } = bundle.edition;
	const windows = bundle.calls.flatMap(instantsOfCall);
	const dates = bundle.dates.flatMap((date) => {
		const { at, until } = dateInstants(date, zone);
		return [at, until];
	});
	const { from, to } = editionDays(bundle.edition);
	// The next midnight in the edition's zone: today's calendar day as the zone has it, at its end.
	const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
	const midnight = instantOf(today.format(now), zone, 'end');
	return Math.min(...[...windows, ...dates, from, to, midnight].filter((at) => at > now));
}

/** The moments at which a page that shows a call reads differently: its window, the days before its end, the ends of its rounds. */
function instantsOfCall(call: Pick<Call, 'window' | 'cohorts'>): number[] {
	const { opensAt, lastHoursAt, closesAt, graceEndsAt } = windowInstants(call.window);
	const rounds = cohortEnds(call.cohorts ?? [], call.window.zone).map(({ until }) => until);
	return [opensAt, closesAt - 3 * day, closesAt - day, lastHoursAt, closesAt, graceEndsAt, ...rounds];
}

/** The next instant at which a page about these calls alone may read differently; the largest number when there is none. */
export function nextCallBoundary(calls: readonly Pick<Call, 'window' | 'cohorts'>[], now: number): number {
	return Math.min(Number.MAX_SAFE_INTEGER, ...calls.flatMap(instantsOfCall).filter((at) => at > now));
}
