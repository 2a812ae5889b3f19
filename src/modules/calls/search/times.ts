import { addDays, dayOf, type Instant, instantOf } from '#core/clock/index.ts';
import type { Range } from './criterion.ts';
import type { Relation } from './node.ts';

/** A day, a month, a year or a minute, as it is written: the first and the first after it, as local times. */
interface Period {
	from: string;
	until: string;
}

const writtenDay = /^([1-9]\d{3})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T(\d\d):(\d\d))?$/;
const chineseDay = /^([1-9]\d{3})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$/;

/**
 * The local period that was written: `2021-10-10`, `2021-10`, `2021`, `2021-10-10T12:00`, `2021年10月10日`, `today`,
 * `yesterday`, `7d` (the last seven days). Undefined for what is no date.
 */
export function periodOf(written: string, now: Instant, zone: string): Period | undefined {
	const text = written.normalize('NFKC').replace(/^(\d{4})[./](\d{1,2})[./](\d{1,2})$/, '$1-$2-$3');
	const today = dayOf(now, zone);
	if (text === 'today' || text === '今天') return { from: today, until: addDays(today, 1) };
	if (text === 'yesterday' || text === '昨天') return { from: addDays(today, -1), until: today };
	const ago = /^(\d{1,3})(d|天)$/.exec(text);
	if (ago) return { from: addDays(today, 1 - Math.max(1, Number(ago[1]))), until: addDays(today, 1) };
	const match = writtenDay.exec(text) ?? chineseDay.exec(text);
	// Of the last year that can be written nothing comes after.
	if (!match || match[1] === '9999') return undefined;
	const [, year = '', month, day, hour, minute] = match;
	const two = (part: string) => part.padStart(2, '0');
	if (month === undefined)
		return hour === undefined ? { from: `${year}-01-01`, until: `${next(year)}-01-01` } : undefined;
	if (Number(month) < 1 || Number(month) > 12) return undefined;
	if (day === undefined) {
		if (hour !== undefined) return undefined;
		const after = month === '12' ? `${next(year)}-01` : `${year}-${two(String(Number(month) + 1))}`;
		return { from: `${year}-${two(month)}-01`, until: `${after}-01` };
	}
	const date = `${year}-${two(month)}-${two(day)}`;
	const parsed = new Date(`${date}T00:00:00Z`);
	if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date) return undefined;
	if (hour === undefined) return { from: date, until: addDays(date, 1) };
	if (Number(hour) > 23 || Number(minute) > 59) return undefined;
	const at = `${date}T${hour}:${minute}`;
	return { from: at, until: at };
}

/** What of time a comparison with a period leaves: `>` is after its end, `<` before its begin, `:` within. */
export function timeRange(relation: Relation, period: Period, zone: string): Range<Instant> {
	const from = instantOf(period.from, zone);
	// A minute that was written is as long as a minute.
	const until = period.until === period.from ? from + 60_000 : instantOf(period.until, zone);
	return rangeOf(relation, from, until);
}

/** The range that a comparison with a stretch leaves, whatever is compared. */
export function rangeOf<T>(relation: Relation, from: T, until: T): Range<T> {
	switch (relation) {
		case '>':
			return { from: until };
		case '>=':
			return { from };
		case '<':
			return { until: from };
		case '<=':
			return { until };
		case ':':
			return { from, until };
	}
}

function next(year: string): string {
	return String(Number(year) + 1).padStart(4, '0');
}
