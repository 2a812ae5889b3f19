import { expect, test } from 'vitest';
import { day, hour, instantOf } from '#core/clock/index.ts';
import { nextBoundaries } from './boundaries.ts';
import { wantedTime } from './dial-form.ts';

const zone = 'Asia/Shanghai';
const now = instantOf('2021-10-10T09:00', zone);
const posted = (fields: Record<string, string>) => {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
};

test('a span, a moment of a button, a local time', () => {
	expect(wantedTime(posted({ by: '+1h' }), zone, now)).toEqual({ to: now + hour });
	expect(wantedTime(posted({ by: '+1d' }), zone, now)).toEqual({ to: now + day });
	expect(wantedTime(posted({ at: String(now + 5) }), zone, now)).toEqual({ to: now + 5 });
	expect(wantedTime(posted({ local: '2021-10-15T23:59' }), zone, now)).toEqual({
		to: instantOf('2021-10-15T23:59', zone),
	});
	expect(wantedTime(posted({ local: '2021-10-15 23:59' }), zone, now)).toEqual({
		to: instantOf('2021-10-15T23:59', zone),
	});
});

test('what can’t be read is said, not guessed', () => {
	expect(wantedTime(posted({}), zone, now)).toEqual({ problem: 'moment-missing' });
	for (const local of ['tomorrow', '2021-13-40T00:00', '9999-01-01T00:00', '+3d'.repeat(3)]) {
		expect(wantedTime(posted({ local }), zone, now)).toEqual({ problem: 'moment-unreadable' });
	}
	expect(wantedTime(posted({ by: '-1h' }), zone, now)).toEqual({ problem: 'moment-missing' });
});

const title = { en: 'Abstracts', zh: '摘要' };
const edition = { title: { en: 'E' }, startsAt: now + 30 * day, endsAt: now + 33 * day };
const call = {
	title,
	window: { zone, opensAt: now - day, lastHoursAt: now + 4 * day, closesAt: now + 5 * day, graceEndsAt: now + 5 * day },
	stages: [{ stage: {} as never, announceBy: now + 20 * day, confirmBy: null }],
};

test('only what is still to come, in order', () => {
	expect(nextBoundaries([call], edition, now).map(({ kind, at }) => [kind, (at - now) / day])).toEqual([
		['last-hours', 4],
		['closes', 5],
		['announce-by', 20],
		['edition-starts', 30],
		['edition-ends', 33],
	]);
	// The very moment is no longer to come.
	expect(nextBoundaries([call], edition, now + 5 * day)[0]?.kind).toBe('announce-by');
	expect(nextBoundaries([call], edition, now + 99 * day)).toEqual([]);
});

test('moments of one call that fall together appear once', () => {
	const window = { ...call.window, lastHoursAt: now + 5 * day };
	expect(nextBoundaries([{ ...call, window }], edition, now).map(({ kind }) => kind)).toEqual([
		'last-hours',
		'announce-by',
		'edition-starts',
		'edition-ends',
	]);
});
