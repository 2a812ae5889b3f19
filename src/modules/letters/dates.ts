import { zoneName, zoneOffset } from '#core/clock/format.ts';
import type { Instant } from '#core/clock/instant.ts';
import { localOf } from '#core/clock/zones.ts';
import type { Locale } from '#core/i18n/index.ts';

interface Day {
	year: number;
	month: number;
	day: number;
}

const months = 'January February March April May June July August September October November December'.split(' ');

function dayOf(local: string): Day {
	const [year = 0, month = 0, day = 0] = local.split('-').map(Number);
	return { year, month, day };
}

function parts(at: Instant, zone: string): Day & { time: string } {
	const [date = '', time = ''] = localOf(at, zone).split('T');
	return { ...dayOf(date), time: time.slice(0, 5) };
}

function writeDay({ year, month, day }: Day, locale: Locale): string {
	return locale === 'zh' ? `${year}年${month}月${day}日` : `${day} ${months[month - 1]} ${year}`;
}

/** The day of a letter, in full: `20 October 2021` / `2021年10月20日`. */
export function letterDate(at: Instant, zone: string, locale: Locale): string {
	return writeDay(parts(at, zone), locale);
}

/**
 * A deadline as a letter says it, in the zone of the edition: `23:59 on 8 November 2021 (Beijing time, UTC+8)`,
 * `2021年11月8日23:59（北京时间）`.
 * @param until exclusive; the end of a day is written as its last minute
 */
export function deadline(until: Instant, zone: string, locale: Locale): string {
	const exact = parts(until, zone);
	const shown = exact.time === '00:00' ? parts(until - 60_000, zone) : exact;
	if (locale === 'zh') return `${writeDay(shown, 'zh')}${shown.time}（${zoneName(zone, 'zh')}）`;
	return `${shown.time} on ${writeDay(shown, 'en')} (${zoneName(zone, 'en')}, ${zoneOffset(until, zone)})`;
}

/** Days from one to another, both included: `18–20 November 2021` / `2021年11月18日至20日`. */
export function dayRange(from: string, to: string, locale: Locale): string {
	const [first, last] = [dayOf(from), dayOf(to)];
	if (from === to) return writeDay(first, locale);
	const sameYear = first.year === last.year;
	const sameMonth = sameYear && first.month === last.month;
	if (locale === 'zh') {
		const end = sameMonth ? `${last.day}日` : sameYear ? `${last.month}月${last.day}日` : writeDay(last, 'zh');
		return `${writeDay(first, 'zh')}至${end}`;
	}
	if (sameMonth) return `${first.day}–${writeDay(last, 'en')}`;
	const start = sameYear ? `${first.day} ${months[first.month - 1]}` : writeDay(first, 'en');
	return `${start} – ${writeDay(last, 'en')}`;
}
