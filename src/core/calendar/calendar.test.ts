import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarEvent, calendarFile } from './index.ts';

const file = (...events: CalendarEvent[]) =>
	calendarFile({ name: 'Dates', maker: '-//Orrery//EN', asOf: Date.UTC(2021, 9, 10), events });
const unfolded = (text: string) => text.replaceAll('\r\n ', '');

describe('a calendar file', () => {
	test('says a moment in UTC, and days with the day after the last', () => {
		const text = file(
			{ uid: 'a@x.example', title: 'Close', when: { at: Date.UTC(2021, 9, 15, 15), until: Date.UTC(2021, 9, 15, 16) } },
			{ uid: 'b@x.example', title: 'Symposium', when: { from: '2021-11-29', to: '2021-11-30' } },
		);
		expect(text).toContain('DTSTART:20211015T150000Z\r\nDTEND:20211015T160000Z\r\n');
		expect(text).toContain('DTSTART;VALUE=DATE:20211129\r\nDTEND;VALUE=DATE:20211201\r\n');
		expect(text).toContain('DTSTAMP:20211010T000000Z\r\n');
		expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
		expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
	});
	test('escapes what has a meaning in it', () => {
		const text = file({ uid: 'a', title: 'One, two; three\\', text: 'a\nb', when: { at: 0 } });
		expect(text).toContain('SUMMARY:One\\, two\\; three\\\\\r\n');
		expect(text).toContain('DESCRIPTION:a\\nb\r\n');
	});
	test('no line is longer than 75 bytes, and whatever is in it comes back', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (raw) => {
				const title = raw.replace(/[\r\n\\;,]/g, '·');
				const text = file({ uid: 'a', title, when: { at: 0 } });
				for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
				expect(unfolded(text)).toContain(`SUMMARY:${title}\r\n`);
			}),
		);
	});
});
