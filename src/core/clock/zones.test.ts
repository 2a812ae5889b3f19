import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	day,
	dayOf,
	endOfDay,
	formatInstant,
	hour,
	instantOf,
	localOf,
	minute,
	parseMoment,
	zoneOffset,
} from './index.ts';

const zones = [
	'Asia/Shanghai',
	'Europe/Berlin',
	'America/New_York',
	'America/Sao_Paulo',
	'Australia/Lord_Howe',
	'Asia/Kathmandu',
	'UTC',
];
const utc = (text: string) => Date.parse(text);

describe('a local time in a zone', () => {
	test('is the instant of the official deadline', () => {
		expect(instantOf('2021-10-15T18:00', 'Asia/Shanghai')).toBe(utc('2021-10-15T10:00Z'));
		expect(instantOf('2021-10-15 18:00:30.5', 'Asia/Shanghai')).toBe(utc('2021-10-15T10:00:30.500Z'));
		expect(instantOf('2021-10-15', 'Asia/Shanghai')).toBe(utc('2021-10-14T16:00Z'));
	});

	test('that daylight saving skips is moved forward by the gap', () => {
		expect(instantOf('2021-03-28T02:30', 'Europe/Berlin')).toBe(utc('2021-03-28T01:30Z'));
		expect(instantOf('2021-03-14T02:30', 'America/New_York')).toBe(utc('2021-03-14T07:30Z'));
		// Half an hour only.
		expect(localOf(instantOf('2021-10-03T02:15', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toBe(
			'2021-10-03T02:45:00',
		);
	});

	test('that occurs twice is the earlier one', () => {
		expect(instantOf('2021-10-31T02:30', 'Europe/Berlin')).toBe(utc('2021-10-31T00:30Z'));
		expect(instantOf('2021-11-07T01:30', 'America/New_York')).toBe(utc('2021-11-07T05:30Z'));
	});

	test.each([
		'2021-10-15T18:00Z',
		'2021-10-15T18:00+08:00',
		'2021-10-15 18',
		'15.10.2021',
		'2021-02-30',
		'2021-10-15T25:00',
		'',
	])('is not read from %j, rather than read wrongly', (text) =>
		expect(() => instantOf(text, 'Asia/Shanghai')).toThrow(RangeError),
	);

	test('a zone that does not exist is refused', () => {
		expect(() => instantOf('2021-10-15', 'Asia/Atlantis')).toThrow(RangeError);
	});

	test('instantOf and localOf undo each other, outside the hour that occurs twice', () => {
		const seconds = fc.integer({ min: utc('1990-01-01T00:00Z') / 1000, max: utc('2037-01-01T00:00Z') / 1000 });
		fc.assert(
			fc.property(seconds, fc.constantFrom(...zones), (at, zone) => {
				const back = instantOf(localOf(at * 1000, zone), zone);
				// In the second of two equal hours the earlier one is meant.
				expect([0, hour, 30 * minute]).toContain(at * 1000 - back);
				if (zone === 'UTC' || zone === 'Asia/Kathmandu') expect(back).toBe(at * 1000);
			}),
		);
	});
});

describe('the end of a day', () => {
	test('includes the whole day', () => {
		expect(endOfDay('2021-10-15', 'Asia/Shanghai')).toBe(utc('2021-10-15T16:00Z'));
		expect(endOfDay('2021-12-31', 'UTC')).toBe(utc('2022-01-01T00:00Z'));
		expect(endOfDay('2024-02-28', 'UTC')).toBe(utc('2024-02-29T00:00Z'));
	});

	test('where midnight itself is skipped, it is the first moment there is', () => {
		expect(endOfDay('2018-11-03', 'America/Sao_Paulo')).toBe(utc('2018-11-04T03:00Z'));
		expect(localOf(endOfDay('2018-11-03', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe('2018-11-04T01:00:00');
	});

	test('days are 23, 24 or 25 hours long', () => {
		const length = (date: string) => endOfDay(date, 'Europe/Berlin') - instantOf(date, 'Europe/Berlin');
		expect([length('2021-03-28'), length('2021-06-01'), length('2021-10-31')]).toEqual([23 * hour, day, 25 * hour]);
	});

	test('a day that a country left out ends when it would have begun', () => {
		expect(endOfDay('2011-12-29', 'Pacific/Apia')).toBe(utc('2011-12-30T10:00Z'));
	});

	test('an instant lies on its day, before its end', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.constantFrom(...zones), (at, zone) => {
				const date = dayOf(at * 1000, zone);
				expect(at * 1000).toBeLessThan(endOfDay(date, zone));
				expect(at * 1000).toBeGreaterThanOrEqual(instantOf(date, zone));
			}),
		);
	});
});

test('what is typed on a command line', () => {
	const from = utc('2021-10-10T01:00Z');
	const read = (text: string) => parseMoment(text, 'Asia/Shanghai', from);
	expect(read('+3d')).toBe(from + 3 * day);
	expect(read('+12h')).toBe(from + 12 * hour);
	expect(read('+30m')).toBe(from + 30 * minute);
	expect(read('+5s')).toBe(from + 5000);
	expect(read('2021-10-15T18:00Z')).toBe(utc('2021-10-15T18:00Z'));
	expect(read('2021-10-15T18:00+02:00')).toBe(utc('2021-10-15T16:00Z'));
	expect(read('2021-10-15T18:00')).toBe(utc('2021-10-15T10:00Z'));
	expect(read('2021-10-15 18:00')).toBe(utc('2021-10-15T10:00Z'));
	expect(read('2021-10-15')).toBe(utc('2021-10-14T16:00Z'));
	for (const wrong of ['-3d', '+3', '3d', '+3w', 'tomorrow', '']) expect(() => read(wrong), wrong).toThrow(RangeError);
});

test('an instant is written with its zone, in both languages', () => {
	const at = utc('2021-10-15T15:59Z');
	expect(formatInstant(at, 'Asia/Shanghai', 'en')).toBe('15 October 2021, 23:59 Beijing time (UTC+8)');
	expect(formatInstant(at, 'Asia/Shanghai', 'zh')).toBe('2021年10月15日 23:59 北京时间（UTC+8）');
	expect(formatInstant(utc('2021-09-01T22:00Z'), 'Europe/Berlin', 'en')).toBe(
		'2 September 2021, 00:00 Berlin time (UTC+2)',
	);
	expect(formatInstant(at, 'UTC', 'en')).toBe('15 October 2021, 15:59 UTC');
});

test('the offset is that of the instant', () => {
	expect(zoneOffset(utc('2021-07-01T00:00Z'), 'America/St_Johns')).toBe('UTC−2:30');
	expect(zoneOffset(utc('2021-12-01T00:00Z'), 'America/St_Johns')).toBe('UTC−3:30');
	expect(zoneOffset(utc('2021-12-01T00:00Z'), 'Asia/Kathmandu')).toBe('UTC+5:45');
	expect(zoneOffset(utc('2021-12-01T00:00Z'), 'UTC')).toBe('UTC');
});
