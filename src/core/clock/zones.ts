import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/**
 * The instant of a local time in a zone. A local time that a DST change skips is moved forward by the gap, one that
 * occurs twice is the earlier one (RFC 5545's reading).
 * @param local `2021-10-15T18:00` or `2021-10-15` (its first moment)
 * @throws RangeError for a text or zone that does not exist
 */
export function instantOf(local: string, zone: string): Instant {
	// Temporal would read an offset or a time it then drops: `2021-10-15 18:00` as a date, `…T18:00Z` as local.
	const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?$/.exec(local);
	if (!match) throw new RangeError(`not a local time such as 2021-10-15T18:00: ${local}`);
	const [, date = '', time] = match;
	const plain = time === undefined ? Temporal.PlainDate.from(date) : Temporal.PlainDateTime.from(`${date}T${time}`);
	return plain.toZonedDateTime(zone).epochMilliseconds;
}

/** The first moment of the day after `date`, so that a window that closes 'on 15 October' includes the whole day. */
export function endOfDay(date: string, zone: string): Instant {
	return Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

/** `2021-10-15T18:00:00` in a zone: the inverse of `instantOf`, to the second. */
export function localOf(instant: Instant, zone: string): string {
	return Temporal.Instant.fromEpochMilliseconds(instant)
		.toZonedDateTimeISO(zone)
		.toPlainDateTime()
		.toString({ smallestUnit: 'second' });
}

/** The calendar day `2021-10-15` on which an instant falls in a zone. */
export function dayOf(instant: Instant, zone: string): string {
	return localOf(instant, zone).slice(0, 10);
}

/**
 * An instant from what a person types on a command line: with an offset it is that instant, without one it is local
 * time in `zone`; `+3d`, `+12h`, `+30m` are from `from`.
 */
export function parseMoment(text: string, zone: string, from: Instant): Instant {
	const relative = /^\+(\d+)([dhms])$/.exec(text);
	if (relative) {
		const unit = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }[relative[2] as 'd' | 'h' | 'm' | 's'];
		return from + Number(relative[1]) * unit;
	}
	if (/[zZ]$|[+-]\d\d:?\d\d$/.test(text) && text.includes('T')) {
		return Temporal.Instant.from(text).epochMilliseconds;
	}
	return instantOf(text, zone);
}
