import type { Locale } from '#core/i18n/index.ts';
import type { Instant } from './instant.ts';

/** Browser-safe writing of instants: every text says its zone. */
const tags: Record<Locale, string> = { en: 'en-GB', zh: 'zh-CN' };

/** The zone as people write it: `UTC+8`, `UTC`, `UTC−3:30`, at that instant (daylight saving included). */
export function zoneOffset(instant: Instant, zone: string): string {
	const part = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
		.formatToParts(instant)
		.find((piece) => piece.type === 'timeZoneName')?.value;
	const match = /GMT([+-])(\d\d):(\d\d)/.exec(part ?? '');
	if (!match) return 'UTC';
	const [, sign, hours, minutes] = match;
	if (hours === '00' && minutes === '00') return 'UTC';
	return `UTC${sign === '-' ? '−' : '+'}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

/** `15 Oct 2021, 23:59` / `2021年10月15日 23:59`, without the zone: use `formatInstant` unless the zone stands beside it. */
export function formatDateTime(instant: Instant, zone: string, locale: Locale): string {
	if (locale === 'zh') return `${formatDate(instant, zone, 'zh')} ${formatTime(instant, zone)}`;
	return `${formatDate(instant, zone, 'en')}, ${formatTime(instant, zone)}`;
}

/** `15 Oct 2021` / `2021年10月15日`. */
export function formatDate(instant: Instant, zone: string, locale: Locale): string {
	if (locale === 'zh') {
		return new Intl.DateTimeFormat('zh-CN', { timeZone: zone, year: 'numeric', month: 'long', day: 'numeric' }).format(
			instant,
		);
	}
	return new Intl.DateTimeFormat(tags.en, { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' })
		.format(instant)
		.replace('Sept', 'Sep');
}

/** `23:59` on a 24-hour clock. */
export function formatTime(instant: Instant, zone: string): string {
	return new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	}).format(instant);
}

/** `15 Oct 2021, 23:59 Shanghai (UTC+8)`: what stands wherever a deadline is shown. */
export function formatInstant(instant: Instant, zone: string, locale: Locale): string {
	const name = zoneName(zone, locale);
	const offset = zoneOffset(instant, zone);
	const within = locale === 'zh' ? `（${offset}）` : ` (${offset})`;
	return `${formatDateTime(instant, zone, locale)} ${name}${name === offset ? '' : within}`;
}

/** The city of a zone as people say it: `Shanghai` / `上海`; other zones by their city in the IANA name. */
export function zoneName(zone: string, locale: Locale): string {
	if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC';
	if (locale === 'zh' && zone === 'Asia/Shanghai') return '北京时间';
	if (zone === 'Asia/Shanghai') return 'Beijing time';
	return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
