import { type Edge, instantOf } from '#modules/calls/local-time.ts';
import { closingTime } from '#modules/calls/window-state.ts';
import type { Bundle } from './index.ts';
import type { BundleKeyDate } from './key-date.ts';

/** A date that is one end of the window of a call: both are the same moment. */
export interface WindowDate {
	/** Place of the date in the list of dates. */
	index: number;
	call: string;
	end: 'opens' | 'closes';
	/** Wall clock in the zone of the edition. */
	at: string;
}

type Dates = readonly Pick<BundleKeyDate, 'at' | 'call' | 'window'>[];

/** The dates that are an end of a window. Pure. */
export function windowDates(dates: Dates): WindowDate[] {
	return dates.flatMap(({ at, call, window: end }, index) =>
		at === undefined || call === undefined || end === undefined ? [] : [{ index, call, end, at }],
	);
}

const edges: Record<WindowDate['end'], Edge> = { opens: 'start', closes: 'end' };

/** The instant of an end of a window (epoch milliseconds): an hour that a zone has twice is read so that nobody loses time. */
export function endInstant(end: WindowDate['end'], local: string, zone: string): number {
	return instantOf(local, zone, edges[end]);
}

/** The wall clock of an end of a window: of a bare date, the close of business where there is one. */
export function endTime(end: WindowDate['end'], window: Bundle['calls'][number]['window']): string {
	return end === 'closes' ? closingTime(window) : window.opens;
}

/** Whether a date and the window of its call say the same. Pure. */
export function agrees(
	date: Pick<WindowDate, 'end' | 'at'>,
	zone: string,
	window: Bundle['calls'][number]['window'],
): boolean {
	return endInstant(date.end, date.at, zone) === endInstant(date.end, endTime(date.end, window), window.zone);
}
