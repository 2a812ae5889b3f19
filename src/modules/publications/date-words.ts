import { formatDate, formatDateRange, formatTime, lastMinute, zoneName, zoneOffset } from '#core/clock/format.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { SheetTime } from './sheet.ts';
import { sheetMessages } from './ui/messages.ts';

/** A moment in words, its zone beside the hour. */
export function momentWords(at: number, zone: string, locale: Locale): SheetTime {
	const beside = zoneOffset(at, zone);
	const place = locale === 'zh' ? `${zoneName(zone, 'zh')}（${beside}）` : `${zoneName(zone, 'en')} (${beside})`;
	return { day: formatDate(at, zone, locale), time: `${formatTime(at, zone)} ${place}` };
}

/** A date of an edition in words, as the page of dates says it: a moment, a day, days, or 'on or before'. */
export function dateWords(
	date: { at: number; until: number; days: boolean; latest: boolean; deadline: boolean },
	zone: string,
	locale: Locale,
): SheetTime {
	if (!date.days) return momentWords(date.deadline ? lastMinute(date.at, zone) : date.at, zone, locale);
	const last = formatDate(date.until - 1, zone, locale);
	if (date.latest) return { day: last, time: sheetMessages[locale].latest };
	return { day: date.deadline ? last : formatDateRange(date.at, date.until - 1, zone, locale), time: '' };
}
