import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	formatDate,
	formatDateRange,
	formatOffset,
	formatSpan,
	formatTime,
	formatUtc,
	lastMinute,
	machineTime,
	zonedParts,
	zoneName,
} from './format.ts';

const close = Date.parse('2021-10-15T23:59:59+08:00');

describe('instants on pages', () => {
	test('date, time, zone and UTC of the closing instant', () => {
		expect(formatDate(close, 'Asia/Shanghai', 'en', { weekday: true })).toBe('Fri 15 October 2021');
		expect(formatDate(close, 'Asia/Shanghai', 'zh', { weekday: true })).toBe('2021年10月15日（周五）');
		expect(formatTime(close, 'Asia/Shanghai')).toBe('23:59:59');
		expect(formatUtc(close, 'Asia/Shanghai', 'en')).toBe('15:59:59 UTC');
		expect(machineTime(close)).toBe('2021-10-15T15:59:59Z');
		expect(zoneName('Asia/Shanghai', 'zh')).toBe('北京时间');
		expect(zoneName('America/Lima', 'en')).toBe('Lima time');
	});
	test('UTC says its date when it is another day there', () => {
		const early = Date.parse('2021-10-16T00:30:00+08:00');
		expect(formatUtc(early, 'Asia/Shanghai', 'en')).toBe('15 October, 16:30 UTC');
		expect(formatUtc(early, 'Asia/Shanghai', 'zh')).toBe('10月15日 16:30 UTC');
	});
	test('a close at midnight is read as the last minute of the day', () => {
		const midnight = Date.parse('2021-10-16T00:00:00+08:00');
		expect(formatTime(lastMinute(midnight, 'Asia/Shanghai'), 'Asia/Shanghai')).toBe('23:59');
		expect(lastMinute(close, 'Asia/Shanghai')).toBe(close);
	});
	test('ranges say month and year once', () => {
		const day = (text: string) => Date.parse(`${text}T09:00:00+08:00`);
		const range = (a: string, b: string, locale: 'en' | 'zh') =>
			formatDateRange(day(a), day(b), 'Asia/Shanghai', locale);
		expect(range('2021-11-18', '2021-11-20', 'en')).toBe('18–20 November 2021');
		expect(range('2021-11-18', '2021-11-20', 'zh')).toBe('2021年11月18日至20日');
		expect(range('2021-11-30', '2021-12-02', 'en')).toBe('30 November – 2 December 2021');
		expect(range('2021-12-31', '2022-01-02', 'zh')).toBe('2021年12月31日至2022年1月2日');
		expect(range('2021-11-18', '2021-11-18', 'en')).toBe('18 November 2021');
	});
	test('offsets, also of half hours and west of Greenwich', () => {
		expect([480, -210, 0, 330].map(formatOffset)).toEqual(['UTC+8', 'UTC−3:30', 'UTC', 'UTC+5:30']);
	});
	test('the parts in a zone, moved back by its offset, are the instant', () => {
		const zones = fc.constantFrom('Asia/Shanghai', 'America/St_Johns', 'Europe/Paris', 'Pacific/Kiritimati', 'UTC');
		fc.assert(
			fc.property(fc.integer({ min: 946_684_800, max: 2_208_988_800 }), zones, (seconds, zone) => {
				const at = zonedParts(seconds * 1000, zone);
				const wall = Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
				expect(wall - at.offset * 60_000).toBe(seconds * 1000);
			}),
		);
	});
});

describe('spans', () => {
	test('the two largest units', () => {
		expect(formatSpan(5 * 86_400_000 + 7 * 3_600_000 + 59_000, 'en')).toBe('5 days 7 hours');
		expect(formatSpan(86_400_000, 'en')).toBe('1 day');
		expect(formatSpan(61_000, 'zh')).toBe('1 分钟 1 秒');
		expect(formatSpan(0, 'en')).toBe('0 seconds');
	});
});

test('the quick offset agrees with Intl for every zone, also around its changes', () => {
	const zones = Intl.supportedValuesOf('timeZone');
	const quarter = 900_000;
	fc.assert(
		fc.property(
			fc.constantFrom(...zones),
			fc.integer({ min: Date.UTC(1980, 0, 1) / quarter, max: Date.UTC(2037, 0, 1) / quarter }),
			(zone, at) => {
				for (const instant of [at * quarter - 1, at * quarter, at * quarter + 1000]) {
					const { year, month, day, hour, minute, second } = zonedParts(instant, zone);
					const figures = new Intl.DateTimeFormat('en-GB', {
						timeZone: zone,
						hourCycle: 'h23',
						dateStyle: 'short',
						timeStyle: 'medium',
					}).format(instant);
					const two = (figure: number) => String(figure).padStart(2, '0');
					expect(figures).toBe(`${two(day)}/${two(month)}/${year}, ${two(hour)}:${two(minute)}:${two(second)}`);
				}
			},
		),
		{ numRuns: 3000 },
	);
});
