/*
 * Wall clock to instant with nothing but Intl, so that the browser and the server agree without a Temporal polyfill in
 * the page. Instants are epoch milliseconds.
 */

/** Whether a bare date means its first instant or the end of the day; the same choice settles hours that a zone has twice. */
export type Edge = 'start' | 'end';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
	let format = formats.get(zone);
	if (!format) {
		// Zones are few, but their names may be written in any case: a page could be asked for any number of them.
		if (formats.size > 1000) formats.clear();
		format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		formats.set(zone, format);
	}
	return format;
}

/** How far the wall clock of a zone is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(instant: number, zone: string): number {
	const parts: Record<string, number> = {};
	for (const { type, value } of formatFor(zone).formatToParts(instant)) parts[type] = Number(value);
	const wall = Date.UTC(
		parts.year as number,
		(parts.month as number) - 1,
		parts.day as number,
		parts.hour as number,
		parts.minute as number,
		parts.second as number,
	);
	return wall - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant of a wall-clock time such as `2021-10-15T17:00`, `2021-10-15T24:00` or `2021-10-15` (its first instant, or
 * with edge 'end' the first instant of the next day). An hour that a zone skips is taken as if the clock had not yet been
 * put forward; of an hour that it has twice, 'start' takes the first and 'end' the second, so that nobody loses time.
 */
export function instantOf(local: string, zone: string, edge: Edge): number {
	const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(local);
	if (!match) throw new RangeError(`Not a local time: ${local}`);
	const [, year, month, day, hour, minute, second] = match.map(Number);
	const hours = match[4] === undefined ? (edge === 'end' ? 24 : 0) : (hour as number);
	const wall = Date.UTC(
		year as number,
		(month as number) - 1,
		day as number,
		hours,
		match[5] === undefined ? 0 : (minute as number),
		match[6] === undefined ? 0 : (second as number),
	);
	// No zone changes twice within a day, so its offsets a day before and after are the only candidates.
	const before = offsetAt(wall - 86_400_000, zone);
	const after = offsetAt(wall + 86_400_000, zone);
	const fitting = [wall - before, wall - after].filter((instant) => instant + offsetAt(instant, zone) === wall);
	if (fitting.length === 0) return wall - before;
	return edge === 'start' ? Math.min(...fitting) : Math.max(...fitting);
}

/** Whether this is the name of a zone of the IANA database (in any case, as browsers and PostgreSQL read it). */
export function isZone(zone: string): boolean {
	try {
		return formatFor(zone) !== undefined;
	} catch {
		return false;
	}
}
