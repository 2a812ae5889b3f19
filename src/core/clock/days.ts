import { Temporal } from 'temporal-polyfill';

/** How many days `to` is after `from` (negative when before). Calendar days, `2021-11-18`. */
export function daysBetween(from: string, to: string): number {
	return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** The calendar day so many days after `day`. */
export function addDays(day: string, days: number): string {
	return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The same date in another year; the 29th of February becomes the 28th where there is none. */
export function inYear(day: string, year: number): string {
	return Temporal.PlainDate.from(day).with({ year }).toString();
}
