import { expect, test } from 'vitest';
import { reminderTimes } from './reminder-time.ts';
import { type Stage, stageSchema } from './stage.ts';

const both = (en: string) => ({ en, zh: en });
const stage = (closes: string | undefined, days: number[]) =>
	stageSchema.parse({
		id: 'review',
		kind: 'review',
		label: both('Review'),
		closes,
		reminders: days.map((one) => ({ days: one })),
		outcomes: [{ id: 'yes', label: both('Yes'), effect: 'accept' }],
	}) as Extract<Stage, { kind: 'review' }>;
const times = (closes: string | undefined, days: number[], zone = 'Asia/Shanghai') =>
	reminderTimes(stage(closes, days), zone).map(({ at }) => new Date(at).toISOString());

test('come at nine in the zone of the call, counted from the day on which the stage closes', () => {
	expect(times('2021-10-30', [3, 0, -1])).toEqual([
		'2021-10-27T01:00:00.000Z',
		'2021-10-30T01:00:00.000Z',
		'2021-10-31T01:00:00.000Z',
	]);
	expect(times('2021-10-30T17:00', [1])).toEqual(['2021-10-29T01:00:00.000Z']);
	// Midnight ends the day before it.
	expect(times('2021-10-31T00:00', [0])).toEqual(['2021-10-30T01:00:00.000Z']);
	expect(times('2021-03-01', [1, 60])).toEqual(['2020-12-31T01:00:00.000Z', '2021-02-28T01:00:00.000Z']);
});

test('come an hour before a close in the early morning, not after it, and at nine on both sides of a change of clocks', () => {
	expect(times('2021-10-30T08:00', [0])).toEqual(['2021-10-29T23:00:00.000Z']);
	expect(times('2021-10-31', [1, 0], 'Europe/Berlin')).toEqual([
		'2021-10-30T07:00:00.000Z',
		'2021-10-31T08:00:00.000Z',
	]);
});

test('a stage without an end reminds nobody; one that closes later reminds anew', () => {
	expect(times(undefined, [1])).toEqual([]);
	expect(reminderTimes(stage('2021-10-30', [1]), 'UTC')[0]?.rule).not.toBe(
		reminderTimes(stage('2021-11-02', [1]), 'UTC')[0]?.rule,
	);
});
