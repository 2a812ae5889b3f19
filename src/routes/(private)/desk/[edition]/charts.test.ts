import { expect, test } from 'vitest';
import { instantOf } from '#core/clock/index.ts';
import { submissionCurve } from './charts.ts';

const zone = 'Asia/Shanghai';
const at = (local: string) => instantOf(local, zone);
const window = {
	zone,
	opensAt: at('2021-10-01T00:00'),
	lastHoursAt: at('2021-10-15T00:00'),
	closesAt: at('2021-10-16T00:00'),
	graceEndsAt: at('2021-10-16T00:00'),
};

test('days without a submission hold the level, and the last point is the present', () => {
	const byDay = [
		{ day: '2021-10-02', count: 3 },
		{ day: '2021-10-04', count: 2 },
	];
	const points = submissionCurve({ window, byDay }, at('2021-10-05T09:00'), 'en');
	expect(points.map(({ label, value }) => [label, value])).toEqual([
		['1 Oct', 0],
		['2 Oct', 3],
		['3 Oct', 3],
		['4 Oct', 5],
		['5 Oct', 5],
	]);
	expect(points.at(-1)?.at).toBe(at('2021-10-05T09:00'));
	expect(points[1]?.at).toBe(at('2021-10-03T00:00'));
	expect(submissionCurve({ window, byDay }, at('2021-10-05T09:00'), 'zh')[0]?.label).toBe('10月1日');
});

test('after the close the curve ends with the window', () => {
	const points = submissionCurve({ window, byDay: [{ day: '2021-10-15', count: 7 }] }, at('2022-01-01T00:00'), 'en');
	expect(points.length).toBe(15);
	expect(points.at(-1)).toEqual({ at: window.closesAt, label: '15 Oct', value: 7 });
});

test('instants rise, whenever one looks', () => {
	for (const now of ['2021-10-01T00:00', '2021-10-01T12:00', '2021-10-16T00:00', '2021-10-20T00:00'].map(at)) {
		const instants = submissionCurve({ window, byDay: [] }, now, 'en').map((point) => point.at);
		expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
		expect(instants.length).toBeGreaterThan(0);
	}
});

test('before a call opens there is no curve', () => {
	expect(submissionCurve({ window, byDay: [] }, at('2021-09-20T00:00'), 'en')).toEqual([]);
});
