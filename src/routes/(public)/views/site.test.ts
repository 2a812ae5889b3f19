import { inProject } from '#core/paths/index.ts';
import type { Bundle } from '#modules/editions/bundle/index.ts';
import { loadBundle } from '#modules/editions/server/index.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { contactViews } from './beside.ts';
import { datesCalendar } from './dates-calendar.ts';
import { siteFoot, siteMenu } from './menu.ts';
import { programmeView } from './programme.ts';
import { pageHtml, pageView } from './written-page.ts';

let bundle: Bundle;

beforeAll(async () => {
	bundle = (await loadBundle(inProject('editions', 'ipspace-2021'))).bundle as Bundle;
});

describe('menus', () => {
	test('the bar holds what most come for; all pages stand in their groups, in the order of the edition', () => {
		const { main, groups } = siteMenu(bundle, 'en');
		expect(main.map((link) => link.path.slice('/ipspace-2021/'.length))).toEqual([
			'about',
			'calls',
			'tracks',
			'programme',
			'dates',
			'committee',
		]);
		expect(groups.map((group) => group.id)).toEqual(['symposium', 'papers', 'partners', 'site']);
		const listed = groups.flatMap((group) => group.links.map((link) => link.path));
		expect(new Set(listed).size).toBe(listed.length);
		expect(listed).toHaveLength(bundle.pages.filter((page) => page.menu !== 'none').length);
	});
	test('an edition for which nobody has written anything still leads to what its records say', () => {
		const { main, groups } = siteMenu({ ...bundle, pages: [] }, 'zh');
		expect(main.map((link) => link.label)).toEqual(['征文通知', '专题', '会议日程', '重要日期', '委员会']);
		expect(groups.flatMap((group) => group.links.map((link) => link.path))).toContain('/ipspace-2021/contact');
		expect(pageView({ ...bundle, pages: [] }, 'dates', 'en')).toMatchObject({
			title: 'Dates',
			html: '',
			preparing: false,
		});
		expect(pageView({ ...bundle, pages: [] }, 'about', 'en')).toBeUndefined();
	});
	test('legal lines and addresses stand at the foot only where they are set', () => {
		expect(siteFoot(bundle, 'en').legal).toEqual({ icp: null, security: null, lines: [] });
		expect(siteFoot(bundle, 'en').contacts.every((contact) => contact.email === null)).toBe(true);
		const contact = { role: 'secretariat', name: { en: 'Secretariat', zh: '秘书处' }, email: 'desk@samples.example' };
		const edition = {
			...bundle.edition,
			legal: { icp: '京ICP备00000000号', lines: [{ en: 'Operated by A', zh: '甲运营' }] },
			contacts: [
				{ ...contact, state: 'published' as const },
				{ ...contact, role: 'press', state: 'in-preparation' as const },
			],
		};
		const foot = siteFoot({ ...bundle, edition }, 'zh');
		expect(foot.legal).toEqual({ icp: '京ICP备00000000号', security: null, lines: ['甲运营'] });
		// An address that is not released stays inside.
		expect(foot.contacts.map((one) => one.email)).toEqual(['desk@samples.example', null]);
		expect(contactViews({ ...bundle, edition }, 'en').map((one) => one.email)).toEqual(['desk@samples.example', null]);
	});
});

describe('the preliminary programme', () => {
	test('has three days: ceremony and plenary, tracks in parallel, the closing in the evening', () => {
		const { days, open } = programmeView(bundle, 'en');
		expect(days.map((day) => day.day)).toEqual(['2021-11-18', '2021-11-19', '2021-11-20']);
		expect(days[0]?.before.map((one) => one.id)).toEqual(['opening', 'plenary']);
		expect(days.map((day) => day.parallel.length)).toEqual([0, 9, 9]);
		expect(days[2]?.after.map((one) => [one.id, one.part])).toEqual([['closing', 'evening']]);
		expect(open.map((one) => one.kind)).toEqual(['exhibition']);
	});
	test('what has an hour comes at its hour, and a place that is not settled is not named', () => {
		const sessions = bundle.sessions.map((one) => {
			if (one.id === 'plenary') return { ...one, starts: '09:00', ends: '10:30' };
			return one.id === 'opening' ? { ...one, starts: '14:00' } : one;
		});
		const sites = bundle.sites.map((site) => ({ ...site, state: 'in-preparation' as const }));
		const [first] = programmeView({ ...bundle, sessions, sites }, 'en').days;
		expect(first?.before.map((one) => [one.id, one.hours, one.where])).toEqual([
			['plenary', '09:00–10:30', ''],
			['opening', '14:00', ''],
		]);
	});
});

test('a page links within its edition and language, wherever it stands', () => {
	const html = pageHtml(
		bundle,
		'[a](tracks/T7) [b](/verify) [c](https://x.example/) [d](#e) [f](mailto:a@x.example)',
		'zh',
	);
	expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
		'/zh/ipspace-2021/tracks/T7',
		'/zh/verify',
		'https://x.example/',
		'#e',
		'mailto:a@x.example',
	]);
});

test('the calendar of dates ends a deadline at its minute and gives days as days', () => {
	const text = datesCalendar(bundle, 'en', 'https://ipspace.example', '2021-10-10');
	expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(bundle.dates.length);
	// The abstracts close with 15 October in Beijing, 16:00 UTC.
	expect(text).toMatch(
		/UID:abstracts-close\.ipspace-2021@ipspace\.example\r\nDTSTAMP:20211009T160000Z\r\nDTSTART:20211015T150000Z\r\nDTEND:20211015T160000Z/,
	);
	expect(text).toMatch(/DTSTART;VALUE=DATE:20211118\r\nDTEND;VALUE=DATE:20211121\r\nSUMMARY:IPSPACE 2021: Symposium/);
	expect(text).toContain('DTSTART;VALUE=DATE:20211101');
});
