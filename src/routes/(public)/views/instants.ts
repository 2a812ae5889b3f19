import { instantOf } from '#modules/calls/local-time.ts';
import { windowInstants } from '#modules/calls/window.ts';
import type { Bundle, BundleKeyDate } from '#modules/editions/bundle/index.ts';

/** A date of an edition as instants: `at` is when it counts, `until` the end of its days. */
export interface DateInstants {
	at: number;
	until: number;
	/** A whole day or several: shown without an hour. */
	days: boolean;
}

/** The instants of a date. A deadline on a day (and 'on or before') counts at the end of that day, anything else at its beginning. */
export function dateInstants(date: BundleKeyDate, zone: string): DateInstants {
	if (date.at !== undefined) {
		const at = instantOf(date.at, zone, 'start');
		return { at, until: at, days: false };
	}
	const on = date.on as string;
	const begin = instantOf(on, zone, 'start');
	const until = instantOf(date.until ?? on, zone, 'end');
	return { at: date.kind === 'deadline' || date.latest ? until : begin, until, days: true };
}

/** The first and the last instant of the days of the symposium. */
export function editionDays(edition: Bundle['edition']): { from: number; to: number } {
	return { from: instantOf(edition.starts, edition.zone, 'start'), to: instantOf(edition.ends, edition.zone, 'end') };
}

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
