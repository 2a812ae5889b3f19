import { expect, test } from 'vitest';
import type { Draft, EditingState } from '#modules/editions/editing.ts';
import type { Records } from '#modules/editions/records.ts';
import { conflictFields, withChosen } from './conflict.ts';
import { publicPlace } from './public-place.ts';
import { filtered, siteList, siteQueryOf } from './site-list.ts';

const published: Records = {
	'page/about': { title: { en: 'About', zh: '简介' }, state: 'published', position: 0 },
	'page/venue': { title: { en: 'Venue', zh: '会场' }, state: 'in-preparation', position: 1 },
	'page/old': { title: { en: 'Old', zh: '旧' }, state: 'published', position: 2 },
	'organisation/iaa': { name: { en: 'Academy', zh: '科学院' }, position: 0 },
	'partner/supporter/iaa': { position: 0 },
	'partner/host/iaa': { position: 1 },
	'office/chair': { name: { en: 'Chair', zh: '主席' }, position: 0 },
	'person/sample': { names: { latin: { given: 'Given', family: 'Family', order: 'given-first' } }, position: 0 },
	'role/chair/sample': { reading: { en: 'To be confirmed' }, position: 0 },
};
const draft = (key: string, value: Draft['value'], more: Partial<Draft> = {}): Draft => ({
	key,
	value,
	base: published[key] ?? null,
	version: 1,
	savedBy: 'p',
	savedByName: 'Somebody',
	savedAt: 5,
	publishAt: null,
	refused: null,
	...more,
});
const fresh = { title: { en: 'Travel', zh: '旅行' }, state: 'in-preparation', position: 3 };
const { 'page/old': _, ...rest } = published;
const state: EditingState = {
	published,
	drafts: [draft('page/old', null), draft('page/travel', fresh, { publishAt: 9 })],
	merged: { ...rest, 'page/travel': fresh },
	conflicts: [],
	asides: [],
};
const translations = { missing: [{ key: 'page/about', path: 'body', has: 'en' as const }], stale: [] };
const list = (query: string) => filtered(siteList(state, translations, 'en'), siteQueryOf(new URLSearchParams(query)));
const keys = (query: string) => list(query).flatMap(({ rows }) => rows.map(({ key }) => key));

test('everything is listed once, in the order of the site, also what is to go and what is new', () => {
	expect(keys('').sort()).toEqual([...Object.keys(published), 'page/travel'].sort());
	expect(list('kind=partner').map(({ of, ofName }) => [of, ofName])).toEqual([
		['host', 'Host'],
		['supporter', 'Supporter'],
	]);
	const rows = new Map(list('').flatMap(({ rows: own }) => own.map((row) => [row.key, row])));
	expect(rows.get('page/old')?.draft?.goes).toBe(true);
	expect(rows.get('page/travel')).toMatchObject({ visibility: 'unpublished', draft: { publishAt: 9 } });
	expect(rows.get('page/venue')?.visibility).toBe('preparing');
	// A role that is but a reading is kept inside, as the public view does.
	expect(rows.get('role/chair/sample')?.visibility).toBe('preparing');
});

test('filters find by name in either language, by address and by state', () => {
	expect(keys('q=简介')).toEqual(['page/about']);
	expect(keys('q=VENUE')).toEqual(['page/venue']);
	expect(keys('state=missing')).toEqual(['page/about']);
	expect(keys('state=scheduled')).toEqual(['page/travel']);
	expect(keys('state=draft&kind=page').sort()).toEqual(['page/old', 'page/travel']);
	expect(keys('state=nonsense&kind=nonsense').length).toBe(10);
	expect(keys('q=nothing')).toEqual([]);
});

test('of two texts, what only one changed is chosen already, and each choice is kept', () => {
	const shown = { title: { en: 'About', zh: '简介' }, summary: { en: 'A' }, menu: 'main', state: 'published' };
	const mine = { ...shown, title: { en: 'Mine', zh: '我的' } };
	const theirs = { ...shown, title: { en: 'Theirs', zh: '简介' }, summary: { en: 'B', zh: '乙' } };
	const about = { records: published, zone: 'Asia/Shanghai', locale: 'en' as const };
	const fields = conflictFields('page/about', { shown, mine, theirs }, about);
	expect(fields.map(({ path, changed }) => [path, changed])).toEqual([
		['title.en', 'both'],
		['title.zh', 'mine'],
		['summary.en', 'theirs'],
		['summary.zh', 'theirs'],
	]);
	expect(withChosen(theirs, mine, ['title.zh'])).toEqual({ ...theirs, title: { en: 'Theirs', zh: '我的' } });
	expect(withChosen(theirs, mine, ['summary.zh', 'summary.en'])).toEqual({ ...theirs, summary: { en: 'A' } });
	expect(withChosen(theirs, mine, [])).toEqual(theirs);
});

test('each record leads to the page on which the public reads it', () => {
	const at = (key: string, has: string[] = []) => publicPlace('e', key, has);
	expect(
		['page/home', 'page/about', 'date/x', 'track/T2', 'role/a/b', 'partner/host/x', 'edition'].map((key) => at(key)),
	).toEqual(['/e', '/e/about', '/e/dates', '/e/tracks/T2', '/e/committee', '/e', '/e']);
	expect(at('site/online')).toBe('/e');
	expect(at('site/online', ['venue'])).toBe('/e/venue');
});
