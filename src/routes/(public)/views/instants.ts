import { instantOf } from '#modules/calls/local-time.ts';
import { windowInstants } from '#modules/calls/window.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { dateInstants, editionDays } from '#modules/editions/date-instants.ts';

const day = 86_400_000;

/**
 * The next instant at which a public page of the edition may read differently: an opening, a deadline, the last three
 * days or hours before one, or midnight, when the hand of the orrery moves on.
 */
export function nextBoundary(bundle: Bundle, now: number): number {
	const { zone } = bundle.edition;
	const windows = bundle.calls.flatMap((call) => {
		const { opensAt, lastHoursAt, closesAt, graceEndsAt } = windowInstants(call.window);
		return [opensAt, closesAt - 3 * day, closesAt - day, lastHoursAt, closesAt, graceEndsAt];
	});
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
