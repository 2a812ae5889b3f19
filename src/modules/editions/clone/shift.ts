import { addDays, daysBetween } from '#core/clock/index.ts';

/**
 * How dates move with the first day: `weekday` by whole weeks, so that a Friday stays one; `distance` by exactly as many
 * days as the first day moves. Days of the symposium itself always keep their place in it.
 */
export const keeps = ['weekday', 'distance'] as const;
export type Keep = (typeof keeps)[number];

/** The days of an edition, first and last. */
export interface Days {
	starts: string;
	ends: string;
}

/** A day of the past edition, moved. The last day of the symposium becomes its new last day. Pure. */
export function shiftDay(day: string, past: Days, next: Days, keep: Keep): string {
	if (day === past.ends) return next.ends;
	const days = daysBetween(past.starts, next.starts);
	const inside = day >= past.starts && day <= past.ends;
	return addDays(day, inside || keep === 'distance' ? days : Math.round(days / 7) * 7);
}

/**
 * A local time (`2021-10-15T24:00`) or day, moved. The time of day stays as it is written, and with it what people read on
 * the wall: across a change to summer time the instant moves by its hour.
 */
export function shiftLocal(local: string, past: Days, next: Days, keep: Keep): string {
	return shiftDay(local.slice(0, 10), past, next, keep) + local.slice(10);
}
