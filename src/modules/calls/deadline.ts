import { formatDate, formatInstant, formatTime } from '#core/clock/format.ts';
import type { Locale } from '#core/i18n/index.ts';

/**
 * A closing instant as people say it, in one zone: a close at midnight belongs to the day that ends, so it is
 * `15 Oct 2021, 24:00` and not 00:00 of the 16th, which half of the readers take for a day more.
 * @param instant epoch milliseconds; the first instant that is too late
 */
export function formatDeadline(instant: number, zone: string, locale: Locale): string {
	const text = formatInstant(instant, zone, locale);
	if (formatTime(instant, zone) !== '00:00') return text;
	return text
		.replace(formatDate(instant, zone, locale), formatDate(instant - 1, zone, locale))
		.replace('00:00', '24:00');
}
