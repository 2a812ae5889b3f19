import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backupName, type BackupFile, isDue, lastOccurrence, outdated, readBackupName } from './plan.ts';

const day = 86_400_000;
const zone = 'Asia/Shanghai';
const at = Date.UTC(2021, 9, 14, 19, 30);
const daily = (time: number): BackupFile => ({ name: backupName('daily', time), kind: 'daily', at: time });

test('a name says kind and moment, sorts by time, and no other file is taken for one', () => {
	expect(backupName('daily', at)).toBe('orrery-2021-10-14T193000Z-daily.tar');
	expect(readBackupName('orrery-2021-10-14T193000Z-daily.tar')).toEqual(daily(at));
	for (const other of [
		'orrery.tar',
		'orrery-2021-10-14T193000Z-daily.tar.unfinished-7',
		'../x',
		'orrery-2021-99-14T193000Z-daily.tar',
	]) {
		expect(readBackupName(other)).toBeUndefined();
	}
});

describe('which are kept', () => {
	const rule = { daily: 7, weekly: 4, monthly: 6 };

	test('after half a year of nights: seven days, four weeks, six months', () => {
		const files = Array.from({ length: 200 }, (_, back) => daily(at - back * day));
		const gone = new Set(outdated(files, rule, zone));
		const kept = files
			.filter(({ name }) => !gone.has(name))
			.map(({ at: time }) => new Date(time + 8 * 3_600_000).toISOString().slice(0, 10));
		expect(kept.slice(0, 7)).toEqual([
			'2021-10-15',
			'2021-10-14',
			'2021-10-13',
			'2021-10-12',
			'2021-10-11',
			'2021-10-10',
			'2021-10-09',
		]);
		// Sundays end a week, last days a month.
		expect(kept.slice(7)).toEqual([
			'2021-10-03',
			'2021-09-30',
			'2021-09-26',
			'2021-08-31',
			'2021-07-31',
			'2021-06-30',
			'2021-05-31',
		]);
	});

	test('the newest always, what was made by hand always, the last three before an upgrade', () => {
		const other = (kind: BackupFile['kind'], time: number) => ({ name: backupName(kind, time), kind, at: time });
		const upgrades = [1, 2, 3, 4].map((back) => other('before-upgrade', at - back * 400 * day));
		const files = [daily(at - 900 * day), other('by-hand', at - 2000 * day), ...upgrades];
		expect(outdated(files, { daily: 1, weekly: 0, monthly: 0 }, zone)).toEqual([upgrades[3]?.name]);
	});

	test('whatever there is, nothing that was kept yesterday for its week or month goes before another takes its place', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 }), (backs) => {
				const files = [...new Set(backs)].map((back) => daily(at - back * day));
				const gone = outdated(files, rule, zone);
				const newest = files.reduce((a, b) => (a.at > b.at ? a : b));
				expect(gone).not.toContain(newest.name);
				expect(files.length - gone.length).toBeGreaterThanOrEqual(Math.min(files.length, 7));
				// Clearing again clears nothing more.
				expect(
					outdated(
						files.filter(({ name }) => !gone.includes(name)),
						rule,
						zone,
					),
				).toEqual([]);
			}),
		);
	});
});

describe('when one is due', () => {
	const hour = 3_600_000;

	test('at its hour in the zone, once; after nights without a machine, at once', () => {
		const night = lastOccurrence('03:30', zone, at);
		expect(new Date(night).toISOString()).toBe('2021-10-14T19:30:00.000Z');
		expect(lastOccurrence('03:30', zone, at - 1)).toBe(at - day);
		expect(isDue('03:30', zone, at, undefined)).toBe(true);
		expect(isDue('03:30', zone, at, { startedAt: at - day, good: true })).toBe(true);
		expect(isDue('03:30', zone, at - 1, { startedAt: at - day, good: true })).toBe(false);
		expect(isDue('03:30', zone, at + 5 * day, { startedAt: at, good: true })).toBe(true);
	});

	test('again an hour after a failure, not before', () => {
		expect(isDue('03:30', zone, at + hour - 1, { startedAt: at, good: false })).toBe(false);
		expect(isDue('03:30', zone, at + hour, { startedAt: at, good: false })).toBe(true);
	});

	test('where an hour is left out or comes twice in the year', () => {
		// Paris: 2021-03-28 has no 02:30, 2021-10-31 has two.
		for (const [now, least] of [
			[Date.UTC(2021, 2, 28, 12), 10 * hour],
			[Date.UTC(2021, 9, 31, 12), 10 * hour],
		] as const) {
			const last = lastOccurrence('02:30', 'Europe/Paris', now);
			expect(now - last).toBeGreaterThan(least);
			expect(now - last).toBeLessThan(12 * hour);
		}
	});
});
