import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { angleAt, arcPath, daysFrom, daysTo, pointAt, starsPath } from './dial.ts';
import { type OrreryData, orreryModel } from './model.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const data: OrreryData = {
	tracks: [
		{ key: 't1', code: 'T1', name: 'One', place: 1 },
		{ key: 't2', code: 'T2', name: 'Two', place: 2 },
	],
	sessions: [
		{ key: 'a', track: null, title: 'Opening', start: at('2021-11-18T09:00'), end: at('2021-11-18T10:00') },
		{ key: 'b', track: 't2', title: 'Law', start: at('2021-11-19T09:00'), end: at('2021-11-19T12:00') },
		{ key: 'c', track: 'unknown', title: 'Lost', start: at('2021-11-19T09:00'), end: at('2021-11-19T12:00') },
	],
	dates: [
		{ at: at('2021-10-01T00:00'), label: '1 Oct' },
		{ at: at('2021-10-15T00:00'), label: '15 Oct' },
		{ at: at('2021-10-16T00:00'), label: '16 Oct' },
		{ at: at('2021-12-04T00:00'), label: '4 Dec' },
	],
	window: { opens: at('2021-10-01T00:00'), closes: at('2021-10-15T23:59') },
	days: { from: at('2021-11-18T00:00'), to: at('2021-11-21T00:00') },
	now: at('2021-11-19T10:00'),
};
const dial = { begin: 0, from: 100, to: 110, end: 150 };

describe('the dial', () => {
	test('the days of the symposium have their own wide part', () => {
		expect(angleAt(dial, 100)).toBe(daysFrom);
		expect(angleAt(dial, 110)).toBe(daysTo);
		expect(angleAt(dial, 105)).toBe((daysFrom + daysTo) / 2);
	});
	test('time never runs backwards on it, and never leaves the circle', () => {
		fc.assert(
			fc.property(fc.integer({ min: -50, max: 250 }), fc.integer({ min: 0, max: 60 }), (instant, later) => {
				const angle = angleAt(dial, instant);
				expect(angle).toBeGreaterThanOrEqual(0);
				expect(angle).toBeLessThanOrEqual(360);
				expect(angleAt(dial, instant + later)).toBeGreaterThanOrEqual(angle);
			}),
		);
	});
	test('degrees go clockwise from the top', () => {
		expect([0, 90, 180, 270].map((angle) => pointAt(angle, 10))).toEqual([
			[0, -10],
			[10, 0],
			[0, 10],
			[-10, 0],
		]);
		expect(arcPath(0, 90, 10)).toBe('M0 -10A10 10 0 0 1 10 0');
	});
	test('the sky is the same every time', () => {
		expect(starsPath(30, 300)).toBe(starsPath(30, 300));
	});
});

describe('the picture', () => {
	const model = orreryModel(data);
	test('one orbit for each track, one body for each session of a known track', () => {
		expect(model.orbits.map((orbit) => orbit.code)).toEqual(['T1', 'T2']);
		expect(model.bodies.map((body) => body.key)).toEqual(['a', 'b']);
	});
	test('a body stands on the orbit of its track, at its start', () => {
		const law = model.bodies[1];
		const radius = model.orbits[1]?.radius as number;
		expect(Math.hypot(law?.x as number, law?.y as number)).toBeCloseTo(radius, 0);
		expect(law?.trail.startsWith(`M${law.x} ${law.y}A`)).toBe(true);
	});
	test('a session of unsettled hour stands within its days', () => {
		const loose = { ...data.sessions[1], loose: true, start: at('2021-11-19T00:00'), end: at('2021-11-21T00:00') };
		const [body] = orreryModel({ ...data, sessions: [loose] as OrreryData['sessions'] }).bodies;
		const angle = ((Math.atan2(body?.x as number, -(body?.y as number)) * 180) / Math.PI + 360) % 360;
		expect(body?.loose).toBe(true);
		expect(angle).toBeGreaterThan(daysFrom + (daysTo - daysFrom) / 3);
		expect(angle).toBeLessThan(daysTo);
	});
	test('what is over, what is on', () => {
		expect(model.bodies.map((body) => body.state)).toEqual(['past', 'now']);
	});
	test('the hand stands among the days while the symposium is held', () => {
		expect(model.hand).toBeGreaterThan(daysFrom);
		expect(model.hand).toBeLessThan(daysTo);
	});
	test('labels that would collide are left out, their marks stay', () => {
		expect(model.labels.map((label) => label.text)).not.toContain('16 Oct');
		expect(model.marks).toHaveLength(4);
	});
});
