import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayOf, hour, instantOf, localOf } from '#core/clock/index.ts';
import { closeOf, deliveryIn, nextIssue, slotsOf, weekdayOf } from './times.ts';

const zones = Intl.supportedValuesOf('timeZone');
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) });

describe('the hour of delivery', () => {
	test('is seven in the morning of the zone, whatever its clocks do, within a day and an hour', () => {
		fc.assert(
			fc.property(zone, instant, (where, after) => {
				const { at, date } = deliveryIn(where, after);
				expect(at).toBeGreaterThanOrEqual(after);
				expect(at - after).toBeLessThanOrEqual(25 * hour);
				expect(localOf(at, where)).toBe(`${date}T07:00:00`);
			}),
			{ numRuns: 400 },
		);
	});

	test('comes once a day: each day of a zone has one, over a year with both changes of its clocks', () => {
		for (const where of [
			'Europe/Paris',
			'America/Santiago',
			'Australia/Lord_Howe',
			'Asia/Shanghai',
			'America/New_York',
		]) {
			let after = instantOf('2021-01-01T00:00', where);
			const days: string[] = [];
			for (let n = 0; n < 365; n += 1) {
				const { at, date } = deliveryIn(where, after);
				days.push(date);
				after = at + 1;
			}
			expect(days).toEqual(Array.from({ length: 365 }, (_, n) => addDays('2021-01-01', n)));
		}
	});

	test('on the night of a change it is the clock on the wall that counts', () => {
		// Clocks in Paris go back on 31 October 2021: seven is an hour later than the day before, in UTC.
		expect(deliveryIn('Europe/Paris', Date.UTC(2021, 9, 30, 3)).at).toBe(Date.UTC(2021, 9, 30, 5));
		expect(deliveryIn('Europe/Paris', Date.UTC(2021, 9, 31, 3)).at).toBe(Date.UTC(2021, 9, 31, 6));
	});
});

describe('the slots of an issue', () => {
	test('hold every zone once, with its own day of the week, none before the issue has closed', () => {
		fc.assert(
			fc.property(fc.uniqueArray(zone, { maxLength: 30 }), instant, zone, (places, now, house) => {
				const { closesAt } = nextIssue(now, house);
				const slots = slotsOf(closesAt, places);
				expect(slots.flatMap((slot) => slot.places.map((place) => place.zone)).sort()).toEqual([...places].sort());
				for (const slot of slots) {
					expect(slot.at).toBeGreaterThanOrEqual(closesAt);
					for (const { zone: where, weekday } of slot.places) expect(weekday).toBe(weekdayOf(dayOf(slot.at, where)));
				}
			}),
			{ numRuns: 200 },
		);
	});

	test('of one day reach round the world, and nobody’s hour falls on the very moment of closing', () => {
		const closesAt = closeOf('2021-11-20', 'Asia/Shanghai');
		const slots = slotsOf(closesAt, zones);
		expect(slots.length).toBeGreaterThan(30);
		expect(slots.every(({ at }) => at > closesAt)).toBe(true);
	});

	test('a day of the week is counted from Monday', () => {
		expect(['2021-11-15', '2021-11-20', '2021-11-21'].map(weekdayOf)).toEqual([1, 6, 7]);
	});
});

test('whatever the zones of house and reader: each morning of his has at most one issue, and none of them is lost', () => {
	fc.assert(
		fc.property(zone, zone, fc.integer({ min: 2016, max: 2034 }), (house, where, year) => {
			const mornings = new Map<number, number>();
			let issue = nextIssue(Date.UTC(year, 0, 1), house);
			let latest = 0;
			for (let n = 0; n < 366; n += 1) {
				const [slot] = slotsOf(issue.closesAt, [where]);
				// What the later issue takes over from the earlier: the same morning.
				mornings.set(slot?.at ?? 0, issue.closesAt);
				latest = issue.closesAt;
				issue = nextIssue(issue.closesAt, house);
			}
			const days = [...mornings.keys()].map((at) => dayOf(at, where));
			expect(new Set(days).size).toBe(days.length);
			// He is told up to the last issue of each morning, and these only rise: nothing is told twice or left out.
			const told = [...mornings].sort((a, b) => a[0] - b[0]).map(([, closesAt]) => closesAt);
			expect(told).toEqual([...told].sort((a, b) => a - b));
			expect(told.at(-1)).toBe(latest);
			expect(days.length).toBeGreaterThanOrEqual(364);
		}),
		{ numRuns: 8 },
	);
});

test('issues follow each other day by day, each closing after the moment it is asked for', () => {
	fc.assert(
		fc.property(zone, instant, (house, now) => {
			const first = nextIssue(now, house);
			const second = nextIssue(first.closesAt, house);
			expect(first.closesAt).toBeGreaterThan(now);
			expect(first.closesAt - now).toBeLessThanOrEqual(25 * hour);
			expect(second.date).toBe(addDays(first.date, 1));
		}),
		{ numRuns: 200 },
	);
});
