import { inProject } from '#core/paths/index.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Bundle } from './bundle/index.ts';
import { checkBundle } from './bundle/check.ts';
import { fillPage, placeholdersOfPage, placeholderText } from './page-text.ts';
import { loadBundle } from './server/index.ts';

let bundle: Bundle;

beforeAll(async () => {
	bundle = (await loadBundle(inProject('editions', 'ipspace-2021'))).bundle as Bundle;
});

describe('what a page says in braces', () => {
	test.each([
		['date:abstracts-close', '15 October 2021, 23:59 Beijing time (UTC+8)', '2021年10月15日 23:59 北京时间（UTC+8）'],
		['day:abstracts-close', '15 October 2021', '2021年10月15日'],
		['date:abstracts-open', '1 October 2021, 00:00 Beijing time (UTC+8)', '2021年10月1日 00:00 北京时间（UTC+8）'],
		['date:acceptance-letters', '1 November 2021', '2021年11月1日'],
		['date:symposium', '18–20 November 2021', '2021年11月18日至20日'],
		['days', '18–20 November 2021', '2021年11月18日至20日'],
		['session:opening', '18 November 2021', '2021年11月18日'],
		['session:track-t1', '19–20 November 2021', '2021年11月19日至20日'],
		['session:exhibition', 'a day still to be named', '待定日期'],
		['words:abstracts', '250–500', '250–500'],
		['count:tracks', 'nine', '九'],
		['count:host', 'six', '六'],
		['count:media', 'no', '零'],
		['partners:media', 'organisations still to be named', '待公布的机构'],
	])('{%s}', (name, en, zh) => {
		expect(placeholderText(name, bundle, 'en')).toBe(en);
		expect(placeholderText(name, bundle, 'zh')).toBe(zh);
	});
	test('partners stand in the order of protocol, joined as each language does', () => {
		const hosts = bundle.partners.filter((one) => one.kind === 'host').slice(0, 3);
		const few = { ...bundle, partners: hosts };
		expect(placeholderText('partners:host', few, 'en')).toBe(
			'Chinese Society of Astronautics, China Hi-Tech Industrialization Association and China Association of Remote Sensing Application',
		);
		expect(placeholderText('partners:host', few, 'zh')).toBe('中国宇航学会、中国高科技产业化研究会和中国遥感应用协会');
	});
	test('a date that is moved in its record moves in every text', () => {
		const moved = {
			...bundle,
			dates: bundle.dates.map((one) => (one.id === 'abstracts-close' ? { ...one, at: '2021-10-20T24:00' } : one)),
		};
		expect(fillPage('Until {day:abstracts-close}.', moved, 'en')).toBe('Until 20 October 2021.');
	});
	test('a day that no record says is still to be named; what is no placeholder stays in its braces', () => {
		expect(fillPage('{date:none} {hello} {words:none} {count:stars}', bundle, 'en')).toBe(
			'a day still to be named {hello} {words:none} {count:stars}',
		);
		expect(placeholdersOfPage('{date:a} {hello} {days} {date:a}')).toEqual(['date:a', 'days']);
	});
	test('a name is text, not Markdown', () => {
		const organisations = bundle.organisations.map((one) =>
			one.id === 'csa' ? { ...one, name: { en: '*Stars* [and] more', zh: '*星*' } } : one,
		);
		const odd = { ...bundle, organisations, partners: bundle.partners.slice(0, 1) };
		expect(fillPage('{partners:host}', odd, 'en')).toBe('\\*Stars\\* \\[and\\] more');
	});
	test('a page that names what is not there is warned of at its text', () => {
		const pages = bundle.pages.map((page) =>
			page.id === 'about' ? { ...page, body: { ...page.body, zh: '{date:none}' } } : page,
		);
		const place = bundle.pages.findIndex((page) => page.id === 'about');
		expect(checkBundle({ ...bundle, pages })).toEqual([
			{
				severity: 'warning',
				part: 'pages',
				path: [place, 'body', 'zh'],
				code: 'unknown-placeholder',
				params: { id: 'date:none' },
			},
		]);
	});
});
