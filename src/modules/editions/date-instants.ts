import { instantOf } from '#modules/calls/local-time.ts';
import type { BundleEdition, BundleKeyDate } from './bundle/index.ts';

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
export function editionDays(edition: Pick<BundleEdition, 'starts' | 'ends' | 'zone'>): { from: number; to: number } {
	return { from: instantOf(edition.starts, edition.zone, 'start'), to: instantOf(edition.ends, edition.zone, 'end') };
}
