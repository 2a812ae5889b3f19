import { inProject } from '#core/paths/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { loadBundle } from '#modules/editions/server/index.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { callViews, dateViews, partnerGroups, trackViews } from './edition.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { nextBoundary } from './instants.ts';
import { orreryView } from './orrery.ts';
import { committeeView } from './people.ts';

let bundle: Bundle;
const at = (text: string) => Date.parse(`${text}+08:00`);

beforeAll(async () => {
	bundle = (await loadBundle(inProject('editions', 'ipspace-2021'))).bundle as Bundle;
});

describe('what the public pages of IPSPACE 2021 show', () => {
	test('the call is open on 10 October and closed the instant 16 October begins', () => {
		const state = (text: string) => callViews(bundle, 'en', at(text)).find((call) => call.slug === 'abstracts')?.state;
		expect(state('2021-09-30T23:59:59')).toBe('not-yet-open');
		expect(state('2021-10-10T09:00')).toBe('open');
		expect(state('2021-10-15T23:59:59')).toBe('last-hours');
		expect(state('2021-10-16T00:00')).toBe('closed');
	});
	test('nine tracks, planetary defence outside them, T6 a draft', () => {
		const { tracks, outside } = trackViews(bundle, 'en');
		expect(tracks.map((track) => track.code)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9']);
		expect(tracks.filter((track) => track.draft).map((track) => track.code)).toEqual(['T6']);
		expect(outside).toHaveLength(1);
	});
	test('hosts before supporters, each in the order of protocol', () => {
		const groups = partnerGroups(bundle, 'en');
		expect(groups.map((group) => group.kind)).toEqual(['host', 'supporter']);
		expect(groups[0]?.names[0]?.name).toBe('Chinese Society of Astronautics');
		expect(groups[1]?.names[0]?.name).toBe('International Academy of Astronautics');
	});
	test('a role that is only a reading of the source is not shown', () => {
		const people = committeeView(bundle, 'en');
		const alexander = people.find((person) => person.id === 'david-alexander');
		expect(alexander?.name).toBe('David Alexander OBE');
		expect(alexander?.offices).toEqual(['Member']);
		expect(people.find((person) => person.id === 'bao-weimin')?.offices).toEqual(['Director', 'Member']);
	});
	test('titles stand small to large in English and large to small in Chinese', () => {
		const deng = (locale: 'en' | 'zh') => committeeView(bundle, locale).find((one) => one.id === 'deng-yulin');
		expect(deng('en')?.positions[1]).toBe('Dean, School of Life Sciences, Beijing Institute of Technology');
		expect(deng('zh')?.positions[1]).toBe('北京理工大学生命学院院长');
	});
	test('dates come in the order of time', () => {
		const dates = dateViews(bundle, 'zh');
		expect(dates.map((date) => date.at)).toEqual([...dates.map((date) => date.at)].sort((a, b) => a - b));
		expect(dates.find((date) => date.key === 'acceptance-letters')).toMatchObject({ days: true, latest: true });
	});
	test('a page is good until something on it changes, at the latest until midnight there', () => {
		expect(nextBoundary(bundle, at('2021-10-09T12:00'))).toBe(at('2021-10-10T00:00'));
		expect(nextBoundary(bundle, at('2021-11-10T12:00'))).toBe(at('2021-11-10T18:00'));
		expect(nextBoundary(bundle, at('2031-01-01T12:00'))).toBe(at('2031-01-02T00:00'));
	});
	test('the orrery has an orbit for each track, and sessions within the days of the symposium', () => {
		const data = orreryView(bundle, 'en', at('2021-10-10T09:00'));
		const { from, to } = editionDays(bundle.edition);
		expect(data.tracks).toHaveLength(9);
		expect(data.dates.slice(0, 2).map((date) => date.label)).toEqual(['1 Oct', '15 Oct']);
		expect(data.sessions.length).toBeGreaterThan(9);
		for (const session of data.sessions) {
			expect(session.start).toBeGreaterThanOrEqual(from);
			expect(session.end).toBeLessThanOrEqual(to);
			expect(session.loose).toBe(true);
		}
	});
});
