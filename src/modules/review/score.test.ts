import fc from 'fast-check';
import { expect, test } from 'vitest';
import { criterionSchema, stageSchema } from '#modules/calls/stage.ts';
import { computedPoints, readPoints, totalOf } from './score.ts';
import { scoringTime } from './scoring-time.ts';

const both = (en: string) => ({ en, zh: `${en}（中文）` });
const criterion = (id: string, change: object = {}) => criterionSchema.parse({ id, label: both(id), ...change });

test('a total is on 0–100, rises with every point, and only the ratio of weights counts', () => {
	const anyCriteria = fc
		.array(
			fc.record({
				weight: fc.integer({ min: 0, max: 50 }),
				min: fc.integer({ min: -5, max: 5 }),
				span: fc.integer({ min: 1, max: 20 }),
			}),
			{
				minLength: 1,
				maxLength: 6,
			},
		)
		.map((list) => list.map(({ weight, min, span }, i) => criterion(`c${i}`, { weight, min, max: min + span })));
	fc.assert(
		fc.property(
			anyCriteria,
			fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
			(criteria, shares) => {
				const points = Object.fromEntries(
					criteria.map(({ id, min, max }, i) => [id, Math.round(min + (shares[i] as number) * (max - min))]),
				);
				const total = totalOf(criteria, points) as number;
				expect(total >= 0 && total <= 100).toBe(true);
				const scaled = criteria.map((one) => ({ ...one, weight: one.weight * 7 }));
				expect(totalOf(scaled, points)).toBeCloseTo(total, 9);
				for (const { id, max } of criteria) {
					if ((points[id] as number) < max) {
						expect(totalOf(criteria, { ...points, [id]: (points[id] as number) + 1 })).toBeGreaterThanOrEqual(total);
					}
					const { [id]: _, ...without } = points;
					expect(totalOf(criteria, without)).toBeNull();
				}
			},
		),
	);
	expect(totalOf([], {})).toBeNull();
	expect(totalOf([criterion('a', { weight: 0 }), criterion('b', { weight: 0 })], { a: 10, b: 0 })).toBe(50);
});

test('points follow from an answer: an option, the best of several, yes or no, a number; and never leave their range', () => {
	const of = (field: string, points: Record<string, number>, change: object = {}) => [
		criterion('c', { computed: { field, points, otherwise: 1 }, ...change }),
	];
	expect(computedPoints(of('band', { much: 9 }), { band: 'much' })).toEqual({ c: 9 });
	expect(computedPoints(of('band', { much: 9 }), { band: 'little' })).toEqual({ c: 1 });
	expect(computedPoints(of('band', { a: 3, b: 7 }), { band: ['a', 'b', 'x'] })).toEqual({ c: 7 });
	expect(computedPoints(of('student', { yes: 5 }), { student: true })).toEqual({ c: 5 });
	expect(computedPoints(of('years', { '3': 4 }), { years: 3 })).toEqual({ c: 4 });
	expect(computedPoints(of('band', { much: 99 }), { band: 'much' })).toEqual({ c: 10 });
	expect(computedPoints(of('band', { much: 9 }), {})).toEqual({ c: 1 });
	expect(computedPoints(of('band', { much: 9 }), { band: 'constructor' })).toEqual({ c: 1 });
});

test('posted points: whole numbers within the range, of the criteria that people score', () => {
	const criteria = [criterion('a'), criterion('b', { computed: { field: 'x', points: {} } })];
	const read = (text: string, complete = true) => readPoints(criteria, new Map([['points.a', text]]), { complete });
	expect(read(' 7 ')).toEqual({ points: { a: 7 }, problems: [] });
	for (const text of ['11', '-1', '3.5', 'x', '1e1']) {
		expect(read(text).problems).toEqual([
			{ path: 'points.a', code: 'points-out-of-range', params: { min: 0, max: 10 } },
		]);
	}
	expect(read('').problems).toEqual([{ path: 'points.a', code: 'points-missing' }]);
	expect(read('', false)).toEqual({ points: {}, problems: [] });
	expect(
		readPoints(
			criteria,
			new Map([
				['points.a', '1'],
				['points.b', '9'],
			]),
			{ complete: true },
		).points,
	).toEqual({ a: 1 });
});

test('scores are taken from the close of the call, or of the round, until the stage closes or it is decided', () => {
	const at = (local: string) => Date.parse(`${local}+08:00`);
	const stage = (change: object = {}) =>
		stageSchema.parse({
			id: 's',
			kind: 'jury',
			label: both('s'),
			outcomes: [{ id: 'x', label: both('x'), effect: 'accept' }],
			...change,
		});
	const call = {
		zone: 'Asia/Shanghai',
		closesAt: at('2021-10-16T00:00:00'),
		cohorts: [{ id: 'r1', label: both('r1'), until: '2021-10-05' }],
	};
	const here = { state: 'submitted', cohort: null, here: true };
	const time = (change: object, now: string, application = here, first = true) =>
		scoringTime(stage(change), first, call, application, at(now)).at;
	expect(time({}, '2021-10-15T23:59:59')).toBe('before');
	expect(time({}, '2021-10-16T00:00:00')).toBe('open');
	expect(time({}, '2021-10-06T00:00:00', { ...here, cohort: 'r1' } as never)).toBe('open');
	expect(time({}, '2021-10-01T00:00:00', here, false)).toBe('open');
	expect(time({ opens: '2021-10-20' }, '2021-10-19T23:59:59')).toBe('before');
	expect(time({ opens: '2021-10-20', closes: '2021-10-21' }, '2021-10-21T23:59:59')).toBe('open');
	expect(time({ opens: '2021-10-20', closes: '2021-10-21' }, '2021-10-22T00:00:00')).toBe('over');
	expect(time({}, '2021-10-20T00:00:00', { ...here, state: 'decided' })).toBe('over');
	expect(time({}, '2021-10-20T00:00:00', { ...here, here: false })).toBe('over');
});
