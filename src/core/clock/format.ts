import type { Locale } from '#core/i18n/index.ts';

/**
 * How instants are written: on pages, in mails, letters and on the console. Pure and the same in browser and server: an
 * instant (epoch milliseconds), a zone and a language in, words out. Only figures are asked of `Intl`; names are ours, so
 * that server and browser never differ by their locale data.
 */

export interface ZonedParts {
	year: number;
	/** 1–12 */
	month: number;
	day: number;
	/** 0 is Sunday. */
	weekday: number;
	hour: number;
	minute: number;
	second: number;
	/** Minutes that the zone is ahead of UTC. */
	offset: number;
}

const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const weekdaysZh = '日一二三四五六';

/** Places whose zone has a name of its own in common use; any other zone is named by its city. */
const zoneNames: Record<string, [en: string, zh: string]> = {
	UTC: ['UTC', '协调世界时'],
	// The last place in which a day ends: a deadline there has passed nowhere before.
	'Etc/GMT+12': ['anywhere on Earth (AoE)', '地球任意地点（AoE）'],
	'Asia/Shanghai': ['Beijing time', '北京时间'],
	'Asia/Hong_Kong': ['Hong Kong time', '香港时间'],
	'Asia/Tokyo': ['Tokyo time', '东京时间'],
	'Asia/Singapore': ['Singapore time', '新加坡时间'],
	'Asia/Kolkata': ['India time', '印度时间'],
	'Australia/Sydney': ['Sydney time', '悉尼时间'],
	'Europe/London': ['London time', '伦敦时间'],
	'Europe/Paris': ['Paris time', '巴黎时间'],
	'Europe/Berlin': ['Berlin time', '柏林时间'],
	'Europe/Vienna': ['Vienna time', '维也纳时间'],
	'Europe/Moscow': ['Moscow time', '莫斯科时间'],
	'America/Chicago': ['US Central time', '美国中部时间'],
	'America/New_York': ['US Eastern time', '美国东部时间'],
	'America/Los_Angeles': ['US Pacific time', '美国太平洋时间'],
};

/** Making a formatter costs much more than using it; there are only so many zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function figuresOf(zone: string): Intl.DateTimeFormat {
	let found = formatters.get(zone);
	if (!found) {
		found = new Intl.DateTimeFormat('en-GB', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		formatters.set(zone, found);
	}
	return found;
}

/** The wall clock of a zone as if it were UTC, from the figures that `Intl` gives. Exact, and slow. */
function wallByIntl(instant: number, zone: string): number {
	const figures = figuresOf(zone).formatToParts(new Date(instant));
	const of = (type: string) => Number(figures.find((part) => part.type === type)?.value);
	return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** Since 1980 zones change only at full quarters of an hour UTC, so within one the offset is the same. */
const quarter = 15 * 60_000;
const since1980 = Date.UTC(1980, 0, 1);
const offsets = new Map<string, number>();
const mostOffsets = 5000;

/** Milliseconds that a zone is ahead of UTC; a page asks for the same few over and over. */
function offsetAt(instant: number, zone: string): number {
	const second = Math.floor(instant / 1000) * 1000;
	if (instant < since1980) return wallByIntl(instant, zone) - second;
	const key = `${zone} ${Math.floor(instant / quarter)}`;
	let offset = offsets.get(key);
	if (offset === undefined) {
		offset = wallByIntl(instant, zone) - second;
		if (offsets.size >= mostOffsets) offsets.clear();
		offsets.set(key, offset);
	}
	return offset;
}

/** The calendar and the clock on the wall of a zone at an instant. Throws a RangeError for an unknown zone. */
export function zonedParts(instant: number, zone: string): ZonedParts {
	const second = Math.floor(instant / 1000) * 1000;
	const offset = offsetAt(instant, zone);
	const wall = new Date(second + offset);
	return {
		year: wall.getUTCFullYear(),
		month: wall.getUTCMonth() + 1,
		day: wall.getUTCDate(),
		weekday: wall.getUTCDay(),
		hour: wall.getUTCHours(),
		minute: wall.getUTCMinutes(),
		second: wall.getUTCSeconds(),
		offset: Math.round(offset / 60_000),
	};
}

/** `2021-10-15T15:59:59Z`, as `<time datetime>` wants it. */
export function machineTime(instant: number): string {
	return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** How the first instant that is too late is read aloud: midnight as 23:59 of the day that ends, any other as it is. */
export function lastMinute(closes: number, zone: string): number {
	const at = zonedParts(closes, zone);
	return at.hour === 0 && at.minute === 0 && at.second === 0 ? closes - 60_000 : closes;
}

/** 15 October 2021 · 2021年10月15日 */
export function formatDate(instant: number, zone: string, locale: Locale, options: { weekday?: boolean } = {}): string {
	const at = zonedParts(instant, zone);
	if (locale === 'zh') {
		const weekday = options.weekday ? `（周${weekdaysZh[at.weekday]}）` : '';
		return `${at.year}年${at.month}月${at.day}日${weekday}`;
	}
	const weekday = options.weekday ? `${weekdays[at.weekday]?.slice(0, 3)} ` : '';
	return `${weekday}${at.day} ${months[at.month - 1]} ${at.year}`;
}

/** 15 Oct · 10月15日: for the axis of a chart. */
export function formatDay(instant: number, zone: string, locale: Locale): string {
	const at = zonedParts(instant, zone);
	return locale === 'zh' ? `${at.month}月${at.day}日` : `${at.day} ${months[at.month - 1]?.slice(0, 3)}`;
}

/** 18–20 November 2021 · 2021年11月18日至20日: says month and year once where they are the same. */
export function formatDateRange(from: number, to: number, zone: string, locale: Locale): string {
	const a = zonedParts(from, zone);
	const b = zonedParts(to, zone);
	if (a.year === b.year && a.month === b.month && a.day === b.day) return formatDate(from, zone, locale);
	if (locale === 'zh') {
		const end =
			a.year !== b.year
				? `${b.year}年${b.month}月${b.day}日`
				: a.month !== b.month
					? `${b.month}月${b.day}日`
					: `${b.day}日`;
		return `${formatDate(from, zone, locale)}至${end}`;
	}
	if (a.year !== b.year) return `${formatDate(from, zone, locale)} – ${formatDate(to, zone, locale)}`;
	if (a.month !== b.month) return `${a.day} ${months[a.month - 1]} – ${formatDate(to, zone, locale)}`;
	return `${a.day}–${formatDate(to, zone, locale)}`;
}

const two = (figure: number) => String(figure).padStart(2, '0');

/** 23:59, with seconds only when there are any: 23:59:59. */
export function formatTime(instant: number, zone: string): string {
	const at = zonedParts(instant, zone);
	return `${two(at.hour)}:${two(at.minute)}${at.second ? `:${two(at.second)}` : ''}`;
}

/** UTC+8, UTC−3:30, UTC */
export function formatOffset(minutes: number): string {
	if (minutes === 0) return 'UTC';
	const size = Math.abs(minutes);
	const rest = size % 60;
	return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest ? `:${two(rest)}` : ''}`;
}

/** Beijing time · 北京时间; a zone without a common name is called by its city: 'Lima time'. */
export function zoneName(zone: string, locale: Locale): string {
	const known = zoneNames[zone];
	if (known) return known[locale === 'zh' ? 1 : 0];
	const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
	return locale === 'zh' ? `${city} 时间` : `${city} time`;
}

/** Whether a zone is that in which a day ends last of all, 'anywhere on Earth'. */
export function isAnywhere(zone: string): boolean {
	return zone === 'Etc/GMT+12';
}

/** The same instant in UTC, with its date only when that differs from the date in the zone. */
export function formatUtc(instant: number, zone: string, locale: Locale): string {
	const here = zonedParts(instant, zone);
	const utc = zonedParts(instant, 'UTC');
	const time = `${formatTime(instant, 'UTC')} UTC`;
	if (here.day === utc.day && here.month === utc.month) return time;
	return locale === 'zh' ? `${utc.month}月${utc.day}日 ${time}` : `${utc.day} ${months[utc.month - 1]}, ${time}`;
}

/** The two largest units of a span: '5 days 7 hours', '2 minutes'. Under a minute, seconds. */
export function formatSpan(milliseconds: number, locale: Locale): string {
	const units: [size: number, one: string, many: string, zh: string][] = [
		[86_400_000, 'day', 'days', '天'],
		[3_600_000, 'hour', 'hours', '小时'],
		[60_000, 'minute', 'minutes', '分钟'],
		[1_000, 'second', 'seconds', '秒'],
	];
	let rest = Math.max(0, milliseconds);
	let first = units.findIndex(([size]) => rest >= size);
	if (first < 0) first = units.length - 1;
	const words: string[] = [];
	for (const [size, one, many, zh] of units.slice(first, first + 2)) {
		const count = Math.floor(rest / size);
		rest -= count * size;
		if (count === 0 && words.length > 0) continue;
		words.push(locale === 'zh' ? `${count} ${zh}` : `${count} ${count === 1 ? one : many}`);
	}
	return words.join(' ');
}

/** The offset of a zone at that instant, daylight saving included: `UTC+8`. */
export function zoneOffset(instant: number, zone: string): string {
	return formatOffset(zonedParts(instant, zone).offset);
}

/** 15 October 2021, 23:59 · 2021年10月15日 23:59; the zone must stand beside it. */
export function formatDateTime(instant: number, zone: string, locale: Locale): string {
	return `${formatDate(instant, zone, locale)}${locale === 'zh' ? ' ' : ', '}${formatTime(instant, zone)}`;
}

/** 15 October 2021, 23:59 Beijing time (UTC+8) · 2021年10月15日 23:59 北京时间（UTC+8）: what stands where no component draws it. */
export function formatInstant(instant: number, zone: string, locale: Locale): string {
	const offset = zoneOffset(instant, zone);
	const name = zone === 'UTC' || zone === 'Etc/UTC' ? 'UTC' : zoneName(zone, locale);
	const beside = name === offset ? '' : locale === 'zh' ? `（${offset}）` : ` (${offset})`;
	return `${formatDateTime(instant, zone, locale)} ${name}${beside}`;
}

/** A closing instant as people read it (see `lastMinute`), with its zone. */
export function formatDeadline(closes: number, zone: string, locale: Locale): string {
	return formatInstant(lastMinute(closes, zone), zone, locale);
}
