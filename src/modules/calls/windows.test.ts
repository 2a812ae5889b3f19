import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohortAt } from './cohort.ts';
import { instantOf, offsetAt } from './local-time.ts';
import {
	closingAt,
	closingTime,
	takesApplications,
	type WindowInput,
	windowInstants,
	windowSchema,
	windowState,
} from './window.ts';

const zones = [
	'Asia/Shanghai',
	'Europe/Paris',
	'America/New_York',
	'America/St_Johns',
	'Australia/Lord_Howe',
	'Asia/Kathmandu',
	'Pacific/Apia',
	'Africa/Casablanca',
	'Etc/GMT+12',
	'UTC',
];
const at = (change: Partial<WindowInput>) =>
	windowInstants(windowSchema.parse({ zone: 'UTC', opens: '2021-10-01', closes: '2021-10-15', ...change }));
const iso = (instant: number) => new Date(instant).toISOString();
const takes = (instants: ReturnType<typeof at>, now: number) => takesApplications(windowState(instants, now));

describe('the last second', () => {
	test('23:59:59 in the zone of the call is in time, 00:00:00 is too late, in every zone and on every day', () => {
		fc.assert(
			fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 365 * 12 }), (zone, days) => {
				const day = new Date(Date.UTC(2016, 0, 2) + days * 86_400_000).toISOString().slice(0, 10);
				const before = new Date(Date.parse(day) - 86_400_000 * 20).toISOString().slice(0, 10);
				const instants = at({ zone, opens: before, closes: day });
				expect(takes(instants, instants.closesAt - 1)).toBe(true);
				expect(takes(instants, instants.closesAt)).toBe(false);
				// The day has ended on the wall of the zone, and not a second more of it was taken away.
				const wall = (instant: number) => iso(instant + offsetAt(instant, zone)).slice(0, 10);
				expect(wall(instants.closesAt) > day).toBe(true);
				expect(wall(instants.closesAt - 1000)).toBe(day);
			}),
		);
	});

	test('anywhere on Earth ends no earlier than in any zone', () => {
		fc.assert(
			fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 3000 }), (zone, days) => {
				const closes = new Date(Date.UTC(2018, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
				const aoe = at({ zone: 'Etc/GMT+12', opens: '2017-01-01', closes });
				expect(at({ zone, opens: '2017-01-01', closes }).closesAt).toBeLessThanOrEqual(aoe.closesAt);
			}),
		);
		expect(iso(at({ zone: 'Etc/GMT+12', closes: '2021-10-15' }).closesAt)).toBe('2021-10-16T12:00:00.000Z');
	});

	test('a time of grace takes what comes late, and no more than that', () => {
		const instants = at({ graceMinutes: 15 });
		expect(takes(instants, instants.closesAt)).toBe(true);
		expect(windowState(instants, instants.closesAt)).toBe('grace');
		expect(takes(instants, instants.closesAt + 15 * 60_000 - 1)).toBe(true);
		expect(takes(instants, instants.closesAt + 15 * 60_000)).toBe(false);
	});
});

describe('nights on which clocks change', () => {
	test('a close in the hour that the zone skips loses nobody a minute', () => {
		// 28 March 2021: Paris goes from 02:00 to 03:00.
		const { closesAt } = at({ zone: 'Europe/Paris', opens: '2021-03-01', closes: '2021-03-28T02:30' });
		expect(iso(closesAt)).toBe('2021-03-28T01:30:00.000Z');
	});

	test('a close in the hour that the zone has twice is the second of both; an opening the first', () => {
		// 31 October 2021: Paris goes from 03:00 back to 02:00.
		const twice = { zone: 'Europe/Paris', opens: '2021-10-01', closes: '2021-10-31T02:30' };
		expect(iso(at(twice).closesAt)).toBe('2021-10-31T01:30:00.000Z');
		expect(iso(instantOf('2021-10-31T02:30', 'Europe/Paris', 'start'))).toBe('2021-10-31T00:30:00.000Z');
	});

	test('the day on which clocks go back has 25 hours, the other 23', () => {
		const hours = (opens: string, closes: string) => {
			const instants = at({ zone: 'America/New_York', opens, closes });
			return (instants.closesAt - instants.opensAt) / 3_600_000;
		};
		expect(hours('2021-11-07', '2021-11-07')).toBe(25);
		expect(hours('2021-03-14', '2021-03-14')).toBe(23);
	});
});

describe('close of business', () => {
	const window = { zone: 'Europe/Paris', closes: '2021-10-15', closeOfBusiness: '17:00' };

	test('a bare date closes at its time', () => {
		expect(iso(at(window).closesAt)).toBe('2021-10-15T15:00:00.000Z');
		expect(closingTime(window)).toBe('2021-10-15T17:00');
	});

	test('two times at once are refused, and so is what is no time', () => {
		const wrong = (change: Partial<WindowInput>) =>
			windowSchema.safeParse({ opens: '2021-10-01', ...window, ...change }).success;
		expect(wrong({})).toBe(true);
		expect(wrong({ closes: '2021-10-15T16:00' })).toBe(false);
		expect(wrong({ closeOfBusiness: '25:00' })).toBe(false);
	});

	test('moved to another day it stays the close of business; moved to another hour it is that hour', () => {
		expect(closingAt('2021-10-20', '17:00')).toEqual({ closes: '2021-10-20', closeOfBusiness: '17:00' });
		expect(closingAt('2021-10-20T17:00', '17:00')).toEqual({ closes: '2021-10-20', closeOfBusiness: '17:00' });
		expect(closingAt('2021-10-20T18:30', '17:00')).toEqual({ closes: '2021-10-20T18:30', closeOfBusiness: null });
		expect(closingAt('2021-10-20', null)).toEqual({ closes: '2021-10-20', closeOfBusiness: null });
	});
});

describe('rounds', () => {
	const label = { en: 'Round', zh: '轮' };
	const cohorts = ['2021-03-31', '2021-06-30', '2021-09-30T12:00'].map((until, i) => ({
		id: `r${i + 1}`,
		label,
		until,
	}));

	test('what is handed in belongs to the first round whose end has not passed', () => {
		const round = (now: string) => cohortAt(cohorts, 'Asia/Shanghai', Date.parse(now))?.cohort.id ?? null;
		expect(round('2021-03-31T15:59:59Z')).toBe('r1');
		expect(round('2021-03-31T16:00:00Z')).toBe('r2');
		expect(round('2021-09-30T03:59:59Z')).toBe('r3');
		expect(round('2021-09-30T04:00:00Z')).toBeNull();
		expect(cohortAt(undefined, 'UTC', 0)).toBeNull();
	});

	test('rounds follow each other without a gap, whatever the order in which they are written', () => {
		fc.assert(
			fc.property(
				fc.shuffledSubarray(cohorts, { minLength: 1 }),
				fc.integer({ min: Date.UTC(2021, 0, 1), max: Date.UTC(2021, 11, 31) }),
				fc.constantFrom(...zones),
				(some, now, zone) => {
					const found = cohortAt(some, zone, now);
					const ends = some.map(({ until }) => instantOf(until, zone, 'end')).filter((end) => now < end);
					expect(found?.until ?? null).toBe(ends.length > 0 ? Math.min(...ends) : null);
					if (found?.since != null) expect(found.since).toBeLessThanOrEqual(now);
				},
			),
		);
	});
});
