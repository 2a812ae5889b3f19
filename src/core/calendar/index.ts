/*
 * Calendar files (RFC 5545), as people subscribe to or import them. Pure: the same events give the same bytes.
 */

/** One entry. Either a moment or a span of time (`at`, `until`), or whole days (`from`, `to`, both included, `2021-11-18`). */
export interface CalendarEvent {
	/** The same for the same thing forever, and unique in the world. */
	uid: string;
	title: string;
	text?: string;
	url?: string;
	when: { at: number; until?: number } | { from: string; to: string };
}

export interface CalendarFile {
	name: string;
	/** Who made it: `-//Orrery//EN`. */
	maker: string;
	/** As of when this holds; the same for all events. */
	asOf: number;
	events: readonly CalendarEvent[];
}

/** The calendar as the text of an `.ics` file: lines end with CR LF and none is longer than 75 bytes. */
export function calendarFile({ name, maker, asOf, events }: CalendarFile): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		`PRODID:${maker}`,
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		`NAME:${escaped(name)}`,
		`X-WR-CALNAME:${escaped(name)}`,
	];
	for (const event of events) {
		lines.push('BEGIN:VEVENT', `UID:${event.uid}`, `DTSTAMP:${instant(asOf)}`, ...times(event.when));
		lines.push(`SUMMARY:${escaped(event.title)}`);
		if (event.text) lines.push(`DESCRIPTION:${escaped(event.text)}`);
		if (event.url) lines.push(`URL:${event.url}`);
		// Whoever takes the dates along is not busy because of them.
		lines.push('TRANSP:TRANSPARENT', 'END:VEVENT');
	}
	lines.push('END:VCALENDAR');
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function times(when: CalendarEvent['when']): string[] {
	if ('from' in when) return [`DTSTART;VALUE=DATE:${day(when.from)}`, `DTEND;VALUE=DATE:${day(dayAfter(when.to))}`];
	return [`DTSTART:${instant(when.at)}`, ...(when.until === undefined ? [] : [`DTEND:${instant(when.until)}`])];
}

function instant(at: number): string {
	return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

const day = (text: string): string => text.replaceAll('-', '');

function dayAfter(text: string): string {
	const [year, month, date] = text.split('-').map(Number) as [number, number, number];
	return new Date(Date.UTC(year, month - 1, date + 1)).toISOString().slice(0, 10);
}

function escaped(text: string): string {
	return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** A line goes on after CR LF and a space; characters of several bytes are never cut. */
function folded(line: string): string {
	const rows: string[] = [];
	let row = '';
	let bytes = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (bytes + size > 75) {
			rows.push(row);
			row = ' ';
			bytes = 1;
		}
		row += character;
		bytes += size;
	}
	return [...rows, row].join('\r\n');
}
