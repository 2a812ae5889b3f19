import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callSchema } from './call.ts';
import { fieldKinds, fieldSchema, formSchema } from './form.ts';
import { instantOf } from './local-time.ts';
import { stageSchema } from './stage.ts';
import { type Window, windowInstants, windowSchema, windowState } from './window.ts';

const both = (en: string) => ({ en, zh: en });
const title = {
	id: 'title',
	kind: 'short-text',
	label: both('Title'),
	role: 'title',
};

describe('the form schema', () => {
	it('fills defaults', () => {
		const form = formSchema.parse({ fields: [title] });
		expect(form).toMatchObject({
			version: 1,
			sections: [],
			fields: [{ required: false, visibleTo: 'organisers' }],
		});
	});
	it('names the place of each mistake', () => {
		const paths = (input: unknown) => formSchema.safeParse(input).error?.issues.map((issue) => issue.path.join('.'));
		expect(paths({ fields: [title, title] })).toEqual(['fields.1.id', 'fields.1.role']);
		expect(paths({ fields: [{ ...title, section: 'x' }] })).toEqual(['fields.0.section']);
		expect(paths({ fields: [{ ...title, kind: 'yes-no' }] })).toEqual(['fields.0.role']);
		expect(paths({ fields: [{ ...title, maxWords: 3 }] })).toEqual(['fields.0']);
		expect(paths({ fields: [{ ...title, id: 'a.b' }] })).toEqual(['fields.0.id']);
		expect(
			paths({
				fields: [
					{
						id: 'a',
						kind: 'long-text',
						label: both('A'),
						minWords: 500,
						maxWords: 250,
					},
				],
			}),
		).toEqual(['fields.0.minWords']);
		expect(
			paths({
				fields: [
					{
						id: 't',
						kind: 'track',
						label: both('T'),
						options: [{ id: 'T1', label: both('1') }],
						outside: [{ id: 'T1', label: both('1') }],
					},
				],
			}),
		).toEqual(['fields.0.outside.0.id']);
	});
	it('lists every kind once', () => {
		expect([...fieldKinds].sort()).toEqual(fieldSchema.options.map((option) => option.shape.kind.value).sort());
	});
	it('can be published as JSON Schema', () => {
		expect(z.toJSONSchema(callSchema, { io: 'input' })).toMatchObject({
			type: 'object',
		});
	});
});

describe('the stage schema', () => {
	const outcome = { id: 'talk', label: both('Talk'), effect: 'accept' };
	const stage = {
		id: 'decision',
		kind: 'determination',
		label: both('Decision'),
		outcomes: [outcome],
	};
	it('wants a date where it asks to confirm, and reasons where it needs one', () => {
		expect(stageSchema.safeParse(stage).success).toBe(true);
		expect(
			stageSchema.safeParse({
				...stage,
				outcomes: [{ ...outcome, confirm: true }],
			}).success,
		).toBe(false);
		expect(
			stageSchema.safeParse({
				...stage,
				outcomes: [{ ...outcome, needs: ['reason'] }],
			}).success,
		).toBe(false);
		expect(stageSchema.safeParse({ ...stage, outcomes: [outcome, outcome] }).success).toBe(false);
	});
});

describe('a window', () => {
	const ipspace: Window = windowSchema.parse({
		zone: 'Asia/Shanghai',
		opens: '2021-10-01',
		closes: '2021-10-15',
	});
	it('reads a bare date as the whole day in its zone', () => {
		expect(windowInstants(ipspace)).toEqual({
			opensAt: Date.parse('2021-10-01T00:00:00+08:00'),
			lastHoursAt: Date.parse('2021-10-15T00:00:00+08:00'),
			closesAt: Date.parse('2021-10-16T00:00:00+08:00'),
			graceEndsAt: Date.parse('2021-10-16T00:00:00+08:00'),
		});
	});
	it('takes the last millisecond and refuses the closing instant', () => {
		const close = Date.parse('2021-10-16T00:00:00+08:00');
		expect(windowState(ipspace, close - 1)).toBe('last-hours');
		expect(windowState(ipspace, close)).toBe('closed');
		expect(windowState({ ...ipspace, graceMinutes: 30 }, close)).toBe('grace');
		expect(windowState({ ...ipspace, graceMinutes: 30 }, close + 30 * 60_000)).toBe('closed');
		expect(windowState(ipspace, Date.parse('2021-10-01T00:00:00+08:00') - 1)).toBe('not-yet-open');
		expect(windowState(ipspace, Date.parse('2021-10-01T00:00:00+08:00'))).toBe('open');
	});
	it('refuses an unknown zone, and a close that is not after the opening', () => {
		expect(windowSchema.safeParse({ ...ipspace, zone: 'Mars/Olympus' }).error?.issues[0]?.path).toEqual(['zone']);
		expect(windowSchema.safeParse({ ...ipspace, closes: '2021-09-30' }).error?.issues[0]?.path).toEqual(['closes']);
	});
	it('only ever walks forward', () => {
		const order = ['not-yet-open', 'open', 'last-hours', 'grace', 'closed'];
		const zone = fc.constantFrom(
			'Asia/Shanghai',
			'Europe/Paris',
			'America/New_York',
			'Australia/Lord_Howe',
			'Etc/GMT+12',
		);
		const day = fc.date({
			min: new Date('2015-01-01'),
			max: new Date('2035-01-01'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(
				zone,
				day,
				fc.nat(60),
				fc.nat(2000),
				fc.nat(300),
				fc.gen(),
				(zone, from, days, grace, lastHours, gen) => {
					const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);
					const window = windowSchema.parse({
						zone,
						opens: iso(from.getTime()),
						closes: iso(from.getTime() + days * 86_400_000),
						graceMinutes: grace,
						lastHours,
					});
					const span = 5 * 86_400_000;
					const instant = () =>
						gen(fc.integer, {
							min: from.getTime() - span,
							max: from.getTime() + (days + 9) * 86_400_000,
						});
					const [a, b] = [instant(), instant()].sort((x, y) => x - y) as [number, number];
					expect(order.indexOf(windowState(window, a))).toBeLessThanOrEqual(order.indexOf(windowState(window, b)));
				},
			),
		);
	});
});

describe('instantOf', () => {
	it('agrees with known offsets', () => {
		expect(instantOf('2021-11-10T17:00', 'Asia/Shanghai', 'end')).toBe(Date.parse('2021-11-10T09:00:00Z'));
		expect(instantOf('2021-10-15T24:00', 'Etc/GMT+12', 'end')).toBe(Date.parse('2021-10-16T12:00:00Z'));
		expect(instantOf('1900-01-01', 'UTC', 'start')).toBe(Date.parse('1900-01-01T00:00:00Z'));
	});
	it('gives nobody less time in the nights when clocks change', () => {
		// Paris, 31 Oct 2021: 02:30 exists twice, at 00:30 and 01:30 UTC.
		expect(instantOf('2021-10-31T02:30', 'Europe/Paris', 'start')).toBe(Date.parse('2021-10-31T00:30:00Z'));
		expect(instantOf('2021-10-31T02:30', 'Europe/Paris', 'end')).toBe(Date.parse('2021-10-31T01:30:00Z'));
		// Paris, 28 Mar 2021: 02:30 does not exist.
		expect(instantOf('2021-03-28T02:30', 'Europe/Paris', 'end')).toBe(Date.parse('2021-03-28T01:30:00Z'));
		// A day without midnight: São Paulo, 4 Nov 2018 begins at 01:00.
		expect(instantOf('2018-11-04', 'America/Sao_Paulo', 'start')).toBe(Date.parse('2018-11-04T03:00:00Z'));
	});
});
