import { day, dayOf, endOfDay, formatDay } from '#core/clock/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { CallFigures } from '#modules/calls/server/index.ts';

export interface CurvePoint {
	/** The end of the day, or the present. */
	at: number;
	label: string;
	/** All submissions until then. */
	value: number;
}

/**
 * The submissions of a call, summed up day by day from the day it opened to the present, or to the last day on which
 * something came in. Empty before it opens.
 */
export function submissionCurve(
	{ window, byDay }: Pick<CallFigures, 'window' | 'byDay'>,
	now: number,
	locale: Locale,
): CurvePoint[] {
	const { zone } = window;
	const last = Math.max(endOfDay(dayOf(window.graceEndsAt - 1, zone), zone), lastArrival(byDay, zone));
	const until = Math.min(now, last);
	const label = (at: number) => formatDay(at, zone, locale);
	const points: CurvePoint[] = [];
	let total = 0;
	let date = [dayOf(window.opensAt, zone), byDay[0]?.day ?? '9999'].sort()[0] as string;
	if (now < endOfDay(date, zone) - day && byDay.length === 0) return [];
	for (;;) {
		total += byDay.find((one) => one.day === date)?.count ?? 0;
		const ends = endOfDay(date, zone);
		points.push({ at: Math.min(ends, Math.max(until, ends - day)), label: label(ends - day), value: total });
		if (ends >= until) return points;
		date = dayOf(ends, zone);
	}
}

function lastArrival(byDay: CallFigures['byDay'], zone: string): number {
	const date = byDay.at(-1)?.day;
	return date === undefined ? 0 : endOfDay(date, zone);
}
