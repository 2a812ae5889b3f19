import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, daysBetween, instantOf } from '#core/clock/index.ts';
import { inProject } from '#core/paths/index.ts';
import { checkBundle } from '../bundle/check.ts';
import { type Bundle, bundleSchema } from '../bundle/index.ts';
import { recordsOf } from '../records.ts';
import { loadBundle } from '../server/load-bundle.ts';
import { suggestFirstDay, suggestIdentity } from './identity.ts';
import { type CloneChoice, nextBundle } from './next-bundle.ts';
import { cloneParts, withNeeded } from './parts.ts';
import { mentionsOf } from './rename.ts';
import { keeps, shiftDay, shiftLocal } from './shift.ts';

let past: Bundle;
beforeAll(async () => {
	past = (await loadBundle(inProject('editions', 'ipspace-2021'))).bundle as Bundle;
});
const choice = (change: Partial<CloneChoice> = {}): CloneChoice => ({
	identity: suggestIdentity(past.edition, '2023-11-18'),
	parts: cloneParts,
	keep: 'weekday',
	moved: {},
	...change,
});
const weekday = (day: string) => ((daysBetween('1970-01-01', day) % 7) + 7) % 7;

describe('days', () => {
	const day = fc.integer({ min: -400, max: 400 }).map((n) => addDays('2021-11-18', n));
	const days = fc.record({ starts: day, length: fc.nat({ max: 6 }) });
	test('keep their weekday, or their distance to the first day; those of the symposium keep their place', () => {
		fc.assert(
			fc.property(day, days, days, fc.constantFrom(...keeps), (one, a, b, keep) => {
				const from = { starts: a.starts, ends: addDays(a.starts, a.length) };
				const to = { starts: b.starts, ends: addDays(b.starts, b.length) };
				const moved = shiftDay(one, from, to, keep);
				if (one === from.ends) expect(moved).toBe(to.ends);
				else if (keep === 'distance' || (one >= from.starts && one < from.ends)) {
					expect(daysBetween(to.starts, moved)).toBe(daysBetween(from.starts, one));
				} else {
					expect(weekday(moved)).toBe(weekday(one));
					expect(Math.abs(daysBetween(from.starts, one) - daysBetween(to.starts, moved))).toBeLessThanOrEqual(3);
				}
			}),
		);
	});
	test('the time of day stays on the wall when summer time has begun meanwhile', () => {
		const from = { starts: '2021-03-20', ends: '2021-03-20' };
		const to = { starts: '2022-04-02', ends: '2022-04-02' };
		const local = shiftLocal('2021-03-26T18:00', from, to, 'distance');
		expect(local).toBe('2022-04-08T18:00');
		const hours = (text: string) => new Date(instantOf(text, 'Europe/Paris')).getUTCHours();
		expect([hours('2021-03-26T18:00'), hours(local)]).toEqual([17, 16]);
		expect(shiftLocal('2021-03-10T24:00', from, to, 'weekday')).toBe('2022-03-23T24:00');
	});
});

test('names and days of the next edition are suggested from the past one', () => {
	expect(suggestFirstDay(past.edition)).toBe('2022-11-17');
	expect(suggestIdentity(past.edition, '2023-11-16')).toMatchObject({
		slug: 'ipspace-2023',
		short: 'IPSPACE 2023',
		year: 2023,
		ends: '2023-11-18',
		name: { en: expect.stringContaining('2023 International'), zh: expect.stringContaining('2023 ') },
	});
	const bare = { ...past.edition, slug: 'forum', short: 'Forum', name: { en: 'Forum', zh: '论坛' } };
	expect(suggestIdentity(bare, '2023-11-16')).toMatchObject({ slug: 'forum-2023', short: 'Forum 2023' });
});

test('calls bring what they can’t do without', () => {
	expect(withNeeded(['calls'])).toEqual(['tracks', 'partners', 'letters', 'calls']);
	expect(withNeeded([])).toEqual([]);
});

describe('the next edition', () => {
	test('is whole, in preparation, and lies on its own days', () => {
		const { bundle, moments, undated } = nextBundle(past, choice());
		expect(checkBundle(bundleSchema.parse(bundle)).filter(({ severity }) => severity === 'error')).toEqual([]);
		expect(bundle.edition).toMatchObject({ slug: 'ipspace-2023', state: 'in-preparation', ends: '2023-11-20' });
		expect(undated).toEqual([]);
		// The 18th of November is a Saturday in 2023: deadlines stay Fridays, the symposium keeps its days.
		const date = (id: string) => bundle.dates.find((one) => one.id === id);
		expect(date('abstracts-close')?.at).toBe('2023-10-13T24:00');
		expect(date('symposium')).toMatchObject({ on: '2023-11-18', until: '2023-11-20' });
		expect(bundle.calls[0]?.window).toMatchObject({ opens: '2023-09-29T00:00', closes: '2023-10-13T24:00' });
		expect(bundle.sessions.find((one) => one.id === 'closing')?.on).toBe('2023-11-20');
		const distance = nextBundle(past, choice({ keep: 'distance' })).bundle;
		expect(distance.dates.find((one) => one.id === 'abstracts-close')?.at).toBe('2023-10-15T24:00');
		// What is one time in the call and among the dates is one line.
		const closing = moments.find(({ places }) => places.some(({ what }) => what === 'closes'));
		expect(closing?.places.map(({ what }) => what).sort()).toEqual(['closes', 'date']);
	});
	test('a time decided otherwise is so everywhere', () => {
		const { moments } = nextBundle(past, choice());
		const closing = moments.find(({ places }) => places.some(({ what }) => what === 'closes'));
		const { bundle } = nextBundle(past, choice({ moved: { [closing?.id as string]: '2023-10-20T17:00' } }));
		expect(bundle.calls[0]?.window.closes).toBe('2023-10-20T17:00');
		expect(bundle.dates.find((one) => one.id === 'abstracts-close')?.at).toBe('2023-10-20T17:00');
	});
	test('proposes the committee, says its own name, and leaves behind what came of the past one', () => {
		const { bundle } = nextBundle(past, choice());
		expect(bundle.committee?.roles).toHaveLength(past.committee?.roles.length as number);
		expect(bundle.committee?.roles.every((role) => role.reading?.en?.includes('IPSPACE 2021'))).toBe(true);
		expect(bundle.outcomes).toBeUndefined();
		expect(past.outcomes?.documents.length).toBeGreaterThan(0);
		expect(bundle.letters?.letterhead.issuer.en).toContain('IPSPACE 2023');
		expect(bundle.edition.theme).toBeUndefined();
		expect(bundle.past.map(({ slug }) => slug)).toEqual(['ipspace-2019', 'ipspace-2018']);
	});
	test('takes nothing that was not chosen, and each part alone is whole', () => {
		const bare = nextBundle(past, choice({ parts: [] })).bundle;
		expect(Object.keys(recordsOf(bare)).filter((key) => !/^(edition|series|past\/.*)$/.test(key))).toEqual([]);
		for (const part of cloneParts) {
			const { bundle } = nextBundle(past, choice({ parts: withNeeded([part]) }));
			const errors = checkBundle(bundleSchema.parse(bundle)).filter(({ severity }) => severity === 'error');
			expect(errors, part).toEqual([]);
		}
	});
	test('a shorter one leaves sessions without a day instead of outside', () => {
		const identity = { ...choice().identity, ends: '2023-11-18' };
		const { bundle, undated } = nextBundle(past, choice({ identity }));
		expect(undated).toContain('track-t1');
		expect(checkBundle(bundle).filter(({ severity }) => severity === 'error')).toEqual([]);
	});
	test('texts that still say the year before are found', () => {
		const { bundle } = nextBundle(past, choice());
		bundle.edition.summary = { en: 'As in 2021.', zh: '如 2021 年。' };
		expect(mentionsOf(recordsOf(bundle), 2021)).toContain('edition');
		expect(mentionsOf(recordsOf(bundle), 1999)).toEqual([]);
	});
});
